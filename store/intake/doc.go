// Package intake takes the rows of fact files into the database, and keeps what each import did.
//
// One transaction, which store/imports.go opens, takes a file in: [Take] reads it a chunk of rows at
// a time, looks its ids up, writes the rows that differ, and has the ledger change the credits of the
// customers that it touches. Each fault names its line. A file with faults is refused as a whole, and
// its transaction undone. A long file of usage of new months is staged instead: [Stage] takes it in by many
// changes, beside which people nominate and of which nobody sees any before the last.
//
// Where to look:
//
//	intake.go         Take, its arguments and its result
//	staged.go         Stage
//	file.go           a file that is open, and its rows in chunks
//	index.go          what its ids stand for, by their keys; keys.go has ids as they are compared
//	partners.go       a file a kind: partners, customers, subscriptions, rates, usage, sales and
//	                  associations; parents.go who is whose location
//	dated.go          rows that say from which day they hold, in the order of their days
//	settle.go         associations that stand, and their ends in effect
//	zone.go           days, where another time zone comes into force
//	together.go       files that are imported at once
//	usage_rows.go     how rows of usage are written; currency.go what came in other currencies (R11a);
//	                  sums.go rows that add up; tenant_products.go usage of a tenant and a product, which
//	                  mixed.go keeps apart from that of its subscriptions
//	usage_once.go     rows that stand in a file twice, or that a whole month lacks, by those which
//	                  usage_taken.go keeps in little memory
//	record.go         the imports that were, and their faults
//	journal.go        rows as they were before an import changed them, and what an undo knows of each
//	                  kind of rows: a table_*.go each
//	undo.go           Undo: an import taken back; declared.go what it declared of months
package intake
