package report

import (
	"shimei/store/directory"
	"shimei/store/programme"
)

// ProgressIn returns an account's progress in each of some months, by month and then in the programme's order
// of competencies (R9). An account that is unknown has no figures.
func (r Reader) ProgressIn(account int64, months []programme.Month) ([][]Progress, error) {
	if len(months) == 0 {
		return nil, nil
	}
	first, last := months[0], months[0]
	for _, m := range months {
		first, last = min(first, firstOfFigures(r.p, m)), max(last, m)
	}
	credits, err := r.ledger.Read([]int64{account}, first, last)
	if err != nil {
		return nil, err
	}
	its := func(measure int, m programme.Month) int64 { return credits.Of(account, m, measure) }
	all := make([][]Progress, len(months))
	for n, m := range months {
		for k := range r.p.Competencies {
			progress, err := progressOf(r.p, directory.Partner{Key: account}, k, m, its)
			if err != nil {
				return nil, err
			}
			all[n] = append(all[n], progress)
		}
	}
	return all, nil
}
