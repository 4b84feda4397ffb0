package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/request"
)

// own returns what an account is told of itself, latest first, read in parts of three.
func (p *portal) own(account int64, f directory.ActivityFilter) (all []directory.Event) {
	p.t.Helper()
	for part := (db.Part{Sort: directory.ActivityOrder.Usual, Limit: 3}); ; {
		page, count, err := p.Activity(ctx, directory.Whose{Partner: directory.Whole(account)}, f, part)
		if err != nil {
			p.t.Fatal(err)
		}
		all = append(all, page...)
		if len(page) < part.Limit {
			if int(count) != len(all) {
				p.t.Errorf("%d are counted and %d listed", count, len(all))
			}
			return all
		}
		part.After = page[len(page)-1].Key
	}
}

// entries are events as "kind subject subscription before after", but for what files and sales brought.
func entries(all []directory.Event) (lines []string) {
	for _, e := range all {
		if e.Kind == directory.Opened || e.Kind == directory.Ended {
			continue
		}
		about := e.Subscription
		if e.Subject.Of == directory.APerson {
			about = e.About
		}
		lines = append(lines, strings.Join([]string{string(e.Kind), string(e.Subject.Of), orDash(about), orDash(idOf(e.Before.Partner)), orDash(idOf(e.After.Partner))}, " "))
	}
	return lines
}

func TestAPartnerIsToldOfItsOwnAccountAndOfNoOther(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		c := p.crew()
		step := func(do func()) { p.now.Add(60_000); do() }
		step(func() { p.nominate(c.owner, "G1", "T-azure") })
		step(func() { p.nominate(c.owner, "B", "T-azure") })
		step(func() { p.nominate(c.owner, "G2", "T-azure") })
		step(func() { p.nominate(c.owner, "G1", "T-azure") }) // one of the account's own in place of the other, and flagged
		step(func() { p.remove(c.owner, "T-azure") })
		var claimed string
		step(func() { claimed = p.ask(c.partner, claim("G1", "T-azure")) })
		step(func() { p.act(c.owner, claimed, programme.ActObject) })
		step(func() {
			if err := p.SetContact(ctx, c.account, "G2", directory.Contact{Email: "g2@g.example"}); err != nil {
				t.Fatal(err)
			}
		})
		want := []string{"contact_set partner - - G2", "object request T-azure - G1", "ask request T-azure - G1", "removed association T-azure G1 -",
			"changed association T-azure G2 G1", "nominated association T-azure - G2", "replaced association T-azure G1 -", "nominated association T-azure - G1",
			"account_made person partner@g.example - -", "account_made person partner@g2.example - -", "account_made person partner@g1.example - -"}
		if diff := cmp.Diff(want, entries(p.own(c.account.Account, directory.ActivityFilter{}))); diff != "" {
			t.Error(diff)
		}
		rival := []string{"replaced association T-azure B -", "nominated association T-azure - B", "account_made person partner@b.example - -"}
		if diff := cmp.Diff(rival, entries(p.own(c.rival.Account, directory.ActivityFilter{}))); diff != "" {
			t.Error(diff)
		}
		for _, f := range []directory.ActivityFilter{{Kind: "replaced"}, {Kind: "replaced", Customer: "tailspin", Subscription: "azure"}} {
			if got := entries(p.own(c.account.Account, f)); len(got) != 1 || got[0] != want[6] {
				t.Errorf("%+v: %q", f, got)
			}
		}
		if got := p.own(c.account.Account, directory.ActivityFilter{Customer: "umeda"}); len(got) != 2 || got[0].TenantID != "U" { // a file's, and a sale's
			t.Errorf("%q", p.tellChanges(got))
		}
		if got := p.own(0, directory.ActivityFilter{}); len(got) != 0 {
			t.Errorf("nobody has %d", len(got))
		}
	})
}

// TestAPartnerIsToldNothingThatTheVendorKeepsToItself has an admin look at a flagged nomination, and two admins
// correct one.
func TestAPartnerIsToldNothingThatTheVendorKeepsToItself(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		c := p.crew()
		for k := range 4 {
			p.now.Add(60_000)
			p.nominate(c.owner, []string{"G1", "B"}[k%2], "T-azure")
		}
		list, _, err := p.Requests(ctx, c.admin, request.Filter{ToReview: true}, db.Part{Sort: request.Oldest, Limit: 5})
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		before := len(p.own(c.rival.Account, directory.ActivityFilter{}))
		p.act(c.admin, list[0].Reference, programme.ActApprove)
		p.set("2016-04-14T09:00:00Z")
		later := programme.DayOf(2016, 4, 12)
		corrected := p.ask(c.admin, request.Ask{Way: programme.WayCorrection, Association: list[0].Association, From: &later, Note: "by letter"})
		if got := p.own(c.rival.Account, directory.ActivityFilter{}); len(got) != before {
			t.Errorf("%q", entries(got))
		}
		p.act(c.other, corrected, programme.ActReject)
		if got := p.own(c.rival.Account, directory.ActivityFilter{}); len(got) != before {
			t.Errorf("%q", entries(got))
		}
	})
}

func TestAPartnerIsToldOfClosedMonthsAndOfSubscriptionsThatMovedAway(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		account := func(id string) int64 {
			a, err := p.CheckPartner(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			return a.Account
		}
		if err := p.CloseMonth(ctx, "root", *month("2016-03")); err != nil {
			t.Fatal(err)
		}
		p.now.Add(60_000)
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,licensing,seats,start_date", "T-office,U,office365,open,100,2015-06-01"))
		got := p.own(account("B"), directory.ActivityFilter{})
		if diff := cmp.Diff([]string{"closed month - - -", "moved_away subscription T-office - -"}, entries(got)); diff != "" {
			t.Error(diff)
		}
		for _, e := range got {
			if e.TenantID == "U" || e.By.Name != "" {
				t.Errorf("%+v", e)
			}
		}
		if k := slices.IndexFunc(p.own(account("G2"), directory.ActivityFilter{}), func(e directory.Event) bool { return e.Kind == directory.MovedAway }); k >= 0 {
			t.Error("another partner is told of the move")
		}
		if got := entries(p.own(account("A"), directory.ActivityFilter{})); !slices.Equal(got, []string{"closed month - - -"}) {
			t.Errorf("%q", got)
		}
	})
}
