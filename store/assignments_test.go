package store_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// walk goes through all pages of a list of associations, and checks their size.
func (p *portal) walk(f directory.AssociationFilter, limit int) (all []directory.Association) {
	p.t.Helper()
	part := db.Part{Sort: directory.AssociationOrder.Parse(""), Limit: limit}
	for {
		page, count, err := p.Associations(ctx, f, part)
		if err != nil {
			p.t.Fatal(err)
		}
		all = append(all, page...)
		if len(page) < limit {
			if int(count) != len(all) {
				p.t.Errorf("%d are counted and %d listed", count, len(all))
			}
			return all
		}
		part.After = page[limit-1].Key
	}
}

// eachOnce checks that the pages of the list of associations have each once, latest first.
func (p *portal) eachOnce() {
	p.t.Helper()
	all := p.walk(directory.AssociationFilter{}, 7)
	if want := len(p.dump("association")); len(all) != want || want < 30 {
		p.t.Errorf("%d in pages, %d in all", len(all), want)
	}
	for k := 1; k < len(all); k++ {
		if a, b := all[k-1], all[k]; cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(b.Key, a.Key)) >= 0 {
			p.t.Errorf("%d of %d comes after %d of %d", b.Key, b.From, a.Key, a.From)
		}
	}
	if diff := gocmp.Diff(keysOf(p.walk(directory.AssociationFilter{}, 10_000)), keysOf(all)); diff != "" {
		p.t.Error(diff)
	}
	yes, no := true, false
	open, ended := p.walk(directory.AssociationFilter{Open: &yes}, 7), p.walk(directory.AssociationFilter{Open: &no}, 7)
	if len(open)+len(ended) != len(all) || len(open) == 0 || len(ended) == 0 {
		p.t.Errorf("%d go on and %d have ended, of %d", len(open), len(ended), len(all))
	}
}

func keysOf(all []directory.Association) (keys []int64) {
	for _, a := range all {
		keys = append(keys, a.Key)
	}
	return keys
}

func TestTheListOfAssociationsIsNarrowedByEveryFilter(t *testing.T) {
	yes, no := true, false
	day := func(s string) *programme.Instant { i := at(s + "T00:00:00Z"); return &i }
	all := []string{"dpor B T T-office", "dpor G2 U U-office", "dpor A T T-azure", "dap C T", "dap S U", "fasttrack G1 U", "seller A T T-office", "seller G1 U U-office",
		"seller A T T-ended", "seller A T T-azure"}
	with := func(part string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return !strings.Contains(s+" ", part) })
	}
	without := func(of []string, part string) []string {
		return slices.DeleteFunc(slices.Clone(of), func(s string) bool { return strings.Contains(s+" ", part) })
	}
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("associations", "route,partner_id,subscription_id,tenant_id,from,to", "fasttrack,G1,,U,2016-06-01,", "dpor,A,T-azure,,2015-08-01,2016-01-01T12:00:00Z"),
			rows("customers", "tenant_id,name,domain,country", "T,Tail_spin Toys,tailspin.example,US"))
		for name, x := range map[string]struct {
			filter directory.AssociationFilter
			want   []string
		}{
			"nothing":                       {directory.AssociationFilter{}, all},
			"a route":                       {directory.AssociationFilter{Route: "dpor"}, with("dpor")},
			"an unknown route":              {directory.AssociationFilter{Route: "x"}, nil},
			"a product":                     {directory.AssociationFilter{Product: "office365"}, with("-office")},
			"a partner's id":                {directory.AssociationFilter{Partner: "G2"}, with(" G2 ")},
			"a part of its name":            {directory.AssociationFilter{Partner: "GLOBAL works k"}, with(" G2 ")},
			"an id, and parts of names":     {directory.AssociationFilter{Partner: "C"}, append(with(" C "), with(" B ")...)},
			"a tenant's id":                 {directory.AssociationFilter{Customer: "U"}, with(" U ")},
			"a part of the customer's name": {directory.AssociationFilter{Customer: "meda f"}, with(" U ")},
			"a part of its domain":          {directory.AssociationFilter{Customer: "SPIN.exa"}, with(" T ")},
			"what LIKE takes for any":       {directory.AssociationFilter{Customer: "l_s"}, with(" T ")},
			"and no more than that":         {directory.AssociationFilter{Customer: "a_d"}, nil},
			"nor this":                      {directory.AssociationFilter{Partner: "%"}, nil},
			"what is no text":               {directory.AssociationFilter{Partner: "\x00\xff"}, nil},
			"what goes on, or will":         {directory.AssociationFilter{Open: &yes}, without(all, "dpor A")},
			"what has ended":                {directory.AssociationFilter{Open: &no}, with("dpor A")},
			"the day of its end":            {directory.AssociationFilter{Route: "dpor", On: day("2016-01-01")}, with("dpor")},
			"the day after":                 {directory.AssociationFilter{Route: "dpor", On: day("2016-01-02")}, without(with("dpor"), "dpor A")},
			"the day before the first":      {directory.AssociationFilter{On: day("2014-12-31")}, nil},
			"the day of the first":          {directory.AssociationFilter{On: day("2015-01-01")}, with("T-ended")},
			"several of them": {directory.AssociationFilter{Route: "seller", Product: "office365", Partner: "aomori", Customer: "toys", Open: &yes, On: day("2016-04-01")},
				with("seller A T T-office")},
		} {
			var got []string
			for _, a := range p.walk(x.filter, 3) {
				got = append(got, p.mustProgramme().Routes[a.Route].ID+" "+strings.TrimSpace(a.Partner.ID+" "+a.TenantID+" "+a.Subscription))
			}
			if diff := gocmp.Diff(sorted(x.want), sorted(got)); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	})
}

