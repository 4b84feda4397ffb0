// Package ledger keeps the credits: what every account is credited, by month and measure,
// derived from the facts and associations by the rules of package programme.
//
// A [Ledger] has four verbs:
//
//	Around   runs a change and changes the kept credits by the difference that it makes
//	Extend   keeps the credits of the months that an import adds usage for
//	Rebuild  derives all credits anew; Compare does so and changes nothing
//	Read     returns credits: the kept ones, and of later months those that the facts give
//
// and that all of them give the same is what the tests hold: after any change, Rebuild finds no
// difference.
//
// Where to look:
//
//	ledger.go      how a ledger is opened; months.go the months that credits are kept for
//	around.go      Around
//	extend.go      Extend, and the states that it goes through. Credits of later months are kept
//	               ahead of their usage; when that comes, forgetUsage has the lines that usage
//	               makes forgotten, and they are derived anew
//	staging.go     what an import stages, which nobody sees yet, and who is told of changes meanwhile;
//	               stage.go derives its credits and catches up with those; abandon.go clears away what
//	               one left that was broken off
//	rebuild.go     Rebuild and Compare
//	read.go        Read, and the trends' reading of one account
//	kept.go        the table of kept credits; credits.go them as values
//	deriver.go     credits from the facts by any programme, writing nothing
//	book.go        the facts as the rules see them, many tenants in little memory: book_rows.go
//	               loads them, book_usage.go usage, book_tenant_usage.go that of a tenant and a product,
//	               book_tenants.go makes tenants of them, book_credit.go credits them, book_figure.go
//	               loads the facts of one figure,
//	               book_zone.go reads days by another time zone than the database holds them by,
//	               book_histories.go what changed of partners and subscriptions over time
//	rates.go       the rates that consumption is converted at (R11a); mixed.go usage that stands twice (R8)
//	ready.go       a book that is loaded while an import writes; added_usage.go the rows it wrote
//
// programme/needs.go says which facts a credit does not need, and needs_test.go beside it tests that.
package ledger
