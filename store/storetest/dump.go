package storetest

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	_ "modernc.org/sqlite" // the driver that reads the files
)

// dumped are the tables of the canonical dump: what is known and derived, by the ids that
// people and files know, in their order. Accounts, sessions and the log of imports are not
// in it.
var dumped = []struct{ name, query string }{
	{"partner", `SELECT p.partner_id, p.name, coalesce(g.partner_id, ''), p.country, p.email, p.suspended, p.reading FROM partners p
		LEFT JOIN partners g ON g.id = p.parent_id ORDER BY p.partner_id`},
	{"customer", `SELECT tenant_id, name, domain, country, reading FROM customers ORDER BY tenant_id`},
	{"subscription", `SELECT s.subscription_id, c.tenant_id, s.product, s.kind, s.licensing, s.seats, ` + moments("s.start", "s.end", "s.renewal") + `, s.auto_renew
		FROM subscriptions s JOIN customers c ON c.id = s.customer_id ORDER BY s.subscription_id`},
	{"key", `SELECT 'partner', partner_id, partner_key FROM partners UNION ALL SELECT 'customer', tenant_id, tenant_key FROM customers
		UNION ALL SELECT 'subscription', subscription_id, subscription_key FROM subscriptions
		UNION ALL SELECT 'sale', order_id, order_key FROM sales ORDER BY 1, 2`},
	{"history", `SELECT h.attribute, coalesce(p.partner_id, s.subscription_id), h.from_day, coalesce(q.partner_id, c.tenant_id, CAST(h.value AS TEXT))
		FROM histories h LEFT JOIN partners p ON h.attribute IN ('status', 'parent') AND p.id = h.subject
		LEFT JOIN partners q ON h.attribute = 'parent' AND q.id = h.value
		LEFT JOIN subscriptions s ON h.attribute IN ('tenant', 'kind') AND s.id = h.subject
		LEFT JOIN customers c ON h.attribute = 'tenant' AND c.id = h.value
		ORDER BY h.attribute, coalesce(p.partner_id, s.subscription_id), h.from_at`},
	{"usage", `SELECT s.subscription_id, u.month, u.workload, u.available, u.assigned, u.active, u.consumed, u.original
		FROM usage u JOIN subscriptions s ON s.id = u.subscription_id ORDER BY u.month, s.subscription_id, u.workload`},
	{"usage of a tenant", `SELECT c.tenant_id, t.product, u.month, u.workload, u.available, u.assigned, u.active, u.consumed, u.original
		FROM usage u ` + tenantOfUsage + ` ORDER BY u.month, c.tenant_id, t.product, u.workload`},
	{"rate", "SELECT month, currency, rate FROM rates ORDER BY month, currency"},
	{"month", `SELECT month, reported, complete_at, completed_by FROM months ORDER BY month`},
	{"sale", `SELECT x.order_id, s.subscription_id, p.partner_id, ` + moments("x.sold") + `, x.seats FROM sales x
		JOIN subscriptions s ON s.id = x.subscription_id JOIN partners p ON p.id = x.partner_id ORDER BY x.order_id`},
	{"association", `SELECT a.route, p.partner_id, c.tenant_id, coalesce(s.subscription_id, ''), ` + moments("a.from", "a.to") + `, a.closed_at, a.source, ` + moments("a.given") + `
		FROM associations a JOIN partners p ON p.id = a.partner_id JOIN customers c ON c.id = a.customer_id
		LEFT JOIN subscriptions s ON s.id = a.subscription_id
		ORDER BY c.tenant_id, coalesce(s.subscription_id, ''), a.route, a.from_at, p.partner_id, a.source`},
	{"corrected", `SELECT a.route, p.partner_id, c.tenant_id, coalesce(s.subscription_id, ''), ` + moments("a.from", "a.seen", "a.ends") + `
		FROM associations a JOIN partners p ON p.id = a.partner_id JOIN customers c ON c.id = a.customer_id
		LEFT JOIN subscriptions s ON s.id = a.subscription_id WHERE a.corrected_by IS NOT NULL
		ORDER BY c.tenant_id, coalesce(s.subscription_id, ''), a.route, a.from_at, p.partner_id`},
	{"credit", `SELECT p.partner_id, k.month, k.measure, k.amount FROM credits k JOIN partners p ON p.id = k.account_id
		ORDER BY p.partner_id, k.month, k.measure`},
	{"statement", `SELECT s.month, s.closed_at, s.closed_by, p.hash, length(s.hash) FROM statements s JOIN programmes p ON p.id = s.programme_id
		ORDER BY s.month`},
	{"statement line", `SELECT x.month, p.partner_id, l.credit_month, l.measure, c.tenant_id, coalesce(s.subscription_id, ''),
		coalesce(t.product, ''), l.month, l.route, l.amount FROM statement_lines l JOIN statements x ON x.id = l.statement_id JOIN partners p ON p.id = l.account_id
		JOIN customers c ON c.id = l.customer_id LEFT JOIN subscriptions s ON s.id = l.subscription_id
		LEFT JOIN tenant_products t ON t.id = -l.subscription_id
		ORDER BY x.month, p.partner_id, l.credit_month, l.measure, c.tenant_id, coalesce(s.subscription_id, ''), coalesce(t.product, ''), l.month`},
	{"statement partner", `SELECT x.month, p.partner_id, n.name FROM statement_partners n JOIN statements x ON x.id = n.statement_id
		JOIN partners p ON p.id = n.partner_id ORDER BY x.month, p.partner_id`},
	{"statement customer", `SELECT x.month, c.tenant_id, n.name FROM statement_customers n JOIN statements x ON x.id = n.statement_id
		JOIN customers c ON c.id = n.customer_id ORDER BY x.month, c.tenant_id`},
	{"contact", `SELECT p.partner_id, k.name, k.email, k.phone, k.hours FROM contacts k JOIN partners p ON p.id = k.partner_id ORDER BY p.partner_id`},
	{"profile", `SELECT p.partner_id, f.place, f.languages, f.introduction FROM profiles f JOIN partners p ON p.id = f.partner_id ORDER BY p.partner_id`},
	{"default partner", `SELECT c.tenant_id, p.partner_id FROM default_partners d JOIN customers c ON c.id = d.customer_id JOIN partners p ON p.id = d.partner_id ORDER BY c.tenant_id`},
	{"evidence", `SELECT p.partner_id, r.route, e.place, e.name, e.kind, e.size, e.sha256, e.at FROM evidence e JOIN requests r ON r.id = e.request_id
		JOIN partners p ON p.id = r.partner_id ORDER BY p.partner_id, r.id, e.place`},
	{"event", `SELECT e.at, e.kind, e.reference, s.subscription_id, p.partner_id, q.partner_id FROM events e
		LEFT JOIN subscriptions s ON s.id = e.subscription_id LEFT JOIN partners p ON p.id = e.after_partner_id
		LEFT JOIN partners q ON q.id = e.before_partner_id
		WHERE e.subject IN ('association', 'request') ORDER BY e.at, coalesce(s.subscription_id, ''), e.kind, coalesce(p.partner_id, ''), coalesce(q.partner_id, ''), e.id`},
}

