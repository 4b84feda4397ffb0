package directory

import (
	"strings"

	"shimei/store/db"
)

// fromOwn is the events of a scope of the account $1 until the instant $2: what was done about its partners, what files and
// sales brought them, that a subscription moved away from who had nominated them, who of its people can sign in,
// and the statements that it has lines in. Of another partner nothing is told, nor who it was that came in place
// of one of the account's, or in whose place one came; and nothing of what the vendor keeps to itself.
func (d Directory) fromOwn(s Scope) string {
	own := s.Partners("$1")
	const key, place = "e.id * 4 + 2", "e.at * 4 + 2"
	// coalesce keeps SQLite from going through all events of a subject, in place of those of the partners.
	came := recorded(key, place, "e.reference", "events e") + " WHERE e.after_partner_id IN " + own +
		" AND coalesce(e.subject, '') IN ('association', 'request', 'partner') AND " + toldToCustomers
	went := recorded(key, place, "e.reference", "events e") + " WHERE e.before_partner_id IN " + own +
		" AND coalesce(e.subject, '') = 'association' AND NOT coalesce(e.after_partner_id IN " + own + ", FALSE)"
	people := recorded(key, place, "e.reference", "events e") + " WHERE e.subject = 'person' AND e.subject_key IN (SELECT i.id FROM people i WHERE " + s.peopleWithin("i") + ")"
	closed := recorded(key, place, "e.reference", "events e") + ` WHERE e.subject = 'month' AND e.kind = 'closed' AND EXISTS (SELECT 1 FROM statements v
		JOIN statement_lines l ON l.statement_id = v.id WHERE v.month = e.subject_key AND l.account_id = $1)`
	return fromEvents(happened(ofOwn(own, happened(came, went, people, closed)), d.brought("associations", "a.partner_id IN "+own, "$2"), movedAway(d.nominatedThen(own), "$2")))
}

// ofOwn tells events as those are told them who see the partners own: without other partners, and without who calls the program at
// a shell.
func ofOwn(own, events string) string {
	columns := []string{"n.key", "n.place", "n.tie", "n.at",
		"CASE WHEN n.kind = 'changed' AND NOT coalesce(n.before_partner_id IN " + own + ", FALSE) THEN 'nominated'" +
			" WHEN n.kind = 'changed' AND NOT coalesce(n.after_partner_id IN " + own + ", FALSE) THEN 'replaced' ELSE n.kind END AS kind",
		"n.subject", "n.subject_key", "n.actor_id", "n.reference", "n.customer_id", "n.subscription_id",
		"CASE WHEN n.before_partner_id IN " + own + " THEN n.before_partner_id END AS before_partner_id",
		"CASE WHEN n.after_partner_id IN " + own + " THEN n.after_partner_id END AS after_partner_id",
		"n.before", "n.after", "'' AS actor", "n.route", "n.source", "n.until"}
	return "SELECT " + strings.Join(columns, ", ") + " FROM (" + events + ") n"
}

// nominatedThen is the condition that the tenant of a tenure t had nominated one of the partners own when the
// subscription moved away from it (R5a).
func (d Directory) nominatedThen(own string) string {
	return `EXISTS (SELECT 1 FROM associations m WHERE m.subscription_id = t.subscription_id AND m.customer_id = t.customer_id AND m.partner_id IN ` + own + `
		AND m.route IN ` + db.Quoted(d.openedByCustomers()) + `
		AND m.from_at < t.to_at AND (m.to_at IS NULL OR m.to_at >= t.to_at))`
}
