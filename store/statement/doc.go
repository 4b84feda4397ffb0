// Package statement closes months, and reads and verifies what was closed. A closed month is
// never written again: what is corrected later stands in the next statement, and names the month
// that it corrects.
//
// Where to look:
//
//	statements.go  what all of it works in
//	states.go      which months are closed, and which can be
//	close.go       closing a month: its lines, and the corrections of the months before
//	statement.go   one account's statement; lines.go its lines, totals.go what they add up to
//	verify.go      whether all that is kept is what it should be
//
// The rules are in store/programme: closing.go which month can be closed, statement.go the lines
// that are frozen and what corrects them, seal.go the hash that holds them.
package statement
