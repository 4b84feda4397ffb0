package store_test

import (
	"fmt"
	"testing"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/intake"
	"shimei/store/programme"
	"shimei/store/request"
)

// court is a portal with two admins, and a subscription for each of a crowd of cases.
type court struct {
	*portal
	elsewhere      *portal // the same as if of another process
	one, other     directory.Person
	partner        directory.Person
	owner, foreign directory.Person
}

func openCourt(t *testing.T, dsn string) *court {
	t.Helper()
	p, owners := openCrowded(t, dsn)
	c := &court{portal: p, elsewhere: open(t, dsn), one: p.person(directory.Admin, ""), partner: p.person(directory.Manager, "P000"), owner: owners[0], foreign: owners[1]}
	if err := p.AddPerson(ctx, store.NewPerson{Email: "other@vendor.example", Name: "Other", Role: directory.Admin}); err != nil {
		t.Fatal(err)
	}
	c.other = p.who("other@vendor.example")
	var subscriptions, usage []string
	for k := range crowd {
		subscriptions = append(subscriptions, caseOf(k)+",T,office365,2015-06-01")
		usage = append(usage, fmt.Sprintf("%s,2016-04,%d", caseOf(k), 100+k))
	}
	p.take(rows("subscriptions", "subscription_id,tenant_id,product,start_date", subscriptions...), rows("usage", "subscription_id,month,active_users", usage...))
	return c
}

func caseOf(k int) string { return fmt.Sprintf("M-%02d", k) }

// oneOf checks that one of two did what they meant to, and that the other is told why not by one of some codes.
func oneOf(t *testing.T, what string, errs []error, codes ...string) (first int) {
	t.Helper()
	done := 0
	for k, err := range errs {
		r := store.Refusal(err)
		switch {
		case err == nil:
			done, first = done+1, k
		case r == nil:
			t.Errorf("%s: neither done nor refused: %v", what, err)
		default:
			told := false
			for _, code := range codes {
				told = told || r.Code == code
			}
			if !told {
				t.Errorf("%s: refused as %s", what, r.Code)
			}
		}
	}
	if done != 1 {
		t.Errorf("%s: %d of two are done: %v", what, done, errs)
	}
	return first
}

// acts counts what was done to a request.
func (c *court) acts(reference string) (kinds []string, state programme.State) {
	c.t.Helper()
	d, err := c.Request(ctx, c.one, reference)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, e := range d.History {
		kinds = append(kinds, string(e.Kind))
	}
	return kinds, d.Life.State
}

func TestOfTwoAdminsWhoDecideOneCaseOneDoes(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		c := openCourt(t, dsn)
		said := request.Said{Reason: "other", Note: "because"}
		first := 0
		for k := range crowd {
			reference := c.ask(c.partner, claim("P000", caseOf(k)))
			won := oneOf(t, reference, atOnce(2, func(side int) error {
				if side == 0 {
					_, err := c.Act(ctx, c.one, request.On{Reference: reference, Act: programme.ActApprove, Seen: 1, Said: said})
					return err
				}
				_, err := c.elsewhere.Act(ctx, c.other, request.On{Reference: reference, Act: programme.ActReject, Seen: 1, Said: said})
				return err
			}), programme.RefusedState)
			first += won
			kinds, state := c.acts(reference)
			want, present := []programme.State{programme.StateActive, programme.StateRejected}[won], []string{"P000", ""}[won]
			if len(kinds) != 2 || state != want || c.present(c.owner, caseOf(k)) != present {
				t.Errorf("%v, %s, and %q is the partner of record", kinds, state, c.present(c.owner, caseOf(k)))
			}
		}
		t.Logf("%d of %d rejections came first", first, crowd)
		c.rebuilt()
	})
}

