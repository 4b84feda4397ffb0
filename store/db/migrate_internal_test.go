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

func TestStatementsThatWereClosedKeepTheNamesOfTheirMigration(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		asOf(t, url, 8,
			"INSERT INTO partners (id, partner_id, name, country, email, suspended) VALUES (1, 'A', 'Aomori', '', '', FALSE), (2, 'B', 'Birch', '', '', FALSE)",
			"INSERT INTO customers (id, tenant_id, name, domain, country) VALUES (3, 'T', 'Tailspin', '', ''), (4, 'U', 'Umeda', '', '')",
			"INSERT INTO programmes (id, since, hash, name, source) VALUES (5, 0, '', '', '')",
			"INSERT INTO statements (id, month, closed_at, closed_by, programme_id, hash) VALUES (6, 24194, 0, '', 5, '')",
			"INSERT INTO statement_lines (statement_id, account_id, credit_month, measure, customer_id, subscription_id, month, route, amount) VALUES "+
				"(6, 1, 24194, 'x', 3, 0, 24194, 'dap', 7), (6, 1, 24194, 'y', 3, 0, 24194, 'dap', 8)")
		got := found(t, url, 3, "SELECT statement_id, partner_id, name FROM statement_partners ORDER BY partner_id")
		got = append(got, found(t, url, 3, "SELECT statement_id, customer_id, name FROM statement_customers ORDER BY customer_id")...)
		if want := []string{"6 1 Aomori", "6 2 Birch", "6 3 Tailspin"}; !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	})
}
