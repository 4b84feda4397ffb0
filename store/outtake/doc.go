// Package outtake writes what the database holds as rows of fact files, which intake takes in again: into
// an empty database they bring back the same facts.
//
// Where to look:
//
//	outtake.go        All: every row of some kinds, file after file; Of: rows of some keys in one file
//	passes.go         what was told over time: which day of which partner or subscription stands in which file
//	partners.go       the cells of a kind of rows: partners, customers, subscriptions, rates, usage, sales and
//	                  associations, each in a file of its own
//	cells.go          values as cells
//
// A row is text and whole numbers in the order of the columns of its kind, nil for an empty cell. Rows come in
// the order of the ids that people know, so that two databases which hold the same give the same files.
//
// What is no fact has no row: people, programmes, imports, months that were declared complete, statements,
// and what people did. A nomination that was made in the portal is written as an association, with the end
// that it got there; one that was taken back before it began is not, for it never was in effect. An association
// that sales made is not either: its sales are.
package outtake
