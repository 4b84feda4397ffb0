package store_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/intake"
	"shimei/store/programme"
)

const crowd = 64

// openCrowded opens a store with partners for two crowds, and two tenants with one
// subscription each.
func openCrowded(t *testing.T, dsn string) (p *portal, owners []directory.Person) {
	t.Helper()
	var partners []string
	for k := range 2 * crowd {
		partners = append(partners, fmt.Sprintf("%s,Partner %d", candidate(k), k))
	}
	p = open(t, dsn)
	p.take(rows("partners", "partner_id,name", partners...),
		rows("customers", "tenant_id,name", "T,Tailspin", "U,Umeda"),
		rows("subscriptions", "subscription_id,tenant_id,product,start_date", "T-office,T,office365,2015-06-01", "U-office,U,office365,2015-06-01"),
		rows("usage", "subscription_id,month,active_users", "T-office,2016-03,100", "T-office,2016-04,110", "U-office,2016-04,120"))
	return p, []directory.Person{p.person(directory.Owner, "T"), p.person(directory.Administrator, "U")}
}

func candidate(k int) string { return fmt.Sprintf("P%03d", k) }

// beside returns the portal and two others on its database, as if of three processes.
func (p *portal) beside() []*portal { return []*portal{p, open(p.t, p.dsn), open(p.t, p.dsn)} }

// atOnce calls do in n goroutines that begin together, and returns what each returned.
func atOnce(n int, do func(k int) error) []error {
	errs := make([]error, n)
	begin := make(chan struct{})
	var all sync.WaitGroup
	for k := range n {
		all.Go(func() {
			<-begin
			errs[k] = do(k)
		})
	}
	close(begin)
	all.Wait()
	return errs
}

func conflicts(t *testing.T, errs []error) (n int) {
	t.Helper()
	for _, err := range errs {
		if refusal := store.Refusal(err); refusal != nil && refusal.Conflict() {
			n++
		} else if err != nil {
			t.Errorf("neither done nor refused: %v", err)
		}
	}
	return n
}

// gapless checks the partners of record of a subscription: one that is open, the others
// each ended where the next begins, and an event for each. It returns their partners.
func gapless(t *testing.T, p *portal, who directory.Person, subscription string) (partners []string) {
	t.Helper()
	d, err := p.Subscription(ctx, who.Customer, subscription)
	if err != nil {
		t.Fatal(err)
	}
	for k, a := range d.Associations {
		want := programme.NoEnd
		if k+1 < len(d.Associations) {
			want = d.Associations[k+1].From
		}
		if a.To != want || a.From >= a.To {
			t.Errorf("%s holds it from %d until %d, and the next one from %d", a.Partner.ID, a.From, a.To, want)
		}
		partners = append(partners, a.Partner.ID)
	}
	earlier := ""
	for _, e := range slices.Backward(d.Timeline) {
		if was := idOf(e.Before.Partner); was != earlier {
			t.Errorf("%s replaced %q, who was not the partner of record, but %q", e.After.Partner.ID, was, earlier)
		}
		earlier = e.After.Partner.ID
	}
	if len(d.Timeline) != len(partners) || d.Present == nil || d.Present.Partner.ID != partners[len(partners)-1] {
		t.Errorf("%d events and %d associations; present: %+v", len(d.Timeline), len(partners), d.Present)
	}
	return partners
}

func idOf(p *directory.Partner) string {
	if p == nil {
		return ""
	}
	return p.ID
}

func TestOfManyNominationsAtOnceOneIsDoneAndTheOthersSeeAConflict(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, owners := openCrowded(t, dsn)
		stores := p.beside()
		for round := range 2 {
			choices := p.choose(owners[0], "T-office")
			errs := atOnce(crowd, func(k int) error {
				_, err := stores[k%len(stores)].Nominate(ctx, owners[0], candidate(round*crowd+k), choices)
				return err
			})
			if n := conflicts(t, errs); n != crowd-1 {
				t.Errorf("%d of %d nominations met a conflict", n, crowd)
			}
			if partners := gapless(t, p, owners[0], "T-office"); len(partners) != round+1 {
				t.Errorf("round %d: %v", round, partners)
			}
		}
		p.rebuilt()
	})
}

