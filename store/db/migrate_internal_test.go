package db

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"shimei/store/storetest"
)

// asOf makes a database of an older schema, with what statements put in it.
func asOf(t *testing.T, url string, schema int64, statements ...string) {
	t.Helper()
	e := engineOf(url)
	if err := e.prepare(&e, MayMake); err != nil {
		t.Fatal(err)
	}
	write, read, err := e.connect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	provider, err := e.migrator(write)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(t.Context(), schema); err != nil {
		t.Fatal(err)
	}
	for _, statement := range statements {
		if _, err := write.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := errors.Join(write.Close(), read.Close()); err != nil {
		t.Fatal(err)
	}
}

// found returns the rows of a statement, migrated up to today's schema.
func found(t *testing.T, url string, columns int, query string) (rows []string) {
	t.Helper()
	d, err := Open(t.Context(), url, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.View(t.Context(), func(tx *Tx) error {
		return tx.Each(func(scan Scan) error {
			values, dest := make([]any, columns), make([]any, columns)
			for k := range values {
				dest[k] = &values[k]
			}
			err := scan(dest...)
			rows = append(rows, strings.TrimSuffix(fmt.Sprintln(values...), "\n"))
			return err
		}, query)
	}); err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestNominationsThatWereRecordedBecomeEventsOfTheirAssociations(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		asOf(t, url, 7,
			"INSERT INTO partners (id, partner_id, name, country, email, suspended) VALUES (1, 'A', 'Aomori', '', '', FALSE), (2, 'B', 'Birch', '', '', FALSE)",
			"INSERT INTO customers (id, tenant_id, name, domain, country) VALUES (3, 'T', 'Tailspin', '', '')",
			"INSERT INTO people (id, email, name, role, customer_id, password, language, disabled) VALUES (4, 'o@t.example', 'Owner', 'owner', 3, '', '', FALSE)",
			"INSERT INTO subscriptions (id, subscription_id, customer_id, product, kind, licensing, start_at) VALUES (5, 'S', 3, 'office365', 'paid', '', 0)",
			"INSERT INTO associations (id, route, exclusive, partner_id, customer_id, subscription_id, from_at, source) VALUES (6, 'dpor', TRUE, 2, 3, 5, 20, 'nomination')",
			"INSERT INTO events (id, at, person_id, action, reference, customer_id, subscription_id, association_id, partner_id, earlier_partner_id) VALUES "+
				"(8, 20, 4, 'changed', 'R2', 3, 5, 6, 2, 1), (7, 10, 4, 'nominated', 'R1', 3, 5, NULL, 1, NULL)")
		got := found(t, url, 10, `SELECT at, kind, subject, subject_key, actor_id, reference, customer_id, subscription_id,
			coalesce(before_partner_id, 0), coalesce(after_partner_id, 0) FROM events ORDER BY id`)
		want := []string{"10 nominated association 0 4 R1 3 5 0 1", "20 changed association 6 4 R2 3 5 1 2"}
		if !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	})
}

func TestNamesThatWereThereAreFoldedAsTheyWereThen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		asOf(t, url, 5, "INSERT INTO partners (id, partner_id, name, country, email, suspended) VALUES (1, 'A', 'ｱｵﾓﾘ Straße', '', '', FALSE)")
		got := found(t, url, 2, "SELECT sorted, found FROM partners")
		if want := "[あおもり strasse あおもり strasse\n]"; fmt.Sprintf("%v", got) != want {
			t.Errorf("%q, want %q", fmt.Sprintf("%v", got), want)
		}
	})
}

// before9 is a database of schema 8 in a zone, with one of each association that the ninth migration
// tells apart. Instants are of 2016 and written out; days are those of New York.
func before9(t *testing.T, url, zone string, more ...string) {
	t.Helper()
	asOf(t, url, 8, append([]string{
		"INSERT INTO programmes (since, hash, name, source) VALUES (1, 'a', 'a.toml', 'time_zone = \"Asia/Tokyo\"'), (2, 'b', 'b.toml', 'time_zone = \"" + zone + "\"')",
		"INSERT INTO partners (id, partner_id, name, country, email, suspended) VALUES (1, 'A', 'A', '', '', FALSE), (2, 'B', 'B', '', '', FALSE)",
		"INSERT INTO customers (id, tenant_id, name, domain, country) VALUES (3, 'T', 'T', '', '')",
		"INSERT INTO subscriptions (id, subscription_id, customer_id, product, kind, licensing, start_at, end_at, renewal_at) VALUES " +
			"(5, 'S', 3, 'office365', 'paid', '', 1459483200000, 1459483200001, NULL), (6, 'U', 3, 'office365', 'paid', '', 1459468800000, NULL, 1462075200000)",
		"INSERT INTO sales (order_id, subscription_id, partner_id, sold_at, seats) VALUES ('a', 5, 1, 1459483200000, 1), ('b', 5, 1, 1459483200500, 1)",
	}, more...)...)
}

