// Package facts reads fact files: the reports of a vendor's systems on partners, customers,
// subscriptions, usage, sales and associations, as CSV or the first sheet of a workbook, packed or not; and
// the exports of other systems, which a mapping (store/mapping) makes such files of, as JSON too. A
// file is read as a stream, row by row, into typed values; memory grows neither with the file nor with
// a single cell. Its faults are collected, each with its line, its column, the cause and the remedy.
//
// Where to look:
//
//	kind.go        the kinds of files and their columns
//	options.go     what is said of a file from outside
//	open.go        the header: which kind a file is, and where its columns stand
//	fold.go        how the names of columns are matched
//	unpack.go      what a file is packed in, and the bounds on what comes out
//	records.go     where records come from:
//	records_csv.go   CSV,
//	sheet.go         or the first sheet of a workbook, with
//	sheet_book.go    which sheet and which styles of cells it has,
//	sheet_texts.go   the texts that cells share,
//	sheet_values.go  numbers and days as a person sees them,
//	sheet_xml.go     and the bounded reading of its XML
//	records_json.go  or objects in JSON, with
//	json_object.go   the fields of an object by their paths,
//	json_tokens.go   and the bounded reading of its text;
//	records_mapped.go  or what a mapping makes of any of these,
//	mapping.go       which package mapping knows
//	encoding.go    the encoding that a file is in
//	foreign.go     other forms of file, which are told what they are
//	separator.go   what stands between its cells
//	nearest.go     the kind that a header was probably meant to be
//	guard.go       the bound on a single record, and what is mended before CSV is read
//	file.go        the records, one after another
//	fault.go       the faults of a file, and where they are
//	dates.go       a day or a month, in whatever order it is written
//	marks.go       the marks by which programs keep text from spreadsheets
//	cells.go       a cell as a text, a count, an amount, a month or a moment
//	rows.go        a record as a row of its kind; currency.go of a rate, and amounts in currencies
//	references.go  products and routes that a row names
//	preview.go     what answers fit where a file leaves its encoding (preview_wide.go) or the order of its
//	               dates (preview_dates.go) open, and how its rows read by each
//	returned.go    rows with faults as they came, of an export too, and how such a file is read again
//	example.go     a row of each kind, for templates
//	table.go       a table that holds no facts, read in the same way
//
// Reading goes like this:
//
//	f, err := facts.Open(name, r, p, facts.Options{})
//	for f.Next() {
//		if row, ok := f.Usage(); ok { … }
//	}
//	err = errors.Join(f.Err(), f.Close())
//
// Only what one file can tell by itself is checked here. Whether a subscription is known,
// or a workload is its product's, is for the caller to find out and to report with
// File.Fault.
package facts
