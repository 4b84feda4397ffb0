package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/directory"
	"shimei/store/programme"
)

func TestANominationTakesEffectAtOnceAndMovesTheCreditOfItsMonth(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		before := p.credits()
		p.nominate(owner, "G1", "T-office")
		want := []string{"B 2016-04 active_entitlements office365: 80 → -", "B 2016-04 net_new_customers office365: 1 → -",
			"B 2016-04 seats_sold office365: 100 → -", "G 2016-04 active_entitlements office365: 55 → 135",
			"G 2016-04 net_new_customers office365: 1 → 2", "G 2016-04 seats_sold office365: 60 → 160"}
		if diff := cmp.Diff(want, changes(before, p.credits())); diff != "" {
			t.Error(diff)
		}
		p.set("2016-04-12T09:00:00Z")
		p.remove(owner, "T-office")
		if p.present(owner, "T-office") != "" {
			t.Error("after the removal", p.present(owner, "T-office"))
		}
		want = []string{"B 2016-04 active_entitlements office365: 80 → -", "B 2016-04 net_new_customers office365: 1 → -", "B 2016-04 seats_sold office365: 100 → -"}
		if diff := cmp.Diff(want, changes(before, p.credits())); diff != "" {
			t.Error(diff)
		}
		p.rebuilt()
	})
}

func TestAConfirmationSaysWhatWasNominatedAndWhatBecameOfIt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		reference := p.nominate(owner, "C", "T-office", "T-azure", "T-ems")
		if len(reference) != len("ABCDE-FGHJK") {
			t.Errorf("reference %q", reference)
		}
		states := func() (states []string) {
			n, err := p.Nomination(ctx, owner.Customer, reference)
			if err != nil || n.Reference != reference || n.By != "owner of T" || n.Partner.ID != "C" || n.At != at("2016-04-11T09:00:00Z") {
				t.Fatalf("%+v: %v", n, err)
			}
			for _, s := range n.Subscriptions {
				until := "goes on"
				if s.Until != programme.NoEnd {
					until = s.Until.In(instant("2016-04-11T09:00:00Z").Location()).Format("until 02 15:04")
				}
				states = append(states, strings.TrimSpace(fmt.Sprint(s.ID, " ", until, " ", idOf(s.Replaced))))
			}
			return states
		}
		want := []string{"T-office goes on B", "T-azure goes on", "T-ems goes on"}
		if diff := cmp.Diff(want, states()); diff != "" {
			t.Error("at once", diff)
		}
		p.set("2016-04-20T10:00:00Z")
		p.remove(owner, "T-azure")
		p.nominate(owner, "A", "T-ems")
		want = []string{"T-office goes on B", "T-azure until 20 10:00", "T-ems until 20 10:00"}
		if diff := cmp.Diff(want, states()); diff != "" {
			t.Error("later", diff)
		}
	})
}

func TestEveryNominationHasAReferenceOfItsOwn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		var references []string
		for k := range 10 {
			references = append(references, p.nominate(owner, []string{"A", "C"}[k%2], "T-office", "T-azure"))
		}
		slices.Sort(references)
		if len(slices.Compact(references)) != 10 || strings.ContainsAny(strings.Join(references, ""), "01IO") {
			t.Error(references)
		}
	})
}

// Within one tick of the clock, and on a clock that runs behind another one's, changes
// still follow each other.
func TestChangesFollowEachOtherWhereTheClockStandsOrRunsBehind(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		p.nominate(owner, "A", "T-azure")
		p.remove(owner, "T-azure")
		if p.present(owner, "T-azure") != "" {
			t.Errorf("%s is still there", p.present(owner, "T-azure"))
		}
		p.nominate(owner, "A", "T-azure")
		p.nominate(owner, "C", "T-azure")
		p.take(rows("associations", tieColumns, "dpor,B,T-azure,2015-09-01,"))
		p.set("2016-04-11T08:00:00Z")
		if p.present(owner, "T-azure") != "C" {
			t.Errorf("an hour before it is %s", p.present(owner, "T-azure"))
		}
		p.nominate(owner, "G1", "T-azure")
		d, err := p.Subscription(ctx, owner.Customer, "T-azure")
		if err != nil {
			t.Fatal(err)
		}
		var line []string
		nine := at("2016-04-11T09:00:00Z")
		for _, e := range d.Timeline[:5] {
			line = append(line, fmt.Sprint(e.At-nine, " ", e.Kind, " ", idOf(e.After.Partner), " ", idOf(e.Before.Partner)))
		}
		want := []string{"3 changed G1 C", "2 changed C A", "1 nominated A ", "1 removed  A", "0 nominated A "}
		if diff := cmp.Diff(want, line); diff != "" {
			t.Error(diff)
		}
		p.oneAtATime()
		if n, err := p.WithoutPartnerOfRecord(ctx, owner.Customer); err != nil || n != 1 {
			t.Errorf("%d subscriptions have none, want T-ems alone (%v)", n, err)
		}
		p.remove(owner, "T-azure")
		if p.present(owner, "T-azure") != "" {
			t.Errorf("after another removal it is %s", p.present(owner, "T-azure"))
		}
		p.rebuilt()
	})
}

func TestAPartnerOfRecordThatAFileAnnouncesGivesWayToANominationNow(t *testing.T) {
	announced := rows("associations", "route,partner_id,subscription_id,from,to", "dpor,A,T-azure,2016-06-01,")
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		p.take(announced)
		p.nominate(owner, "C", "T-azure")
		want := []string{"association\tdpor\tC\tT\tT-azure\t1460365200000\t-\t-\tnomination\t-",
			"association\tdpor\tA\tT\tT-azure\tday 16953\tday 16953\t1460365200000\timport\t-"}
		nominated := func() []string {
			return slices.DeleteFunc(p.dump("association"), func(line string) bool { return !strings.Contains(line, "dpor") || !strings.Contains(line, "T-azure") })
		}
		if diff := cmp.Diff(want, nominated()); diff != "" {
			t.Error(diff)
		}
		p.set("2016-07-01T09:00:00Z")
		p.take(announced)
		if diff := cmp.Diff(want, nominated()); diff != "" {
			t.Error("after another import:", diff)
		}
		d, err := p.Subscription(ctx, owner.Customer, "T-azure")
		if err != nil || p.present(owner, "T-azure") != "C" || d.Timeline[0].Kind != directory.Changed {
			t.Errorf("%+v: %v", d.Timeline, err)
		}
		p.set("2016-05-01T09:00:00Z")
		p.remove(owner, "T-azure")
		if p.present(owner, "T-azure") != "" {
			t.Errorf("after a removal there is %s", p.present(owner, "T-azure"))
		}
		p.rebuilt()
	})
}
