package db

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/storetest"
)

// Corrections of before they stood beside what files tell: a beginning was corrected by a row of people, and what
// the file had told was closed as it began. The row of the file is found where there is one correction that it can
// be of; what people closed as it began without any, and two corrections of one scope, are left as they are.
func TestEarlierCorrectionsAreFoundBesideWhatFilesTold(t *testing.T) {
	const day = 86400000
	row := func(id, customer, partner int, source, from, to, closed string) string {
		return fmt.Sprintf("INSERT INTO associations (id, route, exclusive, partner_id, customer_id, from_at, to_at, given_at, closed_at, source) VALUES (%d, 'dap', FALSE, %d, %d, %s, %s, %s, %s, '%s')",
			id, partner, customer, from, to, to, closed, source)
	}
	correction := func(id, association, customer int, state, fromDay string) string {
		return fmt.Sprintf(`INSERT INTO requests (id, reference, way, state, route, partner_id, customer_id, association_id, name, days, from_day, to_day, asked_at, asked_by, objected, disputed, reviewed, flags, version)
			VALUES (%d, 'r%d', 'correction', '%s', 'dap', 3, %d, %d, '', 0, %s, NULL, 1, 7, FALSE, FALSE, TRUE, '', 1)`, id, id, state, customer, association, fromDay)
	}
	customer := func(id int) string {
		return fmt.Sprintf("INSERT INTO customers (id, tenant_id, tenant_key, name, domain, country, reading) VALUES (%d, 'T%d', 't%d', 'Toys', '', '', '')", id, id, id)
	}
	partner := func(id int) string {
		return fmt.Sprintf("INSERT INTO partners (id, partner_id, partner_key, name, country, email, suspended, reading) VALUES (%d, 'P%d', 'p%d', 'Pine', '', '', FALSE, '')", id, id, id)
	}
	at := func(days int) string { return fmt.Sprint(days * day) }
	storetest.Each(t, func(t *testing.T, url string) {
		asOf(t, url, 22, partner(3), partner(4), customer(4), customer(5), customer(6),
			"INSERT INTO people (id, email, name, role, password, language, disabled) VALUES (7, 'a', 'A', 'admin', '', '', FALSE)",
			// One of customer 4, corrected twice, with an end; another partner's beside it that nobody corrected.
			row(11, 4, 3, "request", at(120), at(300), "NULL"), row(12, 4, 3, "import", at(100), at(200), at(100)), row(13, 4, 4, "import", at(100), "NULL", at(100)),
			correction(1, 11, 4, "active", "110"), correction(2, 11, 4, "active", "120"), correction(3, 11, 4, "rejected", "130"),
			// Two of customer 5.
			row(21, 5, 3, "request", at(120), at(200), "NULL"), row(22, 5, 3, "import", at(100), at(200), at(100)),
			row(23, 5, 3, "request", at(220), "NULL", "NULL"), row(24, 5, 3, "import", at(210), "NULL", at(210)),
			correction(4, 21, 5, "active", "120"), correction(5, 23, 5, "active", "220"),
			// Of customer 6 the end alone, and one that people ended later than it began.
			row(31, 6, 3, "import", at(100), at(150), "NULL"), row(32, 6, 3, "import", at(160), at(170), at(165)), correction(6, 31, 6, "active", "NULL"))
		want := []string{
			"11 0 0 0 0", "12 2 " + at(98) + " " + at(200) + " " + at(300), "13 0 " + at(100) + " 0 0",
			"21 0 0 0 0", "22 0 " + at(100) + " 0 0", "23 0 0 0 0", "24 0 " + at(210) + " 0 0",
			"31 0 0 0 0", "32 0 " + at(165) + " 0 0"}
		if diff := cmp.Diff(want, found(t, url, 5, "SELECT id, coalesce(corrected_by, 0), coalesce(closed_at, 0), coalesce(seen_at, 0), coalesce(ends_at, 0) FROM associations ORDER BY id")); diff != "" {
			t.Error(diff)
		}
	})
}
