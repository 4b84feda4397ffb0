// Package export writes statements as files, CSV, JSON and XLSX, and lists as CSV and XLSX. The columns and their order
// are fixed, and ids are as in the fact files, so that a file means the same in every
// language. Nothing is held in memory that grows with the number of lines.
//
// Where to look:
//
//	statement.go  a statement in a form, and the columns of its lines
//	csv.go        rows of CSV; json.go and xlsx.go a statement in the other forms
//	table.go      a list in a form
//	workbook.go   sheets of XLSX, of statements and lists
//
// [Rows] writes every CSV that people open in a spreadsheet, and keeps names and ids from being run
// as formulas.
package export
