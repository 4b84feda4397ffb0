package statement

import (
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// Statements reads and closes the statements of a database in one transaction, by the programme in
// force.
type Statements struct {
	tx     *db.Tx
	p      *programme.Programme
	dir    directory.Directory
	ledger *ledger.Ledger
}

// In returns the Statements of a transaction by the programme p, with the ledger l of the same two.
func In(tx *db.Tx, p *programme.Programme, l *ledger.Ledger) Statements {
	return Statements{tx, p, directory.In(tx, p), l}
}
