package report

import (
	"context"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// Overview is an account in a month as its pages show it, with the basis of its figures.
type Overview struct {
	Basis
	Account  directory.Partner // its key, id, name and country
	Month    programme.Month   // the one asked for, or that which figures are of (R10), or 0 without any
	Progress []Progress        // by competency, in the programme's order (R9)
	Trends   []Trend           // likewise
	Pending  Pending           // what is in no figure yet, where Month is the one that figures are of
	SoFar    [][]*int64        // by competency and requirement, in the first month in progress; nil says nothing
}

// selectAccount tells too whether an association of the account's began after the instant $2, and by now,
// $3: without one nothing is pending, and that is not asked. It is two questions, which take less than
// one of a list.
const selectAccount = `SELECT partner_id, name, country,
	EXISTS (SELECT 1 FROM associations x WHERE x.partner_id = $1 AND x.from_at >= $2 AND x.from_at <= $3)
	OR EXISTS (SELECT 1 FROM partners l JOIN associations x ON x.partner_id = l.id WHERE l.parent_id = $1 AND x.from_at >= $2 AND x.from_at <= $3)
	FROM partners WHERE id = $1`

// Overview returns the overview of an account, by its key; month nil is the one that figures
// are of (R10). An unknown account is ErrNotFound. It ends with ctx only where credits are to be
// worked out: it asks for so little that nobody goes away meanwhile.
func (r Reader) Overview(ctx context.Context, account int64, month *programme.Month) (o Overview, err error) {
	o.Basis = r.basis
	o.Account = directory.Partner{Key: account, Account: account}
	whole := programme.NoEnd // the end of what figures are of
	if o.Through != nil {
		whole = r.p.End(*o.Through)
	}
	var begun bool
	found, err := r.tx.One([]any{&o.Account.ID, &o.Account.Name, &o.Account.Country, &begun}, selectAccount, account, whole, r.tx.Now)
	if err == nil && !found {
		err = db.ErrNotFound
	}
	if err != nil {
		return o, err
	}
	if month == nil {
		month = o.Through
	}
	if month != nil {
		o.Month = *month
	}
	if !o.isKept() {
		r.tx.Heed(ctx)
	}
	if err := r.overview(&o); err != nil || !begun || o.Month != *o.Through {
		return o, err
	}
	o.Pending, err = r.pending(account, nil)
	return o, err
}

// isKept reports whether the credits of the month are kept: of months that lie later they are
// worked out.
func (o *Overview) isKept() bool { return o.Latest != nil && o.Month <= *o.Latest+ledger.Ahead }

// overview works out an account's progress and trends from one reading of its credits.
func (r Reader) overview(o *Overview) error {
	its, err := r.keptOf(o.Account.Key, o.Month)
	if err != nil {
		return err
	}
	if o.Trends, err = r.trends(its, o.Month); err != nil {
		return err
	}
	if !o.isKept() {
		c, err := r.ledger.Read([]int64{o.Account.Key}, firstOfFigures(r.p, o.Month), o.Month)
		if err != nil {
			return err
		}
		its = func(measure int, m programme.Month) int64 { return c.Of(o.Account.Key, m, measure) }
	}
	o.Progress = make([]Progress, 0, len(r.p.Competencies))
	for k := range r.p.Competencies {
		progress, err := progressOf(r.p, o.Account, k, o.Month, its)
		if err != nil {
			return err
		}
		o.Progress = append(o.Progress, progress)
	}
	return r.soFar(o, its)
}

// soFar adds to the overview of the month that figures are of what is in of the first later month, for
// figures of a single month: they begin anew, and do not grow from one month to the next.
func (r Reader) soFar(o *Overview, its ledger.Amounts) error {
	o.SoFar = make([][]*int64, len(o.Progress))
	if o.Through == nil || o.Month != *o.Through || len(o.InProgress) == 0 || o.InProgress[0].Month > o.Month+ledger.Ahead {
		return nil
	}
	for k, progress := range o.Progress {
		if progress.Version == nil {
			continue
		}
		o.SoFar[k] = make([]*int64, len(progress.Figures))
		for i, requirement := range progress.Version.Requirements {
			if r.p.MetricOf(requirement).Months > 1 {
				continue
			}
			figure, err := its.Figure(r.p, requirement.Measure, o.InProgress[0].Month)
			if err != nil {
				return err
			}
			o.SoFar[k][i] = &figure
		}
	}
	return nil
}
