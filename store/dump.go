package store

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
)

// dumped are the tables of the canonical dump: what is known and derived, by the ids that
// people and files know, in their order. Accounts, sessions and the log of imports are not
// in it.
var dumped = []struct{ name, query string }{
	{"partner", `SELECT p.partner_id, p.name, coalesce(g.partner_id, ''), p.country, p.email, p.suspended, p.reading FROM partners p
		LEFT JOIN partners g ON g.id = p.parent_id ORDER BY p.partner_id`},
	{"customer", `SELECT tenant_id, name, domain, country, reading FROM customers ORDER BY tenant_id`},
	{"subscription", `SELECT s.subscription_id, c.tenant_id, s.product, s.kind, s.licensing, s.seats, s.start_at, s.end_at, s.renewal_at, s.auto_renew
		FROM subscriptions s JOIN customers c ON c.id = s.customer_id ORDER BY s.subscription_id`},
	{"usage", `SELECT s.subscription_id, u.month, u.workload, u.available, u.assigned, u.active, u.consumed
		FROM usage u JOIN subscriptions s ON s.id = u.subscription_id ORDER BY u.month, s.subscription_id, u.workload`},
	{"sale", `SELECT x.order_id, s.subscription_id, p.partner_id, x.sold_at, x.seats FROM sales x
		JOIN subscriptions s ON s.id = x.subscription_id JOIN partners p ON p.id = x.partner_id ORDER BY x.order_id`},
	{"association", `SELECT a.route, p.partner_id, c.tenant_id, coalesce(s.subscription_id, ''), a.from_at, a.to_at, a.closed_at, a.source
		FROM associations a JOIN partners p ON p.id = a.partner_id JOIN customers c ON c.id = a.customer_id
		LEFT JOIN subscriptions s ON s.id = a.subscription_id
		ORDER BY c.tenant_id, coalesce(s.subscription_id, ''), a.route, a.from_at, p.partner_id, a.source`},
	{"credit", `SELECT p.partner_id, k.month, k.measure, k.amount FROM credits k JOIN partners p ON p.id = k.account_id
		ORDER BY p.partner_id, k.month, k.measure`},
	{"statement", `SELECT s.month, s.closed_at, s.closed_by, p.hash, s.hash FROM statements s JOIN programmes p ON p.id = s.programme_id
		ORDER BY s.month`},
	{"statement line", `SELECT x.month, p.partner_id, l.credit_month, l.measure, c.tenant_id, coalesce(s.subscription_id, ''), l.month, l.route, l.amount
		FROM statement_lines l JOIN statements x ON x.id = l.statement_id JOIN partners p ON p.id = l.account_id
		JOIN customers c ON c.id = l.customer_id LEFT JOIN subscriptions s ON s.id = l.subscription_id
		ORDER BY x.month, p.partner_id, l.credit_month, l.measure, c.tenant_id, coalesce(s.subscription_id, ''), l.month`},
	{"event", `SELECT e.at, e.kind, e.reference, s.subscription_id, p.partner_id, q.partner_id FROM events e
		LEFT JOIN subscriptions s ON s.id = e.subscription_id LEFT JOIN partners p ON p.id = e.after_partner_id
		LEFT JOIN partners q ON q.id = e.before_partner_id ORDER BY e.at, s.subscription_id, e.kind`},
}

// Dump writes the database's canonical dump: one line for each thing that is known or
// derived, the same on every engine and whatever the order in which it came in. Two
// databases with the same dump answer the same.
func (s *Store) Dump(ctx context.Context, to io.Writer) error {
	return s.view(ctx, func(w *work) error {
		out := bufio.NewWriter(to)
		for _, d := range dumped {
			if err := w.dump(out, d.name, d.query); err != nil {
				return fmt.Errorf("dump of each %s: %w", d.name, err)
			}
		}
		return out.Flush()
	})
}

func (w *work) dump(out io.Writer, name, query string) (err error) {
	rows, err := w.tx.Query(query)
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
		line := name
		for _, v := range values {
			line += "\t" + plain(v)
		}
		if _, err := fmt.Fprintln(out, line); err != nil {
			return err
		}
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
