// Package directory reads who and what there is: partners, customers, people, subscriptions and
// associations, and what happened to them. It credits nobody and changes nothing.
//
// Where to look:
//
//	directory.go     what all of it is read by: a transaction and a programme
//	partners.go      partners, and whom a customer means by an id; account.go a global account;
//	                 partner_list.go, customers.go and people.go the vendor's lists
//	walk.go          customers by name, those that some rows name; listing.go the rows that
//	                 customers have, page by page
//	subscriptions.go one or several subscriptions, with their partner of record and their seats;
//	                 subscription_list.go a customer's, page by page
//	associations.go  who is or was associated with what, by which route; access.go a customer's
//	events.go        what happened: the one list that timeline.go, activity.go and audit.go read
//	people.go        who can sign in, and what their role lets them do
//
// A list is a [db.List]: a page of it and a file of it are the same rows.
package directory
