package store

import (
	"context"
	"maps"
	"slices"

	"shimei/store/programme"
)

// Progress is an account's level in one competency at an evaluation month.
type Progress struct {
	Account    Partner
	Month      programme.Month
	Competency int                // place in Programme.Competencies
	Version    *programme.Version // nil where none is in force in the month
	Figures    []int64            // in the order of the version's requirements
	Level      int                // place in Programme.Levels, -1 for none
}

// ProgressFilter narrows Progress.
type ProgressFilter struct {
	Month   *programme.Month // nil is the latest month with usage facts (R10)
	Partner string           // partner id of an account or one of its locations; "" is all
}

// Progress returns every active account's progress in every competency (R9), by partner id
// and then in the programme's order, and the programme that it follows. An unknown partner
// is ErrNotFound.
func (s *Store) Progress(ctx context.Context, f ProgressFilter) (all []Progress, p *programme.Programme, err error) {
	err = s.view(ctx, func(t *tx) error {
		p = t.p
		accounts, month, err := t.accounts(f)
		if err != nil {
			return err
		}
		kept, err := t.creditsFor(accounts, month, f.Partner != "")
		if err != nil {
			return err
		}
		all, err = t.progressOfAll(accounts, month, kept)
		return err
	})
	return all, p, err
}

// accounts returns the accounts that can hold a competency and are asked for, by partner
// id, and the month that is asked for.
func (t *tx) accounts(f ProgressFilter) (accounts []Partner, month programme.Month, err error) {
	if f.Partner == "" {
		accounts, err = t.partners("WHERE p.parent_id IS NULL AND NOT p.suspended ORDER BY p.partner_id")
	} else {
		accounts, err = t.partners(`WHERE p.id = (SELECT coalesce(parent_id, id) FROM partners WHERE partner_id = $1)`, f.Partner)
		if err == nil && len(accounts) == 0 {
			err = notFound("partner", f.Partner)
		}
	}
	if err != nil || f.Month != nil {
		if f.Month != nil {
			month = *f.Month
		}
		return accounts, month, err
	}
	latest, err := t.keptThrough()
	if latest.any {
		return accounts, latest.latest, err
	}
	return accounts, t.p.MonthAt(t.now), err
}

// creditsFor returns the credits that the figures of some accounts at a month are made of:
// those that are kept, and for months after the kept ones those that the facts give now. By a
// programme that is tried the facts give all of them.
func (t *tx) creditsFor(accounts []Partner, e programme.Month, some bool) (credits, error) {
	first := t.firstOfFigures(e)
	kept, err := t.keptThrough()
	if err != nil {
		return nil, err
	}
	where := "month BETWEEN $1 AND $2"
	ids := make([]int64, len(accounts))
	for k := range accounts {
		ids[k] = accounts[k].Key
	}
	if some {
		where += " AND account_id IN " + keys(ids)
	}
	c := credits{}
	if t.store.tried == nil {
		if c, err = t.credits(where, first, e); err != nil || kept.any && e <= kept.through {
			return c, err
		}
		if kept.any {
			first = max(first, kept.through+1)
		}
	}
	if some {
		return c, t.deriveOf(ids, first, e, c)
	}
	later, err := t.derive(first, e)
	maps.Copy(c, later)
	return c, err
}

// deriveOf derives into c what is credited for the customers of some accounts: what it tells of
// other accounts is not all of theirs.
func (t *tx) deriveOf(accounts []int64, from, through programme.Month, c credits) error {
	customers, err := t.customerKeys(`SELECT DISTINCT customer_id FROM associations WHERE partner_id IN
		(SELECT id FROM partners WHERE id IN ` + keys(accounts) + ` OR parent_id IN ` + keys(accounts) + `) ORDER BY customer_id`)
	if err != nil {
		return err
	}
	return t.creditsOf(customers, from, through, c, +1)
}

// firstOfFigures returns the first month whose credits a figure at e may hold.
func (t *tx) firstOfFigures(e programme.Month) programme.Month {
	first := e
	for measure := range t.p.Measures {
		from, _ := t.p.Window(measure, e)
		first = min(first, from)
	}
	return first
}

// progressOfAll returns the progress of accounts in every competency.
func (t *tx) progressOfAll(accounts []Partner, e programme.Month, kept credits) ([]Progress, error) {
	all := make([]Progress, 0, len(accounts)*len(t.p.Competencies))
	for _, a := range accounts {
		its := func(measure int, m programme.Month) int64 { return kept.of(a.Key, m, measure) }
		for c := range t.p.Competencies {
			one, err := t.progressOf(a, c, e, its)
			if err != nil {
				return nil, err
			}
			all = append(all, one)
		}
	}
	return all, nil
}

// amounts tells what an account is credited of a measure in a month.
type amounts func(measure int, m programme.Month) int64

// figure returns a measure's figure at month e.
func (a amounts) figure(p *programme.Programme, measure int, e programme.Month) (int64, error) {
	return p.Figure(measure, func(m programme.Month) int64 { return a(measure, m) }, e)
}

func (t *tx) progressOf(a Partner, competency int, e programme.Month, kept amounts) (Progress, error) {
	one := Progress{Account: a, Month: e, Competency: competency, Version: t.p.Competencies[competency].VersionAt(e), Level: -1}
	if one.Version == nil {
		return one, nil
	}
	for _, r := range one.Version.Requirements {
		figure, err := kept.figure(t.p, r.Measure, e)
		if err != nil {
			return one, err
		}
		one.Figures = append(one.Figures, figure)
	}
	one.Level = t.p.Level(one.Version, one.Figures)
	return one, nil
}

// Credit is what an account is credited for one competency and metric at a month.
type Credit struct {
	PartnerID  string
	Month      programme.Month
	Competency string
	Metric     *programme.Metric
	Credited   int64
}

// Credits returns the credits other than zero behind Progress, by partner id, competency
// and metric. A metric that a competency asks for twice is summed.
func (s *Store) Credits(ctx context.Context, f ProgressFilter) ([]Credit, *programme.Programme, error) {
	all, p, err := s.Progress(ctx, f)
	if err != nil {
		return nil, nil, err
	}
	type key struct{ partner, competency, metric string }
	sums := map[key]*Credit{}
	for _, one := range all {
		if one.Version == nil {
			continue
		}
		for k, r := range one.Version.Requirements {
			c := Credit{one.Account.ID, one.Month, p.Competencies[one.Competency].ID, p.MetricOf(r), one.Figures[k]}
			at := key{c.PartnerID, c.Competency, c.Metric.ID}
			if sum, is := sums[at]; is {
				if sum.Credited, err = programme.Add(sum.Credited, c.Credited); err != nil {
					return nil, nil, err
				}
			} else {
				sums[at] = &c
			}
		}
	}
	var found []Credit
	for _, k := range slices.SortedFunc(maps.Keys(sums), func(a, b key) int {
		return slices.Compare([]string{a.partner, a.competency, a.metric}, []string{b.partner, b.competency, b.metric})
	}) {
		if c := sums[k]; c.Credited != 0 {
			found = append(found, *c)
		}
	}
	return found, p, nil
}
