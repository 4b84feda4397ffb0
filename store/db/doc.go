// Package db is the database, whatever it holds: SQLite or PostgreSQL, one transaction at a time, and
// the lists that pages are cut from. Nothing else in Shimei knows the two engines apart.
//
// Where to look:
//
//	engine.go     all that differs between the two engines
//	db.go         the pools of connections; View, Update and Bulk run a transaction
//	tx.go         a transaction: its statements, and Now
//	insert.go     many rows by a few statements
//	keys.go       lists of keys in a statement
//	prepared.go   SQLite's driver, with connections that keep prepared statements
//	migrate.go    the schema, in migrations/, brought up to date
//	conditions.go the conditions of a statement: the one way to build a WHERE
//	list.go       a list that is sorted, narrowed and read page by page; order.go its order
//	fold.go       names as they are searched and sorted
//	errors.go     the errors that every room returns: not found, busy, away
//
// A [Tx] does SQL and Now, nothing else: whoever needs the programme in force, or the basis of
// figures, is given it beside the transaction.
package db