func TestARemovalWhileAnAdminEndsItEndsItOnce(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		c := openCourt(t, dsn)
		var filed []string
		for k := 0; k < crowd; k += 2 { // of a file, and the others of a nomination that an admin looks at
			filed = append(filed, "dpor,P001,"+caseOf(k)+",2015-07-01")
		}
		c.take(rows("associations", "route,partner_id,subscription_id,from", filed...), rows("partners", "partner_id,email", "P001,desk@tailspin.example"),
			rows("customers", "tenant_id,domain", "T,tailspin.example"))
		for k := 1; k < crowd; k += 2 {
			c.nominate(c.owner, "P001", caseOf(k))
		}
		if got := len(c.queue(c.one)); got != crowd/2 {
			t.Fatalf("%d nominations wait", got)
		}
		for k := range crowd {
			choice := c.choose(c.owner, caseOf(k))[0]
			oneOf(t, caseOf(k), atOnce(2, func(side int) error {
				if side == 0 {
					return c.Remove(ctx, c.owner, choice)
				}
				return c.elsewhere.End(ctx, c.one, choice.Seen, request.Said{Note: "because"})
			}), programme.RefusedState, programme.RefusedNone, programme.RefusedChanged)
			d, err := c.Association(ctx, choice.Seen)
			ended := 0
			for _, e := range d.Timeline {
				if e.Kind == directory.Removed || e.Kind == "end" {
					ended++
				}
			}
			if err != nil || !d.Over(at(began)) || ended != 1 || c.present(c.owner, caseOf(k)) != "" {
				t.Errorf("%s ended %d times, at %d: %v", caseOf(k), ended, d.To, err)
			}
		}
		if got := c.queue(c.one); len(got) != 0 {
			t.Errorf("what has ended waits: %v", got)
		}
		c.rebuilt()
	})
}

func TestAClaimApprovedWhileTheCustomerNominatesAnotherLeavesOnePartnerOfRecord(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		c := openCourt(t, dsn)
		first := 0
		for k := range crowd {
			reference := c.ask(c.partner, claim("P000", caseOf(k)))
			won := oneOf(t, reference, atOnce(2, func(side int) error {
				if side == 0 {
					_, err := c.Act(ctx, c.one, request.On{Reference: reference, Act: programme.ActApprove})
					return err
				}
				_, err := c.elsewhere.Nominate(ctx, c.owner, "P001", []store.Choice{{ID: caseOf(k)}})
				return err
			}), programme.RefusedTaken, programme.RefusedState, programme.RefusedChanged)
			first += won
			if got, want := c.present(c.owner, caseOf(k)), []string{"P000", "P001"}[won]; got != want {
				t.Errorf("%s is the partner of record, want %s", got, want)
			}
			if _, state := c.acts(reference); state != []programme.State{programme.StateActive, programme.StateSuperseded}[won] {
				t.Errorf("the claim is %s", state)
			}
		}
		t.Logf("%d of %d nominations came first", first, crowd)
		c.rebuilt()
	})
}

func TestAClaimApprovedWhileTheSubscriptionMovesIsOfWhoHeldIt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		c := openCourt(t, dsn)
		first := 0
		for k := range crowd {
			reference := c.ask(c.partner, claim("P000", caseOf(k)))
			errs := atOnce(2, func(side int) error {
				if side == 0 {
					_, err := c.Act(ctx, c.one, request.On{Reference: reference, Act: programme.ActApprove})
					return err
				}
				done, err := c.elsewhere.Import(ctx, sources([]file{rows("subscriptions", "subscription_id,tenant_id,product,start_date", caseOf(k)+",U,office365,2015-06-01")}), intake.Options{})
				if err == nil && done[0].State != intake.Stored {
					err = fmt.Errorf("%s: %v", done[0].State, done[0].Faults)
				}
				return err
			})
			if errs[1] != nil {
				t.Fatalf("the move: %v", errs[1])
			}
			_, state := c.acts(reference)
			switch r := store.Refusal(errs[0]); {
			case errs[0] == nil && state == programme.StateMoved:
				first++
			case r != nil && r.Code == programme.RefusedMoved && state == programme.StateSubmitted:
			default:
				t.Errorf("%v, and it is %s", errs[0], state)
			}
			if c.present(c.foreign, caseOf(k)) != "" {
				t.Errorf("the new customer has %s", c.present(c.foreign, caseOf(k)))
			}
		}
		t.Logf("%d of %d approvals came first", first, crowd)
		if got := c.associations(directory.AssociationFilter{Customer: "Umeda"}); len(got) != 0 {
			t.Errorf("the new customer's associations: %v", got)
		}
		c.rebuilt()
	})
}
