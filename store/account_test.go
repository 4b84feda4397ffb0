package store_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/directory"
)

func TestAnAccountHasItsLocationsAndPeopleAndThoseOfNoOther(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		for k, partner := range []string{"G2", "G", "A", "G1"} {
			name := []string{"ｂｅａ", "Ada", "Zoe", "cora"}[k]
			if err := p.AddPerson(ctx, store.NewPerson{Email: fmt.Sprintf("p%d@x.example", k), Name: name, Role: directory.Manager, PartnerID: partner}); err != nil {
				t.Fatal(err)
			}
		}
		for partner, want := range map[string][]string{
			"G": {"G Global Works", "@G1", "@G2", "Ada G false", "ｂｅａ G2 true", "cora G1 false"},
			"A": {"A Aomori Systems", "Zoe A false"},
			"Z": {"Z Zinnia Group suspended", "@Z1 suspended"},
		} {
			if err := p.Disable(ctx, "p0@x.example"); err != nil {
				t.Fatal(err)
			}
			a, err := p.Account(ctx, directory.Whole(p.account(partner)))
			if err != nil {
				t.Fatal(err)
			}
			suspended := func(x directory.Partner) string { return map[bool]string{true: " suspended"}[x.Suspended] }
			got := []string{a.ID + " " + a.Name + suspended(a.Partner)}
			for _, l := range a.Locations {
				got = append(got, "@"+l.ID+suspended(l))
			}
			for _, x := range a.People {
				got = append(got, fmt.Sprint(x.Name, " ", x.OrgID, " ", x.Disabled))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s", partner, diff)
			}
		}
		if _, err := p.Account(ctx, directory.Whole(9999)); !absent(err) {
			t.Errorf("an account that there is not: %v", err)
		}
	})
}
