package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/storetest"
)

// tenures lists the associations of a route as "partner scope from…to", in their order.
func (p *portal) tenures(route string) (all []string) {
	p.t.Helper()
	pr, err := p.Programme(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	found, _, err := p.Associations(ctx, directory.AssociationFilter{Route: route}, db.Part{Sort: directory.AssociationOrder.Parse(""), Limit: 1000})
	if err != nil {
		p.t.Fatal(err)
	}
	for _, a := range found {
		scope := a.Subscription
		if scope == "" {
			scope = a.TenantID
		}
		day := func(i programme.Instant) string {
			if i == programme.NoEnd {
				return ""
			}
			return strings.TrimSuffix(i.In(pr.Zone).Format("2006-01-02T15:04"), "T00:00")
		}
		all = append(all, a.Partner.ID+" "+scope+" "+day(a.From)+"…"+day(a.To))
	}
	return sorted(all)
}

func tenuresAre(t *testing.T, p *portal, route, when string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(sorted(want), p.tenures(route)); diff != "" {
		t.Errorf("%s: %s", when, diff)
	}
	p.rebuilt()
}

func TestASellerIsOneFromTheDateOfItsFirstSaleOn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		sale := func(row string) { p.take(rows("sales", "order_id,subscription_id,partner_id,date,seats", row)) }
		others := []string{"A T-ended 2015-01-01…", "A T-azure 2015-07-01…", "G1 U-office 2015-09-01…"}
		are := func(when string, want ...string) {
			t.Helper()
			tenuresAre(t, p, programme.Seller, when, append(want, others...)...)
		}
		are("at first", "A T-office 2015-06-01…")
		sale("p-1,T-office,C,2015-11-10,5")
		sale("p-2,T-office,C,2015-08-10,-2")
		are("a second seller, whose first record is a return", "A T-office 2015-06-01…", "C T-office 2015-08-10…")
		sale("p-2,T-office,C,2015-12-10,-2")
		are("with that date corrected, the other order is the first", "A T-office 2015-06-01…", "C T-office 2015-11-10…")
		sale("p-2,T-office,B,2015-12-10,-2")
		are("with that order moved to another partner", "A T-office 2015-06-01…", "C T-office 2015-11-10…", "B T-office 2015-12-10…")
		sale("p-1,T-office,B,2015-11-10,5")
		are("with the other one moved too, the former seller is gone", "A T-office 2015-06-01…", "B T-office 2015-11-10…")
		sale("o-1,T-ems,A,2016-03-02,100")
		are("with an order moved to another subscription", "A T-ems 2016-03-02…", "B T-office 2015-11-10…")
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,start_date", "T-office,U,office365,2015-06-01"))
		if got := p.dump("association"); !strings.Contains(strings.Join(got, "\n"), "association\tseller\tB\tU\tT-office\t") {
			t.Errorf("the seller did not move with its subscription: %v", got)
		}
		p.rebuilt()
	})
}

func TestAWithdrawnSellerIsNotCreditedAnyMore(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		before := p.credits()
		p.take(rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-4,T-azure,G2,2016-04-01,0"))
		want := []string{"A 2016-03 consumed_revenue azure: 120050 → -", "A 2016-04 consumed_revenue azure: 130025 → -", "G 2016-04 consumed_revenue azure: - → 130025"}
		if diff := cmp.Diff(want, changes(before, p.credits())); diff != "" {
			t.Error(diff)
		}
	})
}

const tieColumns = "route,partner_id,subscription_id,from,to"

