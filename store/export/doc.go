// Package export writes statements as files: CSV, JSON and XLSX. The columns and their order
// are fixed, and ids are as in the fact files, so that a file means the same in every
// language. Nothing is held in memory that grows with the number of lines.
//
// [Rows] writes every CSV that people open in a spreadsheet, and keeps names and ids from being run
// as formulas.
package export