// joined writes the values of a row as found does.
func joined(values ...any) string { return strings.TrimSuffix(fmt.Sprintln(values...), "\n") }

func TestMidnightsOfTheZoneInForceBecomeDays(t *testing.T) {
	const day, month = 1459483200000, 1462075200000 // 2016-04-01 and 2016-05-01 in New York
	row := func(id int, route string, exclusive bool, partner, from int, to, closed, source string) string {
		return fmt.Sprintf("INSERT INTO associations (id, route, exclusive, partner_id, customer_id, subscription_id, from_at, to_at, closed_at, source) VALUES "+
			"(%d, '%s', %t, %d, 3, 5, %d, %s, %s, '%s')", id, route, exclusive, partner, from, to, closed, source)
	}
	at := func(n int) string { return fmt.Sprint(n) }
	storetest.Each(t, func(t *testing.T, url string) {
		before9(t, url, "America/New_York",
			row(1, "dpor", true, 1, day-5000, at(day), "NULL", "import"),                              // ended by the next
			row(2, "dpor", true, 2, day, at(day+5000), "NULL", "import"),                              // ended by a person's nomination
			row(3, "dpor", true, 1, day+5000, at(day+7000), "NULL", "nomination"),                     // by what the file said
			row(4, "dpor", true, 2, day+8000, at(month), at(month), "nomination"),                     // by a person, at midnight
			row(5, "dpor", true, 1, month+86400000, at(month+86400000), at(month+86400000), "import"), // never began
			row(6, "dap", false, 1, day, at(month), "NULL", "import"),                                 // by the file
			row(7, "dap", false, 2, month, "NULL", "NULL", "nomination"),                              // goes on
			row(8, "seller", false, 1, day, "NULL", "NULL", "sale"),
			fmt.Sprintf("INSERT INTO events (at, kind, subject, subject_key, reference, customer_id, subscription_id, before, after) VALUES "+
				"(%d, 'changed', 'association', 4, 'R1', 3, 5, '', ''), (%d, 'removed', 'association', 4, 'R2', 3, 5, '', '')", day+8000, month))
		got := found(t, url, 9, `SELECT id, from_at, coalesce(from_day, 0), coalesce(to_at, 0), coalesce(to_day, 0), coalesce(given_at, 0), coalesce(given_day, 0),
			coalesce(closed_at, 0), source FROM associations ORDER BY id`)
		want := []string{
			joined(1, day-5000, 0, day, 16892, 0, 0, 0, "import"),
			joined(2, day, 16892, day+5000, 0, 0, 0, 0, "import"),
			joined(3, day+5000, 0, day+7000, 0, day+7000, 0, 0, "nomination"),
			joined(4, day+8000, 0, month, 0, 0, 0, month, "nomination"),
			joined(5, month+86400000, 16923, month+86400000, 16923, 0, 0, month, "import"),
			joined(6, day, 16892, month, 16922, month, 16922, 0, "import"),
			joined(7, month, 0, 0, 0, 0, 0, 0, "nomination"),
			joined(8, day, 16892, 0, 0, 0, 0, 0, "sale"),
		}
		if !slices.Equal(got, want) {
			t.Errorf("associations\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		got = found(t, url, 4, "SELECT subscription_id, coalesce(start_day, 0), coalesce(end_day, 0), coalesce(renewal_day, 0) FROM subscriptions ORDER BY id")
		if want := []string{"S 16892 0 0", "U 0 0 16922"}; !slices.Equal(got, want) {
			t.Errorf("subscriptions %q, want %q", got, want)
		}
		got = found(t, url, 2, "SELECT order_id, coalesce(sold_day, 0) FROM sales ORDER BY order_id")
		if want := []string{"a 16892", "b 0"}; !slices.Equal(got, want) {
			t.Errorf("sales %q, want %q", got, want)
		}
	})
}

// In Asunción clocks jumped over the midnight of 2017-10-01: it was stored an hour early.
func TestADayThatBeganBeforeAClockJumpBeginsWithIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		before9(t, url, "America/Asuncion", "UPDATE subscriptions SET start_at = 1506826800000 WHERE id = 5",
			"UPDATE sales SET sold_at = 1506826800000 WHERE order_id = 'a'")
		got := found(t, url, 3, "SELECT 'S', start_at, start_day FROM subscriptions WHERE id = 5 UNION ALL SELECT 'a', sold_at, sold_day FROM sales WHERE order_id = 'a'")
		if want := []string{"S 1506830400000 17440", "a 1506830400000 17440"}; !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	})
}

func TestADatabaseWithoutAProgrammeHasNoDays(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		asOf(t, url, 8)
		if got := found(t, url, 1, "SELECT count(*) FROM associations"); !slices.Equal(got, []string{"0"}) {
			t.Errorf("%q", got)
		}
	})
}
