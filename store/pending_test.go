package store_test

import (
	"fmt"
	"strings"
	"testing"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
)

// pendingText writes what is pending in short.
func pendingText(p *programme.Programme, x report.Pending) string {
	var words []string
	for _, g := range x.Groups {
		words = append(words, fmt.Sprintf("%d from %s", g.N, g.From))
	}
	for _, a := range x.Added {
		word := fmt.Sprintf("%s %+d %s", p.Competencies[a.Competency].ID, a.Amount, a.Metric.ID)
		if a.Moves {
			word += " " + p.LevelID(a.Level)
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

func TestANominationIsPendingUntilFiguresAreOfItsMonth(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		p.take(scenario(t, "typical")...)
		p.take(rows("partners", "partner_id,name", "C,Partner C"))
		owner := p.person(directory.Owner, "T")
		p.set("2016-05-10T09:00:00Z")
		reference, err := p.Nominate(ctx, owner, "C", []store.Choice{{ID: "T-office", Seen: p.seen(owner, "T-office")}})
		if err != nil {
			t.Fatal(err)
		}
		account, err := p.CheckPartner(ctx, "C")
		if err != nil {
			t.Fatal(err)
		}
		pr, err := p.Programme(ctx)
		if err != nil {
			t.Fatal(err)
		}
		is := func(when, want string) {
			t.Helper()
			o, err := p.Overview(ctx, account.Account, nil)
			if got := pendingText(pr, o.Pending); err != nil || got != want {
				t.Errorf("%s the overview says %q, want %q (%v)", when, got, want, err)
			}
			n, err := p.PendingNomination(ctx, owner.Customer, reference)
			if got := pendingText(pr, n); err != nil || got != want {
				t.Errorf("%s the confirmation says %q, want %q (%v)", when, got, want, err)
			}
		}
		is("at first", "1 from 2016-05, cloud-productivity +600 active_entitlements, smmcs +500 seats_sold, smmcs +1 net_new_customers")
		p.take(rows("usage", "subscription_id,month,workload,active_users", "T-office,2016-05,exchange,3"))
		is("with a row of May", "1 from 2016-05, cloud-productivity +600 active_entitlements, smmcs +500 seats_sold, smmcs +1 net_new_customers")
		if err := p.CompleteMonth(ctx, "vendor", *month("2016-05")); err != nil {
			t.Fatal(err)
		}
		is("once May is complete", "")
		if n, err := p.PendingNomination(ctx, owner.Customer+1, reference); err != nil || len(n.Groups) > 0 {
			t.Errorf("another customer is told of it: %+v %v", n, err)
		}
	})
}

// What a pending association would add leads to the level that the figures then have.
func TestWhatIsPendingSaysToWhichLevelItWouldLead(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		fresh.At(t, dsn)
		source := strings.Replace(string(programme.BuiltIn().Source), "silver = 2000", "silver = 600", 1)
		lowered, err := programme.Load("lowered.toml", []byte(source))
		if err != nil {
			t.Fatal(err)
		}
		p, _ := openWith(t, dsn, lowered)
		p.take(scenario(t, "typical")...)
		p.take(rows("partners", "partner_id,name", "C,Partner C"))
		p.take(rows("associations", "route,partner_id,tenant_id,subscription_id,from", "dpor,C,,T-office,2016-05-02", "dap,C,T,,2016-05-03"))
		p.set("2016-05-10T09:00:00Z")
		account, err := p.CheckPartner(ctx, "C")
		if err != nil {
			t.Fatal(err)
		}
		o, err := p.Overview(ctx, account.Account, nil)
		want := "2 from 2016-05, cloud-productivity +600 active_entitlements silver, smmcs +500 seats_sold, smmcs +1 net_new_customers"
		if got := pendingText(lowered, o.Pending); err != nil || got != want {
			t.Errorf("%q, want %q (%v)", got, want, err)
		}
	})
}
