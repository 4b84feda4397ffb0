// Package export writes statements as files, CSV, JSON and XLSX, and lists and facts as CSV and XLSX. The columns and their order
// are fixed, and ids are as in the fact files, so that a file means the same in every
// language. Nothing is held in memory that grows with the number of lines.
//
// Where to look:
//
//	statement.go  a statement in a form, and the columns of its lines
//	csv.go        rows of CSV; json.go and xlsx.go a statement in the other forms
//	table.go      a list in a form
//	facts.go      all facts as files that import takes in again, with fact_table.go for one of them
//	workbook.go   sheets of XLSX, of statements and lists
//
// [Rows] writes every CSV that people open in a spreadsheet, and keeps names and ids from being run
// as formulas, as facts.Guarded says.
package export
