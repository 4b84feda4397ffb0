package db

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/storetest"
)

// What people were told, and reminded of, before messages could be for addresses.
func TestMessagesAndRemindersAreKeptWhereOthersAreToldToo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		asOf(t, url, 22,
			"INSERT INTO people (id, email, name, role, password, language, disabled) VALUES (7, 'a', 'A', 'admin', '', '', FALSE)",
			"INSERT INTO partners (id, partner_id, partner_key, name, country, email, suspended, reading) VALUES (3, 'P', 'p', 'Pine', '', '', FALSE, '')",
			"INSERT INTO customers (id, tenant_id, tenant_key, name, domain, country, reading) VALUES (4, 'T', 't', 'Toys', '', '', '')",
			`INSERT INTO messages (person_id, topic, kind, about, details, at, read_at, mail, tries, next_at, sent_at, error)
				VALUES (7, 'requests', 'x', 'r', '{}', 5, NULL, 'due', 1, 9, NULL, 'e'), (7, 'requests', 'y', 'r', '{}', 6, 8, 'sent', 2, NULL, 7, '')`,
			`INSERT INTO requests (id, reference, way, state, route, partner_id, customer_id, association_id, name, days, asked_at, asked_by, objected, disputed, reviewed, flags, version)
				VALUES (1, 'r', 'delegation', 'active', 'dap', 3, 4, 11, '', 30, 1, 7, FALSE, FALSE, TRUE, '', 1), (2, 's', 'delegation', 'active', 'dap', 3, 4, NULL, '', 30, 1, 7, FALSE, FALSE, TRUE, '', 1)`,
			"INSERT INTO reminders (request_id, due_at, days) VALUES (1, 90, 30), (1, 90, 7), (2, 90, 30)")
		want := []string{"7  requests x 5 - due 1 9 - e", "7  requests y 6 8 sent 2 - 7 "}
		if diff := cmp.Diff(want, found(t, url, 10, "SELECT person_id, address, topic, kind, at, coalesce(CAST(read_at AS TEXT), '-'), mail, tries, coalesce(CAST(next_at AS TEXT), '-'), coalesce(CAST(sent_at AS TEXT), '-') || ' ' || error FROM messages ORDER BY id")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"11 90 7", "11 90 30"}, found(t, url, 3, "SELECT association_id, end_at, days FROM reminded ORDER BY days")); diff != "" {
			t.Error(diff)
		}
	})
}
