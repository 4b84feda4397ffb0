// Package directory reads who and what there is: partners, customers, people, subscriptions and
// associations, and what happened to them. It credits nobody, and changes nothing but that Record, in
// events.go, records an event of a change that the store makes.
//
// Where to look:
//
//	directory.go     what all of it is read by: a transaction and a programme
//	partners.go      partners, and whom a customer means by an id; account.go a global account;
//	                 partner_list.go, customers.go and people.go the vendor's lists
//	profile.go       what a location tells customers; known.go the partners that a customer knows; default.go the
//	                 one that it chose for new subscriptions
//	scope.go         what of an account one of its people sees: all, or chosen locations
//	walk.go          customers by name, those that some rows name; listing.go the rows that
//	                 customers have, page by page
//	subscriptions.go one or several subscriptions, with their partner of record;
//	                 subscription_list.go a customer's, page by page
//	seats.go         seats of subscriptions in the month that figures are of: of each, or together
//	insights.go      what a customer's subscriptions say about their use
//	nominations.go   a nomination by its reference: what it did, and what became of it
//	associations.go  who is or was associated with what, by which route; access.go a customer's
//	seen.go          what a customer sees of subscriptions that moved: its own time
//	looks.go         when partners looked at what they see of a customer
//	events.go        what happened: the one list that timeline.go, activity.go and audit.go read
//	people.go        who can sign in, and what their role lets them do; customer_people.go a
//	                 customer's people
//
// The lists of a customer and of the vendor are [db.List], which can be sorted. Those of a partner, which
// package report and package statement make, are [Listing]: customer by customer, by their names. Of
// both a page and a file have the same rows.
package directory
