package directory

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// Directory reads in one transaction, and names products and routes by their places in one
// programme.
type Directory struct {
	tx      *db.Tx
	p       *programme.Programme
	through *programme.Month // whose seats are shown; nil for none
}

// In returns what reads in a transaction by the programme p.
func In(tx *db.Tx, p *programme.Programme) Directory { return Directory{tx: tx, p: p} }

// Through returns the Directory that shows the assigned and active seats of a month, which is that of
// all other figures (R10); nil shows none.
func (d Directory) Through(m *programme.Month) Directory {
	d.through = m
	return d
}
