// Package demo makes the facts that `shimei serve --demo` is filled with: invented partners
// and customers of a vendor's cloud programme, from May 2014 to April 2016, and around them
// the five worked cases of the programme's announcement. It is a pure function: no clock,
// no chance, the same bytes on every machine.
//
// Where to look:
//
//	files.go         the fact files, in the order of dependence
//	facts.go         the rows of each file
//	cases.go         the worked cases
//	partners.go      the partners, and which of them is a location of which
//	plans.go         the level that each partner is to reach, so that every level can be seen
//	world.go         how the making goes on, and its dice
//	book.go          one partner's customers, made to reach its plan
//	subscribe.go     subscriptions with their sales and associations
//	use.go           how much of them is used, month by month
//	open.go          customers that nobody holds yet, and those of the guided tour
//	around.go        trials, internal use, renewals and partners of earlier years
//	names.go         names of customers
//	people.go        who may sign in; happenings.go what they asked each other for before it begins,
//	                 and evidence.go what shows it
//
// Every company is invented, or one of the long-standing fictitious ones (Contoso, Fabrikam
// and their like). A likeness to a real one is chance.
package demo
