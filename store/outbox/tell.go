package outbox

import (
	"encoding/json"
	"strings"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// Happening is something that people are told.
type Happening struct {
	Topic   Topic
	Kind    Kind
	About   string
	At      programme.Instant
	By      int64 // key of who did it, who is not told; 0 for nobody
	Details Details
}

// Circle is some people: a query of their keys, in which ? stands for each of the values. It finds them by an index, for
// whoever changes something waits for it.
type Circle struct {
	keys   string
	values []any
}

// people is the beginning of such a query: of those who have a duty.
func people(d directory.Duty) string { return "SELECT x.id FROM people x WHERE " + with(d) + " AND " }

// PartnerPeople are those of a location, by its key, and of its global account, who do not only read; and of the whole
// account those for chosen locations, where it is one of them.
func PartnerPeople(partner int64) Circle {
	return Circle{people(directory.ToAsk) + `NOT x.chosen AND x.partner_id IN (?, (SELECT parent_id FROM partners WHERE id = ?))
		UNION ALL SELECT x.id FROM person_locations l JOIN people x ON x.id = l.person_id JOIN partners o ON o.id = l.partner_id
			JOIN partners h ON h.id = x.partner_id
			WHERE l.partner_id = ? AND x.chosen AND ` + with(directory.ToAsk) + ` AND coalesce(o.parent_id, o.id) = coalesce(h.parent_id, h.id)`,
		[]any{partner, partner, partner}}
}

// CustomerPeople are those of a customer, by its key, who may nominate: who only reads answers nobody.
func CustomerPeople(customer int64) Circle {
	return Circle{people(directory.ToNominate) + "x.customer_id = ?", []any{customer}}
}

// AccountPeople are those of an account, by its key, and of its locations.
func AccountPeople(account int64) Circle {
	return Circle{people(directory.ToAsk) + "x.partner_id IN (SELECT p.id FROM partners p WHERE p.id = ? OR p.parent_id = ?)", []any{account, account}}
}

// Alone is one person, by its key.
func Alone(person int64) Circle {
	return Circle{"SELECT x.id FROM people x WHERE x.id = ?", []any{person}}
}

// Admins are the vendor's people who decide.
func Admins() Circle {
	return Circle{people(directory.ToDecide) + "x.customer_id IS NULL AND x.partner_id IS NULL", nil}
}

// with is the condition that a person has a duty.
func with(d directory.Duty) string {
	var names []string
	for _, role := range directory.RolesWith(d) {
		names = append(names, "'"+string(role)+"'")
	}
	return "x.role IN (" + strings.Join(names, ", ") + ")"
}

// CreditedPeople are those of the whole of an account that has lines in the statement of a month.
func CreditedPeople(m programme.Month) Circle {
	return Circle{people(directory.ToAsk) + `NOT x.chosen AND x.partner_id IN (SELECT p.id FROM partners p WHERE coalesce(p.parent_id, p.id) IN (
		SELECT l.account_id FROM statement_lines l JOIN statements s ON s.id = l.statement_id WHERE s.month = ?))`, []any{m}}
}

// Tell writes a message of a happening for each person of some circles, by one statement: nobody is told twice,
// nor is who did it, nor who cannot sign in, nor who has
// not joined yet, but of the invitation, nor who did not choose a topic that is elective.
func Tell(tx *db.Tx, h Happening, to ...Circle) error {
	if len(to) == 0 {
		return nil
	}
	details, err := json.Marshal(h.Details)
	if err != nil {
		return err
	}
	c := db.Conditions{Args: []any{string(h.Topic), string(h.Kind), h.About, string(details), h.At}}
	c.Add("NOT x.disabled AND x.id <> ?", h.By)
	if h.Kind != Invited {
		c.Add("x.joined_at IS NOT NULL")
	}
	queries, values := make([]string, len(to)), []any{}
	for k, circle := range to {
		queries[k] = circle.keys
		values = append(values, circle.values...)
	}
	c.Add("x.id IN ("+strings.Join(queries, " UNION ALL ")+")", values...)
	if h.Topic.Elective() {
		c.Add("EXISTS (SELECT 1 FROM elected e WHERE e.person_id = x.id AND e.topic = $1)")
	}
	return tx.Exec(`INSERT INTO messages (person_id, address, addressee, language, topic, kind, about, details, at, read_at, mail, tries, next_at, sent_at, error)
		SELECT x.id, '', '', '', $1, $2, $3, $4, CAST($5 AS BIGINT), NULL, CASE WHEN u.person_id IS NULL THEN 'due' ELSE 'none' END, 0,
			CASE WHEN u.person_id IS NULL THEN CAST($5 AS BIGINT) END, NULL, ''
		FROM people x LEFT JOIN unmailed u ON u.person_id = x.id AND u.topic = $1 WHERE `+c.String(), c.Args...)
}
