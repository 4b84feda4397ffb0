package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/statement"
)

// names are those that a statement shows: its account's, and of each customer whose lines it has, at
// once and page by page.
func (p *portal) names(partner, m string) (names []string) {
	p.t.Helper()
	add := func(name string) {
		if names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	err := p.EachStatementLine(ctx, partner, *month(m), func(s statement.Statement) error {
		names = append(names, s.Account.ID+" "+s.Account.Name)
		return nil
	}, func(l statement.Line) error { add(l.TenantID + " " + l.Customer.Name); return nil })
	if err != nil {
		p.t.Fatal(err)
	}
	all := names
	st, lines, _, err := p.StatementPage(ctx, store.StatementQuery{Partner: partner, Month: *month(m), Limit: 100})
	if err != nil {
		p.t.Fatal(err)
	}
	names = []string{st.Account.ID + " " + st.Account.Name}
	for _, l := range lines {
		add(l.TenantID + " " + l.Customer.Name)
	}
	if diff := cmp.Diff(all, names); diff != "" {
		p.t.Fatalf("the page has other names than the whole:\n%s", diff)
	}
	return all
}

func TestAClosedStatementHasTheNamesOfThen(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("associations", "route,partner_id,tenant_id,from", "dap,C,U,2015-10-01"))
		is := func(when, partner, m string, want ...string) {
			t.Helper()
			if diff := cmp.Diff(sorted(want), sorted(p.names(partner, m))); diff != "" { // the order is by the names of today
				t.Errorf("%s, %s in %s has other names:\n%s", when, partner, m, diff)
			}
		}
		before, lines := p.names("C", "2016-03"), p.statement("C", "2016-03")
		p.closing("2016-03")
		is("closed", "C", "2016-03", before...)
		p.take(rows("partners", "partner_id,name,parent_id", "C,Renamed,", "G,Group renamed,", "G2,Location renamed,G", "N,Newcomer,"),
			rows("customers", "tenant_id,name", "T,Zebra renamed", "U,Aardvark renamed"))
		is("renamed", "C", "2016-03", before...)
		is("renamed", "C", "2016-04", "C Renamed", "T Zebra renamed", "U Aardvark renamed")
		if diff := cmp.Diff(sorted(lines), sorted(p.statement("C", "2016-03"))); diff != "" {
			t.Errorf("its lines changed:\n%s", diff)
		}
		if got := p.names("G2", "2016-03"); got[0] != "G Global Works" {
			t.Errorf("by the id of a location the account is %s", got[0])
		}
		is("of one that came later", "N", "2016-03", "N Newcomer")
		p.verified()

		p.closing("2016-04")
		p.take(rows("partners", "partner_id,name", "C,Renamed again"), rows("customers", "tenant_id,name", "T,Zebra renamed again"))
		is("closed next", "C", "2016-03", before...)
		is("closed next", "C", "2016-04", "C Renamed", "T Zebra renamed", "U Aardvark renamed")
		p.verified()
	})
}
