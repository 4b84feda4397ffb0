package views

import (
	"strings"
	"testing"

	"shimei/store/programme"
)

func TestTheRulesPageShowsEveryThresholdOfTheProgramme(t *testing.T) {
	f := Frame{L: For("en"), Programme: programme.BuiltIn()}
	page := NewProgrammePage(f.Programme)
	page.Surround(f)
	var b strings.Builder
	if err := page.Page().Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	rest := b.String() // what is shown comes in the order of the file, latest versions first
	next := func(what string) {
		t.Helper()
		_, after, found := strings.Cut(rest, what)
		if !found {
			t.Fatalf("%q is missing, or not in its place", what)
		}
		rest = after
	}
	for k := range f.Programme.Competencies {
		c := &f.Programme.Competencies[k]
		next(c.Name.En)
		for n := len(c.Versions) - 1; n >= 0; n-- {
			next(f.L.Month(c.Versions[n].From))
			for _, r := range c.Versions[n].Requirements {
				next(f.Programme.MetricOf(r).Name.En)
				for _, needed := range r.Thresholds {
					next(">" + f.amount(needed, f.Programme.MetricOf(r).Money()) + "<")
				}
			}
		}
	}
	for k := range f.Programme.Routes {
		next(f.Programme.Routes[k].Name.En)
	}
}
