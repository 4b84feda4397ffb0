// Package store is the memory of the portal and the one door to it: [Store] has a method for
// everything that somebody wants to do or know. Each method opens one transaction and hands it to a
// room, or to two.
//
// Only `shimei backup` goes past it: it calls db.Backup, which copies the file as it is, of whatever
// schema, and reads no more of it than whether it is sound.
//
// # Rooms
//
//	programme   the rules: who is credited, why, and what it earns. Pure; start at its doc.go
//	facts       fact files, parsed: rows, with line and column of every fault
//	mapping     the exports of other systems, as fact files. Pure
//	db          the database, whatever it holds: transactions, migrations, lists
//	history     what partners and subscriptions were over time: one table, one way to read it
//	directory   partners, customers, people, subscriptions, associations
//	ledger      the kept credits: Around a change, Extend by months, Rebuild, Read
//	intake      rows of fact files into the database, and a record of each import
//	outtake     what the database holds as rows of fact files, which intake takes in again
//	signin      who is let in: passwords, guesses, secrets. Pure but for a queue
//	request     what partners, customers and admins ask each other for, and what comes of it
//	outbox      what people are told: written in the change's own transaction, mailed later
//	report      how accounts stand and why: overview, explanation, incentives, simulation
//	statement   months that are closed: lines, corrections, verification
//
// Imports point one way: store → intake, request, report, statement → ledger, directory → history → db →
// programme; store, request → outbox → directory; store → outtake → history; and intake, outtake → facts → programme; mapping → facts. programme and mapping read their files with
// toml, and nearest finds what a mistyped name was meant to be.
//
// Five folders beside them are no rooms: mail hands letters to an SMTP server; export writes statements and lists as files, and imports
// store; feed takes in the files that come into a folder, through the Import of a store that it is handed;
// demo makes the facts of the demonstration, and storetest a database for the tests.
//
// # Where to start
//
//   - How is a nomination stored? nominations.go here, with the rule in programme/nominate.go.
//   - Who may do what to a request, and what does it do? programme/life.go; request/outcome.go does it.
//   - What ends a claim that waits? request/supersede.go: a nomination, or a file that brings a partner of record.
//   - Who is told of what? programme/life_heard.go for requests, nominations_told.go here; outbox/tell.go writes it.
//   - When is a level told? told_levels.go compares what stands with what was told last; report/held.go reads it.
//   - How is a message mailed? outbox/claim.go takes it, mail/server.go sends it, outbox/mail.go says when again.
//   - What may a role do? directory/roles.go. What must a password be, and how long does a guess wait? signin.
//   - What is in a partner's link? programme/link.go signs and reads it; links.go says for whom it is.
//   - Which files does a claim take? request/evidence_kind.go tells them by their content.
//   - How is a month's usage credited? programme/credit.go decides, ledger/extend.go keeps.
//   - What does a line of a statement hold? programme/statement.go; statement/close.go freezes it.
//   - Which tenant, kind, parent or status decides about a month? programme/history.go; a file tells
//     them by programme/told.go, and store/history keeps them.
//   - What does a page of a list read? The list's method in directory, a db.List. A partner's list is
//     a directory.Listing, which a method in report or statement returns.
//   - How does a file become facts? facts/rows.go reads its rows; intake/intake.go takes them in, with
//     a file for each kind.
//   - Where is usage of a tenant and product credited, and where a rate applied? programme/tenant_usage.go,
//     programme/currency.go; intake/tenant_products.go and intake/currency.go store them.
//   - By what are two ids the same? programme/key.go.
//   - How do facts become files again? outtake/outtake.go reads them, export/facts.go writes them.
//   - How does another system's export become one? mapping/rows.go makes the rows, facts/records_mapped.go
//     stands between.
//   - What would a change do? effects.go runs it in a transaction that is undone, rehearsals.go does so with
//     files, and report/effect.go compares how accounts stand before and after it.
//   - Where does a page read from? reading.go says which session's changes it has to show, db/reading.go decides, and
//     db/replica.go knows how far the replica has come.
//   - What happens when the disk is full, or the server is away? db/away.go decides that an error
//     means so, db/ready.go tries a change for the health check, web/errors.go shows it.
//
// # Write paths
//
// Everything that is written is written by one of these, in one transaction (but for what is staged) that also keeps the
// credits right (ledger.Around and its like):
//
//	nominations.go   Nominate, Remove: a person's change of a partner of record
//	imports.go       Import: a file, whole or not at all; staged.go has a long file of new months be staged, by
//	                 many changes and a last one
//	undo.go          Undo: an import taken back
//	programmes.go    another programme in force, days by its zone, and all credits by it: adopted.go
//	                 has the act
//	statements.go    CloseMonth: a month's lines, frozen
//	requests.go      Ask, Act: what is asked for, and what somebody does to it; Clock: what is over or ends soon
//	messages.go      what people are told: read, chosen, claimed to be mailed. The paths above write it
//	told.go          News: what people are told that no act of somebody tells, such as levels
//	looks.go         Looked: when a partner looked at what it sees of a customer
//	contacts.go      SetContact: whom customers turn to
//	profiles.go      SetPage: what a location tells customers; partners as every customer may see them
//	defaults.go      SetDefaultPartner: the partner that is proposed for new subscriptions
//	links.go         the key that partners' links are signed by, once
//	recompute.go     Recompute: the credits anew
//	people.go        who can sign in; people_manage.go what others do to an account, sessions.go its sessions
//	sign_in.go       SignIn: passwords, and by guesses.go how long the next try waits
//	invitations.go   Invite, Join, SetUp: links that are good once, by tokens.go; passwords.go those for new passwords
//
// Two are exceptions. restore.go: Restore verifies a copy and puts it in the place of the whole database. copy.go:
// Copy brings all tables into another database, and verifies what arrived.
//
// Such a method is given a [work]: the transaction, the programme in force, and the rooms made of
// them. A view is a work that only reads.
package store
