package store_test

import (
	"errors"
	"fmt"
	"testing"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/intake"
)

// Each of many subscriptions moves while its customer nominates. Either the nomination came first, and
// ended with the move, or the move did, and the subscription is not the customer's to nominate for.
// Credits that are as rebuilt show that whoever came second saw what the first had done.
func TestAMoveDuringANominationComesBeforeItOrAfterIt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, owners := openCrowded(t, dsn)
		other := open(t, dsn) // as if of another process
		var subscriptions, usage []string
		for k := range crowd {
			subscriptions = append(subscriptions, fmt.Sprintf("M-%02d,T,office365,2015-06-01", k))
			usage = append(usage, fmt.Sprintf("M-%02d,2016-04,%d", k, 100+k))
		}
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,start_date", subscriptions...), rows("usage", "subscription_id,month,active_users", usage...))
		first := 0
		for k := range crowd {
			id, reference := fmt.Sprintf("M-%02d", k), ""
			errs := atOnce(2, func(side int) (err error) {
				if side == 0 {
					reference, err = p.Nominate(ctx, owners[0], candidate(k), []store.Choice{{ID: id}})
					return err
				}
				f := rows("subscriptions", "subscription_id,tenant_id,product,start_date", id+",U,office365,2015-06-01")
				done, err := other.Import(ctx, sources([]file{f}), intake.Options{})
				if err == nil && done[0].State != intake.Stored {
					err = fmt.Errorf("%s: %v", done[0].State, done[0].Faults)
				}
				return err
			})
			if errs[1] != nil {
				t.Fatalf("the move of %s: %v", id, errs[1])
			}
			if errs[0] == nil {
				first++
			}
			p.movedOrRefused(owners, id, reference, errs[0])
		}
		t.Logf("%d of %d nominations came first", first, crowd)
		p.rebuilt()
		for key := range p.credits() {
			t.Errorf("the nominations are credited with %s", key)
		}
	})
}

// movedOrRefused checks what a nomination and a move left, in whichever order they came.
func (p *portal) movedOrRefused(owners []directory.Person, id, reference string, err error) {
	p.t.Helper()
	n, found := p.Nomination(ctx, owners[0].Customer, reference)
	switch {
	case err == nil && (found != nil || !n.Subscriptions[0].Moved || !n.Subscriptions[0].Away):
		p.t.Errorf("%s was nominated for, and its confirmation says %+v: %v", id, n, found)
	case err != nil && !errors.Is(err, store.ErrNotFound) || err != nil && !errors.Is(found, store.ErrNotFound):
		p.t.Errorf("%s was not nominated for: %v; and its confirmation: %+v, %v", id, err, n, found)
	}
	its, err := p.Subscription(ctx, owners[0].Customer, id)
	if err != nil || its.Moved == nil || its.Present != nil {
		p.t.Errorf("the former tenant of %s has %+v: %v", id, its, err)
	}
	d, err := p.Subscription(ctx, owners[1].Customer, id)
	if err != nil || d.Present != nil || len(d.Associations) > 0 || len(d.Timeline) != 1 || d.Timeline[0].Kind != directory.MovedHere {
		p.t.Errorf("the new tenant of %s has %+v: %v", id, d, err)
	}
	if _, err = p.Nominate(ctx, owners[0], "P000", []store.Choice{{ID: id}}); !errors.Is(err, store.ErrNotFound) {
		p.t.Errorf("the former tenant of %s nominates again: %v", id, err)
	}
}