func TestAnAssociationIsShownWithAllThatHappenedToItsSubscription(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "U")
		p.take(rows("associations", tieColumns, "dpor,A,U-office,2015-09-10,"))
		reference := p.nominate(owner, "G1", "U-office")
		p.set("2016-04-20T09:00:00Z")
		p.remove(owner, "U-office")
		var nominated directory.AssociationDetail
		for _, a := range p.walk(directory.AssociationFilter{Route: "dpor", Customer: "U"}, 10) {
			if a.Source == "nomination" {
				var err error
				if nominated, err = p.Association(ctx, a.Key); err != nil {
					t.Fatal(err)
				}
			}
		}
		d := nominated
		if d.Account.ID != "G" || d.EndedBy != "owner of U" || d.By != "owner of U" || d.Reference != reference || d.To != at("2016-04-20T09:00:00Z") {
			t.Errorf("%+v", d)
		}
		want := []string{"2016-04-20 removed dpor - for G1 by owner of U", "2016-04-11 changed dpor G1 for G2 by owner of U", "2015-10-01 begins dpor G2",
			"2015-10-01 ends dpor A", "2015-09-10 begins dpor A", "2015-09-01 begins seller G1"}
		if diff := gocmp.Diff(want, p.tell(d.Timeline)); diff != "" {
			t.Error(diff)
		}
		whole, err := p.Subscription(ctx, owner.Customer, "U-office")
		want = slices.Insert(want, 2, "2015-10-01 begins dap S")
		if diff := gocmp.Diff(want, p.tell(whole.Timeline)); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}

// tell writes a timeline down, one event a line.
func (p *portal) tell(line []directory.Event) (all []string) {
	for _, e := range line {
		if e.Kind.Moves() {
			all = append(all, e.At.In(p.mustProgramme().Zone).Format("2006-01-02 ")+string(e.Kind))
			continue
		}
		cells := []string{e.At.In(p.mustProgramme().Zone).Format("2006-01-02"), string(e.Kind), p.mustProgramme().Routes[e.Route].ID, orDash(idOf(e.After.Partner))}
		switch {
		case e.Kind.ByPerson():
			cells = append(cells, "for", orDash(idOf(e.Before.Partner)), "by", e.By.Name)
		case e.Kind == directory.Opened:
			cells[1] = "begins"
		default:
			cells[1], cells[3] = "ends", orDash(idOf(e.Before.Partner))
		}
		all = append(all, strings.Join(cells, " "))
	}
	return all
}

func TestATimelineHasNothingThatLiesAhead(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		p.take(rows("associations", tieColumns, "dpor,A,T-azure,2016-01-01,2016-06-01", "dpor,C,T-azure,2016-07-01,"))
		for clock, want := range map[string]int{"2016-04-11": 1, "2016-06-01": 2, "2016-07-01": 3} {
			p.set(clock + "T00:00:00Z")
			d, err := p.Subscription(ctx, owner.Customer, "T-azure")
			if err != nil {
				t.Fatal(err)
			}
			got := slices.DeleteFunc(p.tell(d.Timeline), func(s string) bool { return !strings.Contains(s, "dpor") })
			if len(got) != want {
				t.Errorf("on %s: %s", clock, fmt.Sprint(got))
			}
		}
	})
}
