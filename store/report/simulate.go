package report

import (
	"slices"

	"shimei/store/directory"
	"shimei/store/programme"
)

// Simulation compares the levels and figures that another programme would give by the same facts with
// those of the programme in force.
type Simulation struct {
	Month         programme.Month
	Before, After *programme.Programme // in force, and the one that is tried
	Rows          []SimulatedRow       // of every active account and competency, by partner id
	Totals        []SimulatedTotal     // of every competency: Before's in its order, then those of After alone
}

// Move tells how an account's level in a competency changes.
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
	Account       directory.Partner
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

// Simulate compares the levels of every active account by the programme in force with those
// that p gives by the same facts; month nil is the one that figures are of (R10). Credits under
// p are derived in memory and nothing is stored. p has to fit the database.
func (r Reader) Simulate(p *programme.Programme, month *programme.Month) (sim Simulation, err error) {
	accounts, e, err := r.accounts(ProgressFilter{Month: month})
	if err != nil {
		return sim, err
	}
	credits, err := r.ledger.Read(nil, firstOfFigures(r.p, e), e)
	if err != nil {
		return sim, err
	}
	before, err := progressOfAll(r.p, accounts, e, credits)
	if err != nil {
		return sim, err
	}
	after, err := r.progressBy(p, accounts, e)
	if err != nil {
		return sim, err
	}
	sim = Simulation{Month: e, Before: r.p, After: p}
	sim.compare(accounts, before, after)
	return sim, nil
}

// progressBy returns the progress of accounts by another programme.
func (r Reader) progressBy(p *programme.Programme, accounts []directory.Partner, e programme.Month) ([]Progress, error) {
	derived, err := r.ledger.By(p).Derive(firstOfFigures(p, e), e)
	if err != nil {
		return nil, err
	}
	return progressOfAll(p, accounts, e, derived)
}

// Changed returns the rows whose level changes.
func (s *Simulation) Changed() []SimulatedRow {
	return slices.DeleteFunc(slices.Clone(s.Rows), func(r SimulatedRow) bool { return r.Move == Stays })
}