// writers tell which import and line wrote each row, and told each value.
var writers = []struct{ name, query string }{
	{"partner", "SELECT partner_id, import_id, line FROM partners ORDER BY partner_id"},
	{"customer", "SELECT tenant_id, import_id, line FROM customers ORDER BY tenant_id"},
	{"subscription", "SELECT subscription_id, import_id, line FROM subscriptions ORDER BY subscription_id"},
	{"history", `SELECT h.attribute, coalesce(p.partner_id, s.subscription_id), h.from_day, h.import_id, h.line
		FROM histories h LEFT JOIN partners p ON h.attribute IN ('status', 'parent') AND p.id = h.subject
		LEFT JOIN subscriptions s ON h.attribute IN ('tenant', 'kind') AND s.id = h.subject
		ORDER BY h.attribute, coalesce(p.partner_id, s.subscription_id), h.from_at`},
	{"usage", `SELECT s.subscription_id, u.month, u.workload, u.import_id, u.line
		FROM usage u JOIN subscriptions s ON s.id = u.subscription_id ORDER BY u.month, s.subscription_id, u.workload`},
	{"usage of a tenant", `SELECT c.tenant_id, t.product, u.month, u.workload, u.import_id, u.line
		FROM usage u ` + tenantOfUsage + ` ORDER BY u.month, c.tenant_id, t.product, u.workload`},
	{"rate", "SELECT month, currency, import_id, line FROM rates ORDER BY month, currency"},
	{"sale", "SELECT order_id, import_id, line FROM sales ORDER BY order_id"},
	{"association", `SELECT a.route, p.partner_id, c.tenant_id, coalesce(s.subscription_id, ''), ` + moments("a.from") + `, a.source, a.import_id, a.line
		FROM associations a JOIN partners p ON p.id = a.partner_id JOIN customers c ON c.id = a.customer_id
		LEFT JOIN subscriptions s ON s.id = a.subscription_id
		ORDER BY c.tenant_id, coalesce(s.subscription_id, ''), a.route, a.from_at, p.partner_id, a.source`},
}

