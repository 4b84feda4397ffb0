package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// A world of one partner and one customer for each of: an attribute that changes, the day it changes,
// and the route by which the partner is associated. All changes lie about the end of February 2016.
var (
	attributes = []string{"status", "parent", "tenant", "kind"}
	days       = []string{"2016-02-29", "2016-03-01", "2016-03-02"} // before, on and after the edge of the month
	ways       = []string{"dpor", "dap", "seller"}
)

// cell is one of them.
type cell struct {
	n                   int
	attribute, day, way string
}

func cells() (all []cell) {
	for _, attribute := range attributes {
		for _, day := range days {
			for _, way := range ways {
				all = append(all, cell{len(all), attribute, day, way})
			}
		}
	}
	return all
}

// changed reports whether the later value decides in a month: whether its day begins before the month ends.
func (c cell) changed(month int) bool { return c.day < fmt.Sprintf("2016-%02d-01", month+1) }

// The facts of a month: unique users, and consumption in whole dollars; and the seats sold in January.
func (c cell) users(month int) int    { return 100*month + c.n }
func (c cell) consumed(month int) int { return 1000*month + c.n }
func (c cell) seats() int             { return 10 + c.n }

// credits reports whether an account, the first or the one that takes the partner over, is credited in
// a month with what the partner is associated with.
func (c cell) credits(month int, second bool) bool {
	switch changed := c.changed(month); c.attribute {
	case "status":
		return !second && !changed
	case "parent":
		return second == changed
	case "kind":
		return !second && changed
	default: // a sale follows the subscription, the others are of the tenant
		return !second && (c.way == "seller" || !changed)
	}
}

// figures are those of an account at a month, if "associated at event" counts or not for each metric as
// it ships, or flipped.
func (c cell) figures(month int, second, flipped bool) map[string]int {
	f := map[string]int{}
	if c.credits(month, second) {
		f["active_entitlements"] = c.users(month)
	}
	if decides := map[bool]int{false: month, true: 1}[flipped]; c.credits(decides, second) {
		f["seats_sold"] = c.seats()
	}
	for m := 1; m <= month && c.way != "dap"; m++ {
		if decides := map[bool]int{false: m, true: month}[flipped]; c.credits(decides, second) {
			f["consumed_revenue"] += c.consumed(m)
		}
	}
	f["net_new_customers"] = c.customers(month, second, flipped)
	return f
}

// customers counts net new customers: one tenant that holds a paid subscription from January or its
// conversion on, until the subscription moves to another.
func (c cell) customers(month int, second, byEvent bool) (n int) {
	credited := map[bool]int{true: 1}
	if !byEvent {
		return credited[c.credits(month, second)]
	}
	for m := 1; m <= month; m++ {
		begins := m == 1
		if c.attribute == "kind" {
			begins = c.changed(m) && !c.changed(m-1)
		}
		if begins {
			n += credited[c.credits(m, second)]
		}
		if c.attribute == "tenant" && c.changed(m) && !c.changed(m-1) {
			n += credited[c.credits(m, second)] - credited[c.credits(m-1, second)]
		}
	}
	return n
}

// accounts are the first and the second account of a cell.
func (c cell) accounts() []string {
	if c.attribute == "parent" {
		return []string{fmt.Sprintf("P%02d", c.n), fmt.Sprintf("Q%02d", c.n)}
	}
	return []string{fmt.Sprintf("X%02d", c.n)}
}

