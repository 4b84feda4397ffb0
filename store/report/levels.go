package report

import (
	"slices"

	"shimei/store/directory"
)

// Level is a level that an account holds in a competency at the month that figures are of (R10).
type Level struct {
	Competency int // place in Programme.Competencies
	Level      int // place in Programme.Levels
}

// Levels returns the levels that accounts hold, by their keys, in the programme's order; nil are all active accounts.
// Without figures yet, nobody holds any.
func (r Reader) Levels(accounts []int64) (map[int64][]Level, error) {
	held := map[int64][]Level{}
	if r.basis.Through == nil {
		return held, nil
	}
	some, err := r.partnersOf(accounts)
	if err != nil {
		return nil, err
	}
	credits, err := r.ledger.Read(accounts, firstOfFigures(r.p, *r.basis.Through), *r.basis.Through)
	if err != nil {
		return nil, err
	}
	all, err := progressOfAll(r.p, some, *r.basis.Through, credits)
	for _, x := range all {
		if x.Level >= 0 {
			held[x.Account.Key] = append(held[x.Account.Key], Level{x.Competency, x.Level})
		}
	}
	return held, err
}

// partnersOf returns accounts by their keys, of which a partner has no more than its key; nil are all active accounts.
func (r Reader) partnersOf(accounts []int64) (some []directory.Partner, err error) {
	if accounts == nil {
		return r.activeAccounts(*r.basis.Through)
	}
	for _, key := range accounts {
		some = append(some, directory.Partner{Key: key, Account: key})
	}
	return some, nil
}

// AccountsWith returns the keys of the accounts that hold a level, or a higher one, in a competency, by their ids; "" lets
// any through, and an id of none nobody.
func (r Reader) AccountsWith(competency, level string) ([]int64, error) {
	least := max(slices.Index(r.p.Levels, level), 0)
	if level != "" && r.p.Levels[least] != level {
		return []int64{}, nil
	}
	held, err := r.Levels(nil)
	keys := []int64{}
	for account, levels := range held {
		if slices.ContainsFunc(levels, func(x Level) bool {
			return (competency == "" || r.p.Competencies[x.Competency].ID == competency) && x.Level >= least
		}) {
			keys = append(keys, account)
		}
	}
	return keys, err
}
