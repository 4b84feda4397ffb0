// Package intake takes the rows of fact files into the database, and keeps what each import did.
//
// A file is taken in by one transaction, which store/imports.go opens: [Take] reads it a chunk of
// rows at a time, looks up what its ids stand for, writes what differs, and has the ledger change
// the credits of the customers that it touches. What is at fault is told by line; a file with
// faults is refused as a whole, and its transaction undone.
//
// Where to look:
//
//	intake.go         what an import is given and what it did; Take
//	file.go           a file that is open, and its rows in chunks
//	index.go          what the ids in its rows stand for
//	partners.go       a file a kind: partners, customers, subscriptions, usage, sales and
//	                  associations
//	usage_rows.go     how rows of usage are written
//	record.go         the imports that were, and their faults
package intake
