package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/programme"
)

func TestAProgrammeIsAdoptedWhereNoFigureOfAnEarlierMonthFollowsAnotherRule(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		built := programme.BuiltIn().Hash
		later := variant(t, `from = "2016-11"`, `from = "2016-10"`)
		for name, c := range map[string]struct {
			of      *programme.Programme
			from    string
			refused string
		}{
			"a month too late":    {later, "2016-11", "the programme does not apply from 2016-11, it changes figures before: competency smmcs from 2016-10. Give these changes a later month in the file, or name the earlier month"},
			"always, said later":  {easy(t), "2016-04", "the programme does not apply from 2016-04, it changes figures before: competency cloud-productivity from 2016-03. Give these changes a later month in the file, or name the earlier month"},
			"it does not fit":     {variant(t, `"USD"`, `"JPY"`), "2016-10", "the database counts money in USD and the programme mpn-2016 in JPY: start a database of its own"},
			"in force already":    {programme.BuiltIn(), "2016-10", "in_force"},
			"from the very month": {later, "2016-10", ""},
		} {
			before := p.dump()
			err := p.Adopt(ctx, "ada@vendor.example", store.Adopting{Programme: c.of, From: month(c.from), Instead: built})
			switch {
			case c.refused == "":
				if err != nil || p.inForce() != later.Hash {
					t.Errorf("%s: %v", name, err)
				}
				p.rebuilt()
				if _, err := p.putBack(); err != nil {
					t.Fatal(err)
				}
			case err == nil || whatSaid(err) != c.refused:
				t.Errorf("%s: %v", name, err)
			}
			if diff := cmp.Diff(before, p.dump()); c.refused != "" && diff != "" {
				t.Errorf("%s: something was stored:\n%s", name, diff)
			}
		}
	})
}

// whatSaid is the code of a refusal, and else what an error says.
func whatSaid(err error) string {
	if r := store.Refusal(err); r != nil {
		return r.Code
	}
	return err.Error()
}

// putBack puts the built-in programme in force again, from any month.
func (p *portal) putBack() (string, error) {
	p.t.Helper()
	present := p.inForce()
	return present, p.Adopt(ctx, "", store.Adopting{Programme: programme.BuiltIn(), Instead: present})
}

// Two admins who saw the same programme in force: the second one is told.
func TestOfTwoProgrammesThatAreAdoptedAtOnceOneIs(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		seen, first := p.inForce(), easy(t)
		answers := make(chan error)
		for _, pr := range []*programme.Programme{first, easy(t, "Cloud competencies 2016", "Another")} {
			go func() {
				answers <- p.Adopt(ctx, "ada@vendor.example", store.Adopting{Programme: pr, From: month("2015-11"), Instead: seen})
			}()
		}
		refused := errors.Join(<-answers, <-answers)
		if r := store.Refusal(refused); r == nil || r.Code != programme.RefusedProgramme {
			t.Errorf("%v", refused)
		}
		p.rebuilt()
	})
}
