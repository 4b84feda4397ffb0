// Package mapping reads the exports of other systems as fact files. A mapping is a TOML file that says for
// each of our columns where its value comes from, which rows are left out and why, whether amounts add up,
// and how dates and decimals are written. Everything here is pure: a mapping is handed records and makes
// records; facts.Open reads the one and takes the other (facts.Options.Map).
//
// Where to look:
//
//	mapping.go    a mapping, once it is read
//	builtin.go    those that ship: builtin/*.toml, each of which says what export it reads
//	load.go       the TOML file; load_value.go where a column's value comes from
//	columns.go    the columns that a mapping can give, and which of them are amounts
//	begin.go      a mapping laid over the header of a file
//	value.go      a value of a row: its steps, in their order
//	month.go      the month of a day or an instant
//	leave_out.go  which rows are left out
//	rows.go       the rows of a file, one after another
//	group.go      rows of one key, which are summed
//	memo.go       what texts that come again were found to be
//	amount.go     amounts as systems write them
//	totals.go     what went in and what came out, which must be equal
//
// Amounts are summed as they are written, with all their decimals. Who stores them rounds them once, with
// what is converted of other currencies (R11a). Memory grows with the number of keys that
// come out, and not with the rows that go in.
package mapping
