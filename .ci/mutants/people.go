package main

const (
	aPerson = "a missing predicate of a person: "
	anOwner = "a missing predicate of an account: "
)

// leaks are further predicates of a tenant, an account or a person.
var leaks = []hole{
	{anOwner + "a partner sets the support contact of others", "store/contacts.go", `!who.Scope().Has(p.Key, p.Account) ||`, `false ||`, "./store", "TestChosenLocationsAreActedForAlone"},
	{anOwner + "a partner makes links for others", "store/links.go", `err == nil && !who.Scope().Has(partner.Key, partner.Account)`, `err == nil && who.Key < 0`, "./store", "TestALinkIsMadeForOwnLocationsAlone"},
	{anOwner + "a partner reads the lists of all", "store/directory/scope.go", `(o.id = %s OR o.parent_id = %[1]s)%s)`, `(o.id = %s OR o.parent_id = %[1]s OR TRUE)%s)`, "./web", canary},
	{anOwner + "a partner is told what happened to all", "store/directory/activity_own.go", `" WHERE e.after_partner_id IN " + own +`, `" WHERE (e.after_partner_id > 0 OR e.after_partner_id IN " + own + ")" +`, "./store", "TestAPartnerIsToldOfItsOwnAccountAndOfNoOther"},
	{anOwner + "a statement has the lines of all", "store/statement/lines.go", `return l.Account != r.statement.Account.Key })`, `return l.Account < 0 })`, "./store", "TestWhatIsClosedStaysAsItWasAndTheNextStatementCorrectsIt"},
	{anOwner + "an order is told to every seller", "store/directory/orders.go", "`p.id IN `+s.Partners(\"$2\")+`", "`$2 > 0", "./store", "TestTheOrdersBehindASellerAreToldToWhomTheyConcern"},
	{aTenant + "a customer reads the requests of all", "store/request/request.go", `c.Add("r.customer_id = ?", s.Customer)`, `c.Add("(r.customer_id = ? OR TRUE)", s.Customer)`, "./web", ids},
	{aTenant + "a customer is told what happened to all", "store/directory/activity.go", `" WHERE e.customer_id = $1 AND "+toldToCustomers`, `" WHERE (e.customer_id = $1 OR TRUE) AND "+toldToCustomers`, "./web", canary},
	{aPerson + "a message is opened by everybody", "store/outbox/list.go", `"WHERE m.id = $1 AND m.person_id = $2"`, `"WHERE m.id = $1 AND $2 > 0"`, "./store", "TestAMessageIsReadByWhomItIsForAlone"},
	{aPerson + "the messages of all are listed", "store/outbox/list.go", `db.Where("m.person_id = ?", person)`, `db.Where("(m.person_id = ? OR TRUE)", person)`, "./web", canary},
	{aPerson + "a session is ended by everybody", "store/sessions.go", `(SELECT id FROM sessions WHERE person_id = $1 AND substr`, `(SELECT id FROM sessions WHERE (person_id = $1 OR TRUE) AND substr`, "./store", "TestAPersonEndsTheOwnSessionsAndNobodyElses"},
	{aPerson + "a form that was not taken is filled in for everybody", "store/unsent.go", `WHERE id = $1 AND person_id = $2 AND path`, `WHERE id = $1 AND $2 > 0 AND path`, "./store", "TestAFormThatWasNotTakenIsKeptForItsPersonForAnHour"},
	{aPerson + "everybody unlinks a provider", "store/identities.go", `FROM identities WHERE id = $1 AND person_id = $2`, `FROM identities WHERE id = $1 AND $2 > 0`, "./store", "TestTheOnlyWayInIsNotUnlinked"},
	{aPerson + "everybody removes a passkey", "store/passkeys.go", `"DELETE FROM passkeys WHERE id = $1 AND person_id = $2"`, `"DELETE FROM passkeys WHERE id = $1 AND $2 > 0"`, "./store", "TestNobodyNamesOrRemovesThePasskeysOfOthers"},
	{aPerson + "everybody names a passkey", "store/passkeys.go", `"UPDATE passkeys SET name = $3 WHERE id = $2 AND person_id = $1"`, `"UPDATE passkeys SET name = $3 WHERE id = $2 AND $1 > 0"`, "./store", "TestNobodyNamesOrRemovesThePasskeysOfOthers"},
	{aPerson + "a file that was sent is looked at by everybody", "web/kept_uploads.go", `if x == nil || x.person != person || !x.busy()`, `if x == nil || !x.busy()`, "./web", "TestAnUploadIsKeptForItsSenderForAnHour"},
	{aPerson + "a session that nobody uses goes on", "store/sessions.go", `WHERE s.id = $1 AND s.expires_at > $2 AND s.seen_at > $3`, `WHERE s.id = $1 AND s.expires_at > $2 AND $3 > 0`, "./store", "TestASessionThatIsNotUsedEndsAndOneThatIsUsedGoesOn"},
	{aPerson + "a session that is over goes on", "store/sessions.go", `WHERE s.id = $1 AND s.expires_at > $2 AND s.seen_at > $3`, `WHERE s.id = $1 AND $2 > 0 AND s.seen_at > $3`, "./store", "TestASessionIsOverHoweverMuchItIsUsed"},
}
