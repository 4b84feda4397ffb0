// Package report reads what the facts and the kept credits say: how an account stands, why a
// figure is what it is, whom an account is associated with, and what another programme would
// change. It writes nothing.
//
// Where to look:
//
//	reader.go             what all of it is read by
//	basis.go              what figures rest on: the programme, and how recent the facts are
//	overview.go           an account in a month; progress.go levels, trend.go thirteen months
//	explain.go            the lines of a figure and what it does not hold; credit_rows.go those
//	                      lines by customer and route
//	reached.go            the subscriptions that an account's associations reach now;
//	                      account_customers.go its customers, incentives.go its eligibility
//	simulate.go           another programme over the same facts; simulate_compare.go pairs the
//	                      two sides, simulate_requirements.go their requirements,
//	                      simulate_totals.go counts, and simulate_table.go writes a table
package report
