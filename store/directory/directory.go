package directory

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// Directory reads in one transaction, and names products and routes by their places in one
// programme.
type Directory struct {
	tx *db.Tx
	p  *programme.Programme
}

// In returns what reads in a transaction by the programme p.
func In(tx *db.Tx, p *programme.Programme) Directory { return Directory{tx, p} }