// again nominates with what is present, and looks again where that was changed meanwhile.
func again(p *portal, who directory.Person, partner, subscription string) error {
	for {
		found, err := p.Chosen(ctx, who.Customer, []string{subscription})
		if err != nil {
			return err
		}
		choice := store.Choice{ID: subscription}
		if found[0].Present != nil {
			choice.Seen = found[0].Present.Key
		}
		_, err = p.Nominate(ctx, who, partner, []store.Choice{choice})
		if refusal := store.Refusal(err); refusal == nil || !refusal.Conflict() {
			return err
		}
	}
}

func TestManyWhoLookAgainAllNominateOneAfterTheOther(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, owners := openCrowded(t, dsn)
		p.set("2016-10-03T09:00:00Z") // after the kept months, so that no time goes into credits
		subscriptions := []string{"T-office", "U-office"}
		for _, err := range atOnce(crowd, func(k int) error {
			return again(p, owners[k%2], candidate(k), subscriptions[k%2])
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		for k, subscription := range subscriptions {
			partners := gapless(t, p, owners[k], subscription)
			slices.Sort(partners)
			if len(slices.Compact(partners)) != crowd/2 {
				t.Errorf("%d different partners held %s, want %d", len(partners), subscription, crowd/2)
			}
		}
		p.rebuilt()
	})
}

func TestTenantsDoNotDisturbEachOther(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, owners := openCrowded(t, dsn)
		stores, subscriptions := p.beside(), []string{"T-office", "U-office"}
		// Each tenant's own nominations follow each other: no conflict, and no look again.
		for _, err := range atOnce(2, func(k int) error {
			for n := range 16 {
				choices := []store.Choice{{ID: subscriptions[k]}}
				found, err := stores[n%len(stores)].Chosen(ctx, owners[k].Customer, subscriptions[k:k+1])
				if err != nil {
					return err
				}
				if found[0].Present != nil {
					choices[0].Seen = found[0].Present.Key
				}
				if _, err := stores[(n+1)%len(stores)].Nominate(ctx, owners[k], candidate(n), choices); err != nil {
					return err
				}
			}
			return nil
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		for k, who := range owners {
			if partners := gapless(t, p, who, subscriptions[k]); len(partners) != 16 {
				t.Errorf("%s: %v", subscriptions[k], partners)
			}
		}
		p.rebuilt()
	})
}

func TestNominationsDuringImportsLeaveCreditsAsRebuilt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, owners := openCrowded(t, dsn)
		stores := p.beside()
		other := stores[2]
		other.set("2016-12-15T09:00:00Z")
		errs := atOnce(3, func(k int) error {
			for n := range 12 {
				if k == 2 { // corrections of months that are kept, and months that are new
					m := (*month("2016-02") + programme.Month(n)).String()
					f := rows("usage", "subscription_id,month,active_users", fmt.Sprintf("T-office,%s,%d", m, 200+n), fmt.Sprintf("U-office,%s,%d", m, 300+n))
					done, err := other.Import(ctx, sources([]file{f}), intake.Options{})
					if err != nil || done[0].State != intake.Stored {
						return fmt.Errorf("%v: %w", done, err)
					}
				} else if err := again(stores[k], owners[k], candidate(n), []string{"T-office", "U-office"}[k]); err != nil {
					return err
				}
			}
			return nil
		})
		if slices.ContainsFunc(errs, func(err error) bool { return err != nil }) {
			t.Error(errs)
		}
		p.rebuilt()
		for k, who := range owners {
			gapless(t, p, who, []string{"T-office", "U-office"}[k])
		}
		if got := p.credits()["P011 2017-01 active_entitlements office365"]; got != "522" {
			t.Errorf("the last nominated partner is credited %q of the last month, want 522", got)
		}
	})
}
