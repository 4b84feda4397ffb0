package views

import "strconv"

// ErrorPage says what happened, why, and what to do.
type ErrorPage struct {
	Frame
	Status    int    // of HTTP; one that has no words of its own reads as 400 or 500
	Detail    string // why in this very case, in the page's language; empty for the general words
	RequestID string
}

// worded are the statuses that have words of their own.
var worded = []int{400, 403, 404, 405, 409, 413, 422, 429, 500, 503}

// status returns the status whose words the page takes.
func (p ErrorPage) status() string {
	general := 500
	if p.Status >= 400 && p.Status < 500 {
		general = 400
	}
	for _, s := range worded {
		if s == p.Status {
			general = s
		}
	}
	return strconv.Itoa(general)
}

// statusText returns the status as it was answered.
func (p ErrorPage) statusText() string { return strconv.Itoa(p.Status) }