// tenantOfUsage joins to usage u the tenant and product that it is of.
const tenantOfUsage = "JOIN tenant_products t ON t.id = -u.subscription_id JOIN customers c ON c.id = t.customer_id"

// moments selects moments: their days as the number of days since 1970-01-01, or else their instants.
func moments(names ...string) string {
	columns := make([]string, len(names))
	for k, name := range names {
		columns[k] = "CASE WHEN " + name + "_day IS NULL THEN CAST(" + name + "_at AS TEXT) ELSE 'day ' || " + name + "_day END"
	}
	return strings.Join(columns, ", ")
}

// Dump returns a database's canonical dump: one line for each thing that is known or derived,
// the same on every engine and whatever the order in which it came in. Two databases with the
// same dump answer the same. Where tables are named, such as "credit", the dump is of these
// only. It reads the database itself, so that what it says does not hang on what it tests.
func Dump(t TB, dsn string, tables ...string) string {
	t.Helper()
	return dumpOf(t, dsn, dumped, tables)
}

// Writers returns which import, by its key, and line wrote each row of a database, and told each value.
// It hangs on the order in which files came in, and so is no part of Dump.
func Writers(t TB, dsn string) string {
	t.Helper()
	return dumpOf(t, dsn, writers, nil)
}

func dumpOf(t TB, dsn string, all []struct{ name, query string }, tables []string) string {
	t.Helper()
	text, err := dump(dsn, all, tables)
	if err != nil {
		t.Fatal(fmt.Errorf("dump of the database: %w", err))
	}
	return text
}

func dump(dsn string, all []struct{ name, query string }, tables []string) (text string, err error) {
	err = connected(dsn, func(db *sql.DB) (err error) {
		state, err := db.Begin()
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, state.Rollback()) }()
		if isPostgres(dsn) { // SQLite sees one state in a transaction anyway
			if _, err := state.Exec("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"); err != nil {
				return err
			}
		}
		text, err = dumpTables(state, all, tables)
		return err
	})
	return text, err
}

func dumpTables(state *sql.Tx, all []struct{ name, query string }, tables []string) (string, error) {
	var out strings.Builder
	for _, d := range all {
		if len(tables) == 0 || slices.Contains(tables, d.name) {
			if err := dumpRows(&out, state, d.name, d.query); err != nil {
				return "", fmt.Errorf("each %s: %w", d.name, err)
			}
		}
	}
	return out.String(), nil
}

func dumpRows(out *strings.Builder, state *sql.Tx, name, query string) (err error) {
	rows, err := state.Query(query)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, dest := make([]sql.NullString, len(columns)), make([]any, len(columns))
	for k := range values {
		dest[k] = &values[k]
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		out.WriteString(name)
		for _, value := range values {
			out.WriteString("\t" + plain(value))
		}
		out.WriteByte('\n')
	}
	return rows.Err()
}

// plain writes a value as both engines do: absent as -, and truth as 1 or 0.
func plain(v sql.NullString) string {
	switch {
	case !v.Valid:
		return "-"
	case v.String == "true":
		return "1"
	case v.String == "false":
		return "0"
	}
	return v.String
}
