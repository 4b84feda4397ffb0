package programme

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Key is an id of a partner, a tenant, a subscription or an order as it is compared: two ids that differ
// in nothing but case, width, surrounding spaces or the braces of a GUID have the same one. Ids are
// shown as they were first written.
type Key string

// KeyOf returns the key of an id. Unlike db.Folded, by which names are searched, it leaves the kana
// apart. The key of a key is the key itself.
func KeyOf(id string) Key {
	var key string
	switch {
	case isPlain(id): // as most of the millions in a file are
		return Key(id)
	case isASCII(id):
		key = strings.ToLower(strings.TrimSpace(id))
	default:
		key = strings.TrimSpace(width.Fold.String(id))
		// Fold has letters of Cherokee change places, which ToLower ends.
		key = norm.NFC.String(strings.ToLower(cases.Fold().String(norm.NFD.String(key))))
	}
	if strings.HasPrefix(key, "{") && guid.MatchString(key) {
		key = key[1 : len(key)-1]
	}
	return Key(key)
}

// isPlain reports whether an id is its own key, at a glance.
func isPlain(id string) bool {
	for k := range len(id) {
		if c := id[k]; c-'!' >= utf8.RuneSelf-'!' || c-'A' <= 'Z'-'A' || c == '{' {
			return false
		}
	}
	return true
}

func isASCII(id string) bool {
	for k := range len(id) {
		if id[k] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// guid is a GUID in braces.
var guid = regexp.MustCompile(`^\{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}$`)

// meant returns the place of the id that a text in a file means, among the programme's own: the same
// one, or else the only one with its key. It is -1 for none.
func meant[T any](things []T, id func(T) string, text string) int {
	if k := slices.IndexFunc(things, func(x T) bool { return id(x) == text }); k >= 0 {
		return k
	}
	place, key := -1, KeyOf(text)
	for k, x := range things {
		if KeyOf(id(x)) != key {
			continue
		}
		if place >= 0 {
			return -1
		}
		place = k
	}
	return place
}

// ProductMeant returns the place of the product that a text in a file means, by its id as keys are
// compared, and whether there is one.
func (p *Programme) ProductMeant(text string) (int, bool) {
	k := meant(p.Products, func(x Product) string { return x.ID }, text)
	return k, k >= 0
}

// CompetencyMeant returns the place of the competency that a text means, as ProductMeant does.
func (p *Programme) CompetencyMeant(text string) (int, bool) {
	k := meant(p.Competencies, func(x Competency) string { return x.ID }, text)
	return k, k >= 0
}

// RouteMeant returns the place of the route that a text in a file means, as ProductMeant does.
func (p *Programme) RouteMeant(text string) (int, bool) {
	k := meant(p.Routes, func(x Route) string { return x.ID }, text)
	return k, k >= 0
}

// WorkloadMeant returns the place of the workload of a product that a text in a file means, as
// ProductMeant does.
func (p *Product) WorkloadMeant(text string) (int, bool) {
	k := meant(p.Workloads, func(x string) string { return x }, text)
	return k, k >= 0
}
