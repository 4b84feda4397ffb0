// Package report reads the facts and the kept credits: how an account stands, which lines make a
// figure, whom an account is associated with, and what another programme would change. It writes
// nothing.
//
// Where to look:
//
//	reader.go             Reader, which the other files are methods of
//	basis.go              the programme that figures follow, and how recent the facts are
//	overview.go           an account in a month; progress.go levels, trend.go thirteen months
//	accounts.go           which accounts there were in a month
//	pending.go            what is in effect, and in no figure yet; months.go which months are whole
//	explain.go            the lines of a figure and its misses; credit_rows.go the lines by
//	                      customer and route
//	parts.go              what figures are made of, by route and product; progress_in.go an account in
//	                      several months; ladder.go who stands near a level
//	reached.go            the subscriptions that an account's associations reach now;
//	                      account_customers.go its customers, incentives.go its eligibility
//	work.go               what there is to do for an account; work_sets.go about which customers,
//	                      work_items.go what it is
//	use.go                how a customer's subscriptions were used by month, as far as an account sees
//	                      it; own_use.go a customer's own; as_seen.go what an account sees, for the
//	                      customer to look at
//	simulate.go           another programme over the same facts; simulate_compare.go pairs the
//	                      two sides, simulate_requirements.go their requirements,
//	                      simulate_totals.go counts, and simulate_table.go writes a table
package report
