package report

import (
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// Reader reads in one transaction, by the programme in force.
type Reader struct {
	tx     *db.Tx
	p      *programme.Programme
	basis  Basis
	dir    directory.Directory
	ledger *ledger.Ledger
}

// In returns the Reader of a transaction, on its basis, with the ledger of the same programme.
func In(tx *db.Tx, basis Basis, l *ledger.Ledger) Reader {
	return Reader{tx, basis.Programme, basis, directory.In(tx, basis.Programme).Through(basis.Through), l}
}
