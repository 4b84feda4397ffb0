package report

import (
	"fmt"
	"slices"
	"strings"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// workSet is the customers about whom an account may have something of some kinds to do. It holds all of
// them and few others, so that a page looks at few customers however many the account has.
func (r Reader) workSet(s directory.Scope, kinds []programme.WorkKind, text string) (directory.CustomerSet, error) {
	narrowed, args := "", []any{s.Account, r.tx.Now}
	if text != "" {
		args = append(args, db.Contains(text), programme.KeyOf(text), db.GUID(text))
		narrowed = named
	}
	var from []string
	for _, kind := range kinds {
		for _, rows := range r.workRows(s, kind) {
			from = append(from, rows+narrowed)
		}
	}
	if len(from) == 0 { // none of the kinds is possible by this programme
		from = []string{inEffect(s) + narrowed + " AND FALSE"}
	}
	return r.dir.Set(args, from...)
}

// workRows are tables x with a customer_id, each with a condition whose arguments are the account and now.
func (r Reader) workRows(s directory.Scope, kind programme.WorkKind) []string {
	p, now := r.p, r.tx.Now
	switch kind {
	case programme.WorkRequest:
		return []string{returned(s)}
	case programme.WorkNomination:
		return []string{inEffect(s) + fmt.Sprintf(" AND x.route = '%s' AND x.from_at >= %d", programme.DPOR, p.NewFrom(now))}
	case programme.WorkPending:
		if r.basis.Through == nil {
			return nil
		}
		return []string{inEffect(s) + fmt.Sprintf(" AND x.route = '%s' AND x.from_at >= %d", programme.DPOR, p.End(*r.basis.Through))}
	case programme.WorkRenewal:
		return r.seenRows(s, fmt.Sprintf("xs.auto_renew = FALSE AND xs.renewal_at >= %d AND xs.renewal_at < %d", p.RenewalsFrom(now), p.RenewalsUntil(now)))
	case programme.WorkActivation: // a hundredth more, since what SQL divides is rounded
		return r.usedRows(s, fmt.Sprintf("max(u.active) <= %%s * %d.0 / 100", p.Work.ActivationPercent+1))
	case programme.WorkUnassigned:
		return r.usedRows(s, fmt.Sprintf("max(u.assigned) <= %%s - %d", p.Work.UnusedSeats))
	}
	return r.lackingRows(s)
}

// usedRows are customers with a subscription that is seen and whose usage in the month that figures are of,
// its own or that of the product's subscriptions together, satisfies a condition on the bought seats.
func (r Reader) usedRows(s directory.Scope, condition string) []string {
	if r.basis.Through == nil {
		return nil
	}
	own := fmt.Sprintf("coalesce((SELECT "+condition+" FROM usage u WHERE u.month = %d AND u.subscription_id = xs.id), FALSE)", "xs.seats", *r.basis.Through)
	together := fmt.Sprintf("coalesce((SELECT "+condition+` FROM tenant_products t JOIN usage u ON u.month = %d AND u.subscription_id = -t.id
		WHERE t.customer_id = xs.customer_id AND t.product = xs.product), FALSE)`, "max(u.available)", *r.basis.Through)
	return r.seenRows(s, "("+own+" OR "+together+")")
}

// lackingRows are customers that a route brings usage data of, and that do not have every product that a
// competency counts.
func (r Reader) lackingRows(s directory.Scope) []string {
	counted := r.p.Counted(r.counting())
	ids := make([]string, len(counted))
	for k, product := range counted {
		ids[k] = r.p.Products[product].ID
	}
	return r.seenRows(s, fmt.Sprintf(`(SELECT count(DISTINCT s.product) FROM subscriptions s WHERE s.customer_id = x.customer_id
		AND (s.end_at IS NULL OR s.end_at > $2) AND s.product IN %s) < %d`, db.Quoted(ids), len(ids)))
}

// counting is the month by whose competencies products count: the one that figures are of, or else the present one.
func (r Reader) counting() programme.Month {
	if r.basis.Through != nil {
		return *r.basis.Through
	}
	return r.p.MonthAt(r.tx.Now)
}

// seenRows are associations of an account, with the subscriptions xs that they reach and bring usage data of,
// that satisfy a condition.
func (r Reader) seenRows(s directory.Scope, condition string) (rows []string) {
	bySubscription, byTenant := r.bringing(programme.ScopeSubscription), r.bringing(programme.ScopeTenant)
	if bySubscription != "" {
		rows = append(rows, inEffect(s)+" AND xs.id IS NOT NULL AND "+bySubscription+notSuspended+" AND "+condition)
	}
	if byTenant != "" {
		rows = append(rows, wholeTenant(s)+" AND "+byTenant+notSuspended+" AND "+condition)
	}
	return rows
}

// bringing is the condition that an association x with a subscription xs is by a route of a scope that brings
// usage data of it by now; "" where there is no such route.
func (r Reader) bringing(scope programme.Scope) string {
	var routes []string
	for k := range r.p.Routes {
		route := &r.p.Routes[k]
		if route.Scope != scope || !route.Brings(programme.UsageData) || route.From != 0 && r.tx.Now < r.p.First(route.From) {
			continue
		}
		var products []string
		for _, product := range route.Products {
			products = append(products, r.p.Products[product].ID)
		}
		if len(products) > 0 {
			routes = append(routes, fmt.Sprintf("x.route = '%s' AND xs.product IN %s", route.ID, db.Quoted(products)))
		}
	}
	if len(routes) == 0 {
		return ""
	}
	return "(" + strings.Join(slices.Compact(routes), " OR ") + ")"
}

// wholeTenant are the associations of a scope that are in effect now with a whole tenant, with what the tenant holds.
func wholeTenant(s directory.Scope) string {
	return `associations x JOIN subscriptions xs ON xs.customer_id = x.customer_id
		WHERE x.partner_id IN ` + s.Partners("$1") + ` AND x.subscription_id IS NULL AND x.from_at <= $2
			AND (x.to_at IS NULL OR x.to_at > $2) AND (xs.end_at IS NULL OR xs.end_at > $2)`
}

const notSuspended = ` AND x.partner_id NOT IN (SELECT q.id FROM partners q LEFT JOIN partners g ON g.id = q.parent_id
	WHERE (q.id = $1 OR q.parent_id = $1) AND (q.suspended OR coalesce(g.suspended, FALSE)))`

// returned are the requests of a scope to which the vendor wants something added. One whose time is over has lapsed,
// also where the clock has not recorded it yet.
func returned(s directory.Scope) string {
	return `requests x WHERE x.partner_id IN ` + s.Partners("$1") + `
		AND x.state = '` + string(programme.StateReturned) + `' AND (x.due_at IS NULL OR x.due_at > $2)`
}
