// Package programme holds the rules of a partner programme: who is credited with what, and
// what it earns. Everything here is a pure value or a pure function; nothing reads a clock,
// a file or a database.
//
// Where to look, and which rule of the programme it follows:
//
//	load.go       the programme file: products, metrics and levels; the other load_*.go read
//	              its parts, fields.go and ids.go single keys
//	builtin.go    the programme that ships
//	programme.go  the programme as it is once it is read
//	key.go        ids as they are compared, and what a text in a file means
//	month.go      months and instants, and when a month begins and ends; day.go days, and
//	              moment.go what a file gives as a date
//	history.go    values over time: which one decides, which one holds      R4a
//	told.go       values over time as files tell them                       R4a
//	tenant.go     one customer as the rules see it
//	effect.go     who holds a subscription in a month       R1 to R7
//	nominate.go   nominations, changes and removals          R5, R7
//	flags.go      why an admin looks at a nomination         R5
//	settle.go     when associations of one scope end         R5
//	life.go       requests and associations from beginning to end: who may do what from where; terms.go
//	              how long each waits; life_heard.go who is told of what
//	work.go       what a partner has to do, by what it sees
//	credit.go     its credit, line by line                   R8
//	tenant_usage.go  usage of a tenant and a product         R8
//	customers.go  net new customers                          R8
//	needs.go      which facts a credit may leave out         R4, R8
//	level.go      the level that figures earn                R9
//	what_if.go    the figures with more customers            R9
//	incentive.go  eligibility for the usage incentive        R9
//	money.go      exact amounts                              R11
//	currency.go   amounts in other currencies, and how they are converted; decimal.go exact
//	              decimals of any length                     R11a
//	explain.go    what makes a figure, and what does not     R12
//	pending.go    what is in effect, and in no figure yet    R12
//	reason.go     why something was not credited             R12
//	whole.go      which month figures are of, and which are in progress   R10
//	differs.go    from which month another programme gives other figures
//	closing.go    which month can be closed; statement.go the lines that are frozen and what
//	              corrects them later, seal.go the hash that holds them
//
// How much of each month is in (R10) is kept by ledger/whole.go; intake/usage.go has the latest month
// that usage is taken for.
//
// Start at Programme.Credit: everything else serves it.
package programme