func TestOverlappingPartnersOfRecordAreSettledWhateverTheirOrder(t *testing.T) {
	lines := []string{"dpor,A,T-azure,2015-08-01,", "dpor,B,T-azure,2015-10-01,2015-12-01", "dpor,C,T-azure,2015-11-01,", "dpor,G1,T-azure,2015-11-01,2016-02-01"}
	want := []string{"B T-office 2015-06-10…", "G2 U-office 2015-10-01…", "A T-azure 2015-08-01…2015-10-01", "B T-azure 2015-10-01…2015-11-01",
		"C T-azure 2015-11-01…2015-11-01", "G1 T-azure 2015-11-01…2016-02-01"}
	each(t, func(t *testing.T, dsn string) {
		together, apart := openSmall(t, dsn), openSmall(t, storetest.Beside(t, dsn))
		together.take(rows("associations", tieColumns, lines[2], lines[0], lines[3], lines[1]))
		for _, line := range slices.Backward(lines) {
			apart.take(rows("associations", tieColumns, line))
		}
		tenuresAre(t, together, programme.DPOR, "in one file", want...)
		tenuresAre(t, apart, programme.DPOR, "in a file each", want...)
		if diff := cmp.Diff(together.dump(), apart.dump()); diff != "" {
			t.Error(diff)
		}
		together.sameAgain([]file{rows("associations", tieColumns, lines...)})
	})
}

func TestANominationStandsBesideImportedHistory(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		p.take(rows("associations", tieColumns, "dpor,A,T-azure,2015-08-01,2015-10-01", "dpor,C,T-azure,2015-12-01,"))
		p.nominate(owner, "G1", "T-azure")
		others := []string{"B T-office 2015-06-10…", "G2 U-office 2015-10-01…"}
		want := append(others, "A T-azure 2015-08-01…2015-10-01", "C T-azure 2015-12-01…2016-04-11T09:00", "G1 T-azure 2016-04-11T09:00…")
		tenuresAre(t, p, programme.DPOR, "after it", want...)
		allUnchanged(t, p.take(small()...))
		p.take(rows("associations", tieColumns, "dpor,A,T-azure,2015-08-01,2015-10-01", "dpor,C,T-azure,2015-12-01,"))
		tenuresAre(t, p, programme.DPOR, "after the same history", want...)
		p.take(rows("associations", tieColumns, "dpor,B,T-azure,2015-09-01,"))
		want = append(others, "A T-azure 2015-08-01…2015-09-01", "B T-azure 2015-09-01…2015-12-01", "C T-azure 2015-12-01…2016-04-11T09:00", "G1 T-azure 2016-04-11T09:00…")
		tenuresAre(t, p, programme.DPOR, "after more history", want...)
		if p.present(owner, "T-azure") != "G1" {
			t.Error(p.present(owner, "T-azure"))
		}
	})
}

func TestANominationEndsWhatAFileEndsLater(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		p.take(rows("associations", tieColumns, "dpor,A,T-azure,2015-08-01,2016-12-01"))
		p.nominate(owner, "C", "T-azure")
		tenuresAre(t, p, programme.DPOR, "after it", "B T-office 2015-06-10…", "G2 U-office 2015-10-01…",
			"A T-azure 2015-08-01…2016-04-11T09:00", "C T-azure 2016-04-11T09:00…")
	})
}

func TestWhatAPersonEndedNoFileOpensAgain(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, other := p.person(directory.Owner, "T"), p.person(directory.Owner, "U")
		p.remove(owner, "T-office")
		p.nominate(other, "A", "U-office")
		p.set("2016-04-20T09:00:00Z")
		p.remove(other, "U-office")
		want := []string{"B T-office 2015-06-10…2016-04-11T09:00", "G2 U-office 2015-10-01…2016-04-11T09:00", "A U-office 2016-04-11T09:00…2016-04-20T09:00"}
		tenuresAre(t, p, programme.DPOR, "after the removals", want...)
		before := p.dump()
		allUnchanged(t, p.take(small()...))
		p.take(rows("associations", tieColumns, "dpor,B,T-office,2015-06-10,2017-01-01", "dpor,A,U-office,2016-04-11T09:00:00Z,"))
		for k, line := range before { // what the file says is kept, beside what is in effect
			if strings.Contains(line, "dpor\tB\tT\tT-office\t") {
				before[k] = strings.TrimSuffix(line, "\t-") + "\tday 17167"
			}
		}
		if diff := cmp.Diff(before, p.dump()); diff != "" {
			t.Error(diff)
		}
		p.take(rows("associations", tieColumns, "dpor,B,T-office,2015-06-10,2016-01-01"))
		want[0] = "B T-office 2015-06-10…2016-01-01"
		tenuresAre(t, p, programme.DPOR, "with an earlier end", want...)
	})
}