// historyFiles writes the facts of all cells, and the changes.
func historyFiles(t *testing.T) (facts, changes []string) {
	t.Helper()
	lines := map[string][]string{"partners": {"partner_id,name,parent_id,status", "Z,Zinnia,,active"}, "customers": {"tenant_id,name"},
		"subscriptions": {"subscription_id,tenant_id,product,kind,start_date"}, "usage": {"subscription_id,month,active_users,consumed"},
		"sales":        {"order_id,subscription_id,partner_id,date,seats"},
		"associations": {"route,partner_id,subscription_id,tenant_id,from"}}
	later := map[string][]string{"partners": {"partner_id,name,parent_id,status,as_of"}, "subscriptions": {"subscription_id,tenant_id,product,kind,start_date,as_of"}}
	add := func(to map[string][]string, kind, format string, args ...any) {
		to[kind] = append(to[kind], fmt.Sprintf(format, args...))
	}
	for _, c := range cells() {
		parent, kind := "", "paid"
		if c.attribute == "parent" {
			parent = fmt.Sprintf("P%02d", c.n)
			add(lines, "partners", "P%02d,Old,,", c.n)
			add(lines, "partners", "Q%02d,New,,", c.n)
			add(later, "partners", "X%02d,X,Q%02d,,%s", c.n, c.n, c.day)
		}
		if c.attribute == "kind" {
			kind = "trial"
		}
		if c.attribute == "status" {
			add(later, "partners", "X%02d,X,,suspended,%s", c.n, c.day)
		}
		add(lines, "partners", "X%02d,X,%s,", c.n, parent)
		add(lines, "customers", "T%02d,T", c.n)
		add(lines, "customers", "U%02d,U", c.n)
		for _, product := range []string{"office365", "azure"} {
			id := fmt.Sprintf("%s-%02d", product, c.n)
			add(lines, "subscriptions", "%s,T%02d,%s,%s,2016-01-05", id, c.n, product, kind)
			switch c.attribute {
			case "kind":
				add(later, "subscriptions", "%s,T%02d,%s,paid,2016-01-05,%s", id, c.n, product, c.day)
			case "tenant":
				add(later, "subscriptions", "%s,U%02d,%s,paid,2016-01-05,%s", id, c.n, product, c.day)
			}
			seller := map[bool]string{true: fmt.Sprintf("X%02d", c.n), false: "Z"}[c.way == "seller"]
			add(lines, "sales", "o-%s,%s,%s,2016-01-10,%d", id, id, seller, map[string]int{"office365": c.seats()}[product])
			if c.way == "dpor" {
				add(lines, "associations", "dpor,X%02d,%s,,2016-01-05", c.n, id)
			}
			for m := 1; m <= 3; m++ {
				if product == "azure" {
					add(lines, "usage", "%s,2016-%02d,,%d", id, m, c.consumed(m))
				} else {
					add(lines, "usage", "%s,2016-%02d,%d,", id, m, c.users(m))
				}
			}
		}
		if c.way == "dap" {
			add(lines, "associations", "dap,X%02d,,T%02d,2016-01-05", c.n, c.n)
		}
	}
	for kind, of := range lines {
		facts = append(facts, write(t, kind+".csv", strings.Join(of, "\n")+"\n"))
	}
	for kind, of := range later {
		changes = append(changes, write(t, kind+".csv", strings.Join(of, "\n")+"\n"))
	}
	return facts, changes
}

// flippedProgramme is the programme that ships, with each metric counted the other way.
func flippedProgramme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../store/programme/mpn-2016.toml")
	if err != nil {
		t.Fatal(err)
	}
	const evaluation, event = `"associated at evaluation"`, `"associated at event"`
	flipped := strings.NewReplacer(evaluation, event, event, evaluation).Replace(string(text))
	if flipped == string(text) {
		t.Fatal("the programme counts in neither way")
	}
	return write(t, "flipped.toml", flipped)
}

// units reads a figure of whole units, such as 1000.00.
func units(t *testing.T, cell string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.TrimSuffix(cell, ".00"))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// table reads the output of a command.
func table(t *testing.T, db string, args ...string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(done(t, db, args...))).ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("%v: %v %v", args, rows, err)
	}
	var all []map[string]string
	for _, row := range rows[1:] {
		named := map[string]string{}
		for k, name := range rows[0] {
			named[name] = row[k]
		}
		all = append(all, named)
	}
	return all
}

