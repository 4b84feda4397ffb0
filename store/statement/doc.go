// Package statement closes months, and reads and verifies closed ones. A closed month is never
// written again: a later correction stands in the next statement, and names the month that it
// corrects.
//
// Where to look:
//
//	statements.go  Statements, which the other files are methods of
//	states.go      which months are closed, and which can be
//	close.go       closing a month: its lines, and the corrections of the months before
//	statement.go   one account's statement; lines.go its lines, totals.go their sums
//	names.go       the names of partners and customers as they were when a month was closed
//	verify.go      whether statements, kept credits and database are sound; verify_keys.go the
//	               keys of ids, verify_histories.go values over time
//
// The rules are in store/programme: closing.go which month can be closed, statement.go the lines
// that are frozen and what corrects them, seal.go the hash that holds them.
package statement
