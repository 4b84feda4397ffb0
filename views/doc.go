// Package views is what people see: one struct a page, parts that the pages share, and how
// values read in each language. A page is filled with plain values and rendered with its
// Page method; everything that is computed for it is computed in a pure function beside it.
//
//	locale/      the words: each *.en.toml has its *.ja.toml beside it
//	locale.go    words as a page asks for them, and numbers, money and dates in each language
//	frame.go     what surrounds every page
//	models.go    what several pages show: partners, seats, associations, events
//	parts_*      tables, tags, forms, bars, facts, timelines
//	paging.go    the links of a list: its order, its parts, its files
//	customer_*   the pages of customers, and so on by audience: a struct and its address in
//	             a .go file, its template beside it
//
// Templates range, branch and format; nothing else.
package views
