package report

import (
	"shimei/store/directory"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// Progress is an account's level in one competency at an evaluation month.
type Progress struct {
	Account    directory.Partner
	Month      programme.Month
	Competency int                // place in Programme.Competencies
	Version    *programme.Version // nil where none is in force in the month
	Figures    []int64            // in the order of the version's requirements
	Level      int                // place in Programme.Levels, -1 for none
}

// ProgressFilter narrows Progress.
type ProgressFilter struct {
	Month   *programme.Month // nil is the month that figures are of (R10)
	Partner string           // partner id of an account or one of its locations; "" is all
}

// Progress returns every active account's progress in every competency (R9), by partner id
// and then in the programme's order. An unknown partner is ErrNotFound.
func (r Reader) Progress(f ProgressFilter) ([]Progress, error) {
	accounts, month, err := r.accounts(f)
	if err != nil {
		return nil, err
	}
	var some []int64
	if f.Partner != "" {
		some = []int64{accounts[0].Key}
	}
	credits, err := r.ledger.Read(some, firstOfFigures(r.p, month), month)
	if err != nil {
		return nil, err
	}
	return progressOfAll(r.p, accounts, month, credits)
}

// accounts returns the accounts that can hold a competency and are asked for, by partner
// id, and the month that is asked for.
func (r Reader) accounts(f ProgressFilter) (accounts []directory.Partner, month programme.Month, err error) {
	month = r.month(f.Month)
	if f.Partner == "" {
		accounts, err = r.activeAccounts(month)
		return accounts, month, err
	}
	account, err := r.dir.AccountOf(f.Partner, r.ledger.Facts().AccountAt(month))
	return []directory.Partner{account}, month, err
}

// month returns the month that is asked for, or the one that is shown by default (R10).
func (r Reader) month(asked *programme.Month) programme.Month {
	if asked != nil {
		return *asked
	}
	if r.basis.Through != nil {
		return *r.basis.Through
	}
	return r.p.MonthAt(r.tx.Now)
}

// firstOfFigures returns the first month whose credits a figure at e may hold.
func firstOfFigures(p *programme.Programme, e programme.Month) programme.Month {
	first := e
	for measure := range p.Measures {
		from, _ := p.Window(measure, e)
		first = min(first, from)
	}
	return first
}

// progressOfAll returns the progress of accounts in every competency.
func progressOfAll(p *programme.Programme, accounts []directory.Partner, e programme.Month, credits ledger.Credits) ([]Progress, error) {
	all := make([]Progress, 0, len(accounts)*len(p.Competencies))
	for _, a := range accounts {
		its := func(measure int, m programme.Month) int64 { return credits.Of(a.Key, m, measure) }
		for c := range p.Competencies {
			progress, err := progressOf(p, a, c, e, its)
			if err != nil {
				return nil, err
			}
			all = append(all, progress)
		}
	}
	return all, nil
}

func progressOf(p *programme.Programme, a directory.Partner, competency int, e programme.Month, its ledger.Amounts) (Progress, error) {
	progress := Progress{Account: a, Month: e, Competency: competency, Version: p.Competencies[competency].VersionAt(e), Level: -1}
	if progress.Version == nil {
		return progress, nil
	}
	for _, r := range progress.Version.Requirements {
		figure, err := its.Figure(p, r.Measure, e)
		if err != nil {
			return progress, err
		}
		progress.Figures = append(progress.Figures, figure)
	}
	progress.Level = p.Level(progress.Version, progress.Figures)
	return progress, nil
}

// Credit is the amount that an account is credited for one requirement of a competency at a month.
type Credit struct {
	PartnerID  string
	Month      programme.Month
	Competency string
	Metric     *programme.Metric
	Products   []string // ids, in the order of the requirement
	Credited   int64    // whole numbers, or minor units where the metric is money
}

// Credits returns the credits other than zero behind Progress, one for each account, competency and
// requirement: by partner id, then in the programme's order of competencies and requirements.
func (r Reader) Credits(f ProgressFilter) (found []Credit, err error) {
	all, err := r.Progress(f)
	for _, progress := range all {
		found = append(found, progress.credits(r.p)...)
	}
	return found, err
}

// credits are the figures of one competency other than zero.
func (x Progress) credits(p *programme.Programme) (all []Credit) {
	if x.Version == nil {
		return nil
	}
	for k, r := range x.Version.Requirements {
		if x.Figures[k] != 0 {
			all = append(all, Credit{x.Account.ID, x.Month, p.Competencies[x.Competency].ID, p.MetricOf(r), p.ProductsOf(r), x.Figures[k]})
		}
	}
	return all
}
