package report

import (
	"shimei/store/directory"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// Held is a level that an account holds at the month that figures are of (R10).
type Held struct {
	Account    directory.Partner
	Competency int              // place in Programme.Competencies
	Level      int              // place in Programme.Levels
	Ends       *programme.Month // by whose figures it is not held if nothing new comes, as the overview tells it; nil for none ahead
}

// AllHeld returns all levels that accounts hold, by partner id, then in the programme's order. Without
// figures yet, nobody holds any.
func (r Reader) AllHeld() (all []Held, err error) {
	if r.basis.Through == nil {
		return nil, nil
	}
	e := *r.basis.Through
	accounts, err := r.activeAccounts(e)
	if err != nil {
		return nil, err
	}
	kept := min(e+ledger.Ahead, r.basis.Months().Through()) // what is not kept is none yet: there are no facts
	credits, err := r.ledger.Read(nil, firstOfFigures(r.p, e), max(e, kept))
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		its := func(measure int, m programme.Month) int64 { return credits.Of(a.Key, m, measure) }
		for k := range r.p.Competencies {
			x, err := r.held(a, k, e, its)
			if err != nil {
				return nil, err
			}
			if x != nil {
				all = append(all, *x)
			}
		}
	}
	return all, nil
}

// standing returns the level that an account holds in a competency, nil for none.
func (r Reader) held(a directory.Partner, competency int, e programme.Month, its ledger.Amounts) (*Held, error) {
	progress, err := progressOf(r.p, a, competency, e, its)
	if err != nil || progress.Level < 0 {
		return nil, err
	}
	ahead, err := r.ahead(its, progress.Version, e)
	if err != nil {
		return nil, err
	}
	return &Held{a, competency, progress.Level, r.p.Ends(progress.Version, progress.Level, e, progress.Figures, ahead)}, nil
}
