package report

import (
	"shimei/store/directory"
	"shimei/store/programme"
)

// RowsOf explains what one customer adds to a figure, given all that is known of it.
func (r Reader) RowsOf(q FigureQuery, t *programme.Tenant, c directory.NamedCustomer, subscriptions map[int64]string) ([]Explained, error) {
	f, err := r.figure(q)
	if err != nil {
		return nil, err
	}
	return f.rows(t, c, subscriptions), nil
}
