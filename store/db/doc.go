// Package db is the database, whatever it holds: SQLite or PostgreSQL, one transaction at a time, and
// the lists that pages are cut from. Nothing else in Shimei knows the two engines apart.
//
// Where to look, for statements and transactions:
//
//	db.go          the pools of connections; View, ViewOnce, Update and Bulk run a transaction
//	tx.go          a transaction: its statements, and Now
//	together.go    people's changes of a file that wait at the same time share a commit
//	alone.go       a work that one of several processes does at a time
//	turn.go        the turn to change facts, in which Piece after Piece and a Last change are made
//	look.go        a view that lasts, beside later ones
//	insert.go      many rows by a few statements; insert_copy.go by PostgreSQL's COPY
//	keys.go        lists of keys in a statement
//	values.go      values as the driver takes and gives them
//	conditions.go  the conditions of a statement: the one way to build a WHERE
//	list.go        a list that is sorted, narrowed and read page by page; order.go its order
//	fold.go        names and ids as they are searched and sorted
//
// For the engines, and how one is opened:
//
//	engine.go      all that differs between the two engines
//	prepared.go    SQLite's driver, with connections that keep prepared statements
//	opening.go     what the opener may do, and whether what is opened is Shimei's
//	sqlite_file.go the file of SQLite: made, read where nothing can be written, refused
//	system_unix.go what files need of the system; system_other.go the same elsewhere
//	migrate.go     the schema, in migrations/, brought up to date; migrate_names.go,
//	               migrate_days.go and migrate_keys.go are the migrations that SQL cannot do
//
// For what fails:
//
//	errors.go      the errors that every room returns: not found, busy, not available
//	away.go        which errors of the engines mean that the database is not available
//	ready.go       whether the database answers and takes a change, for the health check
//
// For copies of SQLite's file:
//
//	backup.go      a checked copy of a database in use
//	restore.go     a copy in the place of the database; replace.go how the two change places
//
// For a copy of all that is in a database into an empty one, of the other engine or the same:
//
//	copy.go        the whole of it, in one transaction of the target
//	copy_source.go the database that is read, which nobody else has open
//	copy_shape.go  which tables and columns there are, asked of the schema
//	copy_rows.go   the rows of a table; copy_cells.go their values and digest
//	copy_target.go what a target must be; copy_keys.go its keys, before and after
//	copy_take.go   how rows are written: COPY, or statements of many
//
// A [Tx] does SQL and Now, nothing else: whoever needs the programme in force, or the basis of
// figures, is given it beside the transaction.
package db
