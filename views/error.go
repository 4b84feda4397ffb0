package views

import (
	"slices"
	"strconv"

	"shimei/store/programme"
)

// ErrorPage says what happened, why, and what to do.
type ErrorPage struct {
	Frame
	Status    int    // of HTTP; one that has no words of its own reads as 400 or 500
	Detail    string // why in this very case, in the page's language; empty for the general words
	Refused   string // code of the refusal that it is; empty for none
	RequestID string
}

// RemediedRefusals are the codes of refusals with a remedy of their own: what was entered is not what is wrong.
var RemediedRefusals = []string{programme.RefusedSales, programme.RefusedReplaced}

// remedy says what to do.
func (p ErrorPage) remedy() string {
	if slices.Contains(RemediedRefusals, p.Refused) {
		return p.L.Term("refusal_remedy", p.Refused)
	}
	if p.Status == 403 && p.Person != nil { // who may is called otherwise by each audience
		return p.L.Term("forbidden_remedy", string(p.Person.Audience))
	}
	return p.L.Term("error_remedy", p.status())
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

// homeAct is the words of the link to the first page: its name, where somebody is signed in.
func (p ErrorPage) homeAct() string {
	if len(p.Sections) == 0 {
		return p.T("error.home")
	}
	return p.T("error.home_of", "Page", p.L.Term("section", p.Sections[0].Key))
}
