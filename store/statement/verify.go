package statement

import (
	"fmt"
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// Difference is a fault that Verify found.
type Difference struct {
	Month programme.Month // of the statement, 0 for the database as a whole
	What  string          // in plain English, by the ids that people and files know
}

// String writes the difference with the month of its statement, if it is of one.
func (d Difference) String() string {
	if d.Month == 0 {
		return d.What
	}
	return "statement " + d.Month.String() + ": " + d.What
}

// Verify returns the differences that it finds in the database's own structure, in the closed
// statements, and between the kept credits and the facts. It changes nothing. The error is of the
// database, not of a difference.
//
// A statement is checked by its hash, which covers its lines, its programme and the hash of
// the statement before it. That it differs from the facts as they are now is by itself no
// fault: they may have been corrected since, and the next statement will say so. But where
// the hash does not fit, Verify names the lines that the facts do not give: other hands changed
// one of them.
//
// integrity is the statement that asks the engine whether the file is sound, or "".
func (s Statements) Verify(integrity string) ([]Difference, error) {
	v := verifier{s: s, integrity: integrity}
	for _, check := range []func() error{v.structure, v.keys, v.usage, v.histories, v.months, v.statements, v.evidence, v.kept} {
		if err := check(); err != nil {
			return nil, err
		}
	}
	return v.found, nil
}

type verifier struct {
	s         Statements
	integrity string
	found     []Difference
}

func (v *verifier) report(m programme.Month, format string, args ...any) {
	v.found = append(v.found, Difference{m, fmt.Sprintf(format, args...)})
}

// structure asks the engine whether the database is sound, where it can tell.
func (v *verifier) structure() error {
	if v.integrity == "" {
		return nil
	}
	return v.s.tx.Each(func(scan db.Scan) error {
		var said string
		err := scan(&said)
		if err == nil && said != "ok" {
			v.report(0, "the database file is damaged: %s", said)
		}
		return err
	}, v.integrity)
}

// months reports how much of each month is in where another number of it is kept, and closed months
// that are not declared complete.
func (v *verifier) months() error {
	wrong, err := ledger.CompareReported(v.s.tx)
	if err != nil {
		return err
	}
	for _, m := range slices.Sorted(maps.Keys(wrong)) {
		v.report(0, "%s: %s; shimei recompute counts them anew", m, wrong[m])
	}
	return v.s.tx.Each(func(scan db.Scan) error {
		var m programme.Month
		err := scan(&m)
		v.report(m, "its month is not declared complete; shimei month complete %s does so", m)
		return err
	}, "SELECT month FROM statements WHERE month NOT IN (SELECT month FROM months WHERE complete_at IS NOT NULL) ORDER BY month")
}

// kept reports kept credits that the facts do not give.
func (v *verifier) kept() error {
	differed, err := v.s.ledger.Compare()
	if differed > 0 {
		v.report(0, "%d kept credits are not what the facts give; shimei recompute rebuilds them", differed)
	}
	return err
}

func (v *verifier) statements() error {
	closed, err := v.s.closedMonths()
	if err != nil {
		return err
	}
	suspect := map[programme.Month]programme.Month{} // the credited months of statements that were changed, and which
	previous := ""
	for k, c := range closed {
		if k > 0 && c.month != closed[k-1].month+1 {
			v.report(c.month, "the statement before it, of %s, is missing", c.month-1)
		}
		if c.p.Hash != c.rules {
			v.report(c.month, "the programme that it was closed under is not the one recorded: its hash is %s, not %s", c.p.Hash, c.rules)
		}
		hash, err := v.s.sealOf(c, previous)
		if err != nil {
			return err
		}
		if hash != c.hash {
			v.report(c.month, "it is not what was closed: its hash is %s, not %s", hash, c.hash)
			if err := v.suspect(suspect, c); err != nil {
				return err
			}
		}
		previous = c.hash
	}
	if len(suspect) == 0 {
		return nil
	}
	return v.name(closed, suspect)
}

// suspect adds the months whose credit a changed statement is part of.
func (v *verifier) suspect(months map[programme.Month]programme.Month, c closedMonth) error {
	months[c.month] = c.month
	return v.s.tx.Each(func(scan db.Scan) error {
		var credit programme.Month
		err := scan(&credit)
		months[credit] = c.month
		return err
	}, "SELECT DISTINCT credit_month FROM statement_lines WHERE statement_id = $1", c.key)
}

// named is how many lines of changed statements are named.
const named = 20

// name names the lines of changed statements that the facts do not give.
func (v *verifier) name(closed []closedMonth, suspect map[programme.Month]programme.Month) error {
	customers, err := v.s.statementCustomers()
	if err != nil {
		return err
	}
	count := 0
	for batch := range slices.Chunk(customers, customersAtOnce) {
		corrections, err := v.s.corrections(batch, closed)
		if err != nil {
			return err
		}
		corrections = slices.DeleteFunc(corrections, func(l programme.StatementLine) bool { _, is := suspect[l.Credit]; return !is })
		if len(corrections) == 0 {
			continue
		}
		for _, l := range corrections {
			if count++; count > named {
				continue
			}
			if err := v.nameLine(l, suspect[l.Credit]); err != nil {
				return err
			}
		}
	}
	if count > named {
		v.report(0, "and %d more lines", count-named)
	}
	return nil
}

func (v *verifier) nameLine(l programme.StatementLine, m programme.Month) error {
	var partner, tenant, subscription, product string
	if _, err := v.s.tx.One([]any{&partner, &tenant, &subscription, &product}, `SELECT p.partner_id, c.tenant_id,
		coalesce((SELECT subscription_id FROM subscriptions WHERE id = $3), ''),
		coalesce((SELECT product FROM tenant_products WHERE id = -$3), '') FROM partners p, customers c
		WHERE p.id = $1 AND c.id = $2`, l.Account, l.Tenant, l.Subscription); err != nil {
		return err
	}
	holder := "tenant " + tenant
	if subscription != "" {
		holder += ", subscription " + subscription
	}
	if product != "" {
		holder += ", product " + product
	}
	v.report(m, "partner %s, %s, %s of %s, credited in %s: the statements hold %s more than the facts give", partner, holder, l.Measure, l.Month,
		l.Credit, v.plainAmount(l.Measure, -l.Amount))
	return nil
}

// plainAmount writes an amount for people: money as a decimal.
func (v *verifier) plainAmount(measure string, n int64) string {
	if place, known := v.s.p.MeasureByID(measure); known && v.s.p.Metrics[v.s.p.Measures[place].Metric].Money() {
		return programme.FormatDecimal(n, v.s.p.Digits)
	}
	return fmt.Sprint(n)
}
