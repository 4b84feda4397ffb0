package store

import (
	"context"
	"slices"

	"shimei/store/programme"
)

// Simulation is what another programme would make of the same facts, beside what the one in
// force makes of them.
type Simulation struct {
	Month         programme.Month
	Before, After *programme.Programme // in force, and the one that is tried
	Rows          []SimulatedRow       // of every active account and competency, by partner id
	Totals        []SimulatedTotal     // of every competency: Before's in its order, then those of After alone
}

// Move says what becomes of an account's level in a competency.
type Move string

// The moves. Differs is a level of another name that stands neither above nor below.
const (
	Stays   Move = ""
	Gains   Move = "gains"
	Loses   Move = "loses"
	Differs Move = "differs"
)

// SimulatedRow is one account in one competency, on both sides.
type SimulatedRow struct {
	Account       Partner
	Competency    string // id
	Before, After Standing
	Move          Move
	Requirements  []SimulatedRequirement // of both sides: Before's in its order, then those of After alone
}

// Standing is an account's level and figures on one side.
type Standing struct {
	Version *programme.Version // nil where that programme asks for nothing in the month
	Figures []int64            // in the order of the version's requirements
	Level   int                // place in that programme's levels, -1 for none
}

// under returns the transaction as it would be were p in force. The facts stay what they are;
// kept credits are of the programme in force, so nothing of them may be read or written by it.
func (t *tx) under(p *programme.Programme) *tx {
	other := *t
	other.p = p
	return &other
}

// Simulate compares the levels of every active account by the programme in force with those
// that p gives by the same facts, in one consistent view of them; month nil is the latest
// with usage facts (R10). Credits under p are derived in memory and nothing is stored. A
// programme that could not be put in force is an error, as it is when it is.
func (s *Store) Simulate(ctx context.Context, p *programme.Programme, month *programme.Month) (sim Simulation, err error) {
	err = s.view(ctx, func(t *tx) error {
		if err := t.fits(p); err != nil {
			return err
		}
		accounts, e, err := t.accounts(ProgressFilter{Month: month})
		if err != nil {
			return err
		}
		kept, err := t.creditsFor(accounts, e, false)
		if err != nil {
			return err
		}
		before, err := t.progressOfAll(accounts, e, kept)
		if err != nil {
			return err
		}
		other := t.under(p)
		derived, err := other.derive(other.firstOfFigures(e), e)
		if err != nil {
			return err
		}
		after, err := other.progressOfAll(accounts, e, derived)
		if err != nil {
			return err
		}
		sim = Simulation{Month: e, Before: t.p, After: p}
		sim.compare(accounts, before, after)
		return nil
	})
	return sim, err
}

// Changed returns the rows whose level changes.
func (s *Simulation) Changed() []SimulatedRow {
	return slices.DeleteFunc(slices.Clone(s.Rows), func(r SimulatedRow) bool { return r.Move == Stays })
}
