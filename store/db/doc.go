// Package db is the database and nothing of what it holds: SQLite or PostgreSQL, one
// transaction at a time, and the lists that pages are cut from. It is all of Shimei that knows
// an SQL dialect.
//
// Where to look:
//
//	engine.go     all that differs between the two engines
//	db.go         the pools of connections; View, Update and Bulk run a transaction
//	tx.go         a transaction: its statements, and Now
//	insert.go     many rows by a few statements
//	keys.go       lists of keys in a statement
//	prepared.go   SQLite's driver, with connections that keep what they prepared
//	migrate.go    the schema, in migrations/, brought up to date
//	conditions.go what the rows of a statement satisfy: the one way to build a WHERE
//	list.go       a list that is sorted, narrowed and read page by page; order.go its order
//	fold.go       names as they are searched and sorted
//	errors.go     what every room returns for what is not there, or busy
//
// A [Tx] does SQL and Now, nothing else: whoever needs the programme in force, or what the
// figures rest on, is given them beside it.
package db