// figuresOf are the figures at a month of all accounts that are not suspended then, or of one account,
// by account and metric; competencies of which nothing is sold are left out.
func figuresOf(t *testing.T, db string, month int, account ...string) map[string]map[string]int {
	t.Helper()
	got := map[string]map[string]int{}
	command := []string{"progress", "--month", fmt.Sprintf("2016-%02d", month), "--format", "csv"}
	for _, id := range account {
		command = append(command, "--partner", id)
	}
	for _, row := range table(t, db, command...) {
		of := map[string]string{"cloud-productivity": "active_entitlements", "smmcs": row["metric"], "cloud-platform": "consumed_revenue"}
		if metric := of[row["competency"]]; metric == row["metric"] {
			if got[row["partner_id"]] == nil {
				got[row["partner_id"]] = map[string]int{}
			}
			got[row["partner_id"]][metric] = units(t, row["credited"])
		}
	}
	return got
}

// hasFigures checks the figures of all accounts at a month. One that is suspended is asked for by its id.
func hasFigures(t *testing.T, db string, month int, flipped bool) {
	t.Helper()
	got := figuresOf(t, db, month)
	for _, c := range cells() {
		for k, account := range c.accounts() {
			if suspended := c.attribute == "status" && c.changed(month); suspended != (got[account] == nil) {
				t.Errorf("%s is suspended: %v, and listed with %v", account, suspended, got[account])
			} else if suspended {
				got[account] = figuresOf(t, db, month, account)[account]
			}
			want := c.figures(month, k == 1, flipped)
			for metric, n := range got[account] {
				if n != want[metric] {
					t.Errorf("%s from %s, %s, %s at 2016-%02d: %s is %d, want %d", c.attribute, c.day, c.way, account, month, metric, n, want[metric])
				}
			}
			if len(got[account]) != 4 {
				t.Errorf("%s has the figures %v", account, got[account])
			}
		}
	}
}

func TestEachMonthIsCreditedByTheValuesThatHeldThen(t *testing.T) {
	for _, flipped := range []bool{false, true} {
		for _, closed := range []bool{false, true} {
			t.Run(fmt.Sprintf("flipped %v, closed %v", flipped, closed), func(t *testing.T) {
				on := each
				if flipped != closed { // PostgreSQL is asked with both and with neither: the rules are the same on it
					on = onSQLite
				}
				on(t, func(t *testing.T, db string) {
					facts, changes := historyFiles(t)
					taken := []string{"import"}
					if flipped {
						taken = append(taken, "--programme", flippedProgramme(t))
					}
					done(t, db, append(taken, facts...)...)
					if closed {
						done(t, db, "statement", "close", "2016-01")
						done(t, db, "statement", "close", "2016-02")
					}
					done(t, db, append([]string{"import"}, changes...)...)
					for month := 1; month <= 3; month++ {
						hasFigures(t, db, month, flipped)
					}
					if closed {
						correctsOnlyThePast(t, db, flipped)
					}
					if out := done(t, db, "verify"); out != "0 differences\n" {
						t.Error(out)
					}
				})
			})
		}
	}
}

// correctsOnlyThePast checks the corrections of a closed month: as much as its figure differs from what
// was closed, which is nothing unless the later value held in it.
func correctsOnlyThePast(t *testing.T, db string, flipped bool) {
	t.Helper()
	for _, c := range cells() {
		for k, account := range c.accounts() {
			got := map[string]int{}
			for _, row := range table(t, db, "statement", "export", "--partner", account, "--month", "2016-03", "--format", "csv") {
				if row["corrects"] != "" {
					got[row["corrects"]+" "+row["metric"]] += units(t, row["amount"])
				}
			}
			before := cell{c.n, c.attribute, "2016-12-31", c.way}
			for _, metric := range []string{"active_entitlements", "seats_sold", "net_new_customers", "consumed_revenue"} {
				want := c.figures(2, k == 1, flipped)[metric] - before.figures(2, k == 1, flipped)[metric]
				if n := got["2016-02 "+metric]; n != want {
					t.Errorf("%s from %s, %s, %s: %s of February is corrected by %d, want %d", c.attribute, c.day, c.way, account, metric, n, want)
				}
				if n := got["2016-01 "+metric]; n != 0 {
					t.Errorf("%s from %s, %s, %s: %s of January is corrected by %d", c.attribute, c.day, c.way, account, metric, n)
				}
			}
		}
	}
}
