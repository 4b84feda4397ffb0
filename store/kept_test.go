package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/storetest"
)

// Whatever happens, in whatever order: the kept credits are those that the facts give, no
// subscription has two partners of record at once, and both engines know the same.
func TestKeptCreditsAreAlwaysTheRebuiltOnesOnBothEngines(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) { playOnEach(t, rt, rapid.SliceOfN(rapid.Custom(drawStep), 8, 16).Draw(rt, "script")) })
}

// TestKeptCreditsFollowEveryRequestAndAct is the same of nominations, requests and what people do to them, where
// there is usage of each month to be credited.
func TestKeptCreditsFollowEveryRequestAndAct(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		playOnEach(t, rt, append([]step{usageOfEachMonth()}, rapid.SliceOfN(rapid.Custom(drawLife), 12, 20).Draw(rt, "script")...))
	})
}

// playOnEach plays a script on both engines.
func playOnEach(t *testing.T, rt *rapid.T, script []step) {
	var ends [][]string
	for _, dsn := range storetest.PlaceOfEach(t) {
		ends = append(ends, play(rt, dsn, script))
	}
	if diff := cmp.Diff(ends[0], ends[len(ends)-1]); diff != "" {
		rt.Fatalf("SQLite and PostgreSQL differ:\n%s", diff)
	}
}

// step is something that happens to a portal. It tells what came of it.
type step struct {
	clock string
	what  string
	do    func(p *portal, owners map[string]directory.Person) string
}

// GoString is how a failing script is shown.
func (s step) GoString() string { return "\n" + s.clock + " " + s.what }

// play does the steps, and returns what came of each and the dump at the end.
func play(t *rapid.T, dsn string, script []step) (said []string) {
	p := openSteps(t, dsn)
	owners := map[string]directory.Person{"T1": p.person(directory.Owner, "T1"), "T2": p.person(directory.Owner, "T2"),
		"P1": p.person(directory.Manager, "P1"), "P2": p.person(directory.Manager, "P2"), "admin": p.person(directory.Admin, ""), "other": p.person(directory.Admin, "other")}
	for _, s := range script {
		if pr := programmes(t)[s.what]; pr != nil {
			var changed bool
			p, changed = openWith(t, dsn, pr)
			said = append(said, fmt.Sprint(s.what, changed))
			continue
		}
		p.set(s.clock)
		said = append(said, s.do(p, owners))
		p.rebuilt()
	}
	p.rebuilt()
	p.oneAtATime()
	return append(said, p.dump()...)
}

// stepsWorld is what the steps are about.
var stepsWorld = &storetest.Template{Fill: func(dsn string) error {
	return fill(dsn, rows("partners", "partner_id,name", "G,G", "H,H", "P1,P1", "P2,P2", "P3,P3", "P4,P4"),
		rows("customers", "tenant_id,name", "T1,T1", "T2,T2"),
		rows("subscriptions", "subscription_id,tenant_id,product,start_date", "S1,T1,office365,2015-01-10",
			"S2,T1,azure,2015-03-01", "S3,T2,office365,2015-05-15", "S4,T2,aad-premium,2015-02-01"),
		rows("rates", "month,currency,rate", euros()...))
}}

// euros are rates of all months that are drawn.
func euros() (rows []string) {
	for m := programme.MonthOf(2015, 1); m <= programme.MonthOf(2016, 7); m++ {
		rows = append(rows, m.String()+",EUR,1.1")
	}
	return rows
}

// openSteps opens a store with what the steps are about.
func openSteps(t *rapid.T, dsn string) *portal {
	t.Helper()
	stepsWorld.At(t, dsn)
	return open(t, dsn)
}

// oneAtATime checks R5 in the dump: of a subscription, whichever tenant an association is of.
func (p *portal) oneAtATime() {
	p.t.Helper()
	pr := p.mustProgramme()
	begins := func(cell string) programme.Instant {
		day, isDay := strings.CutPrefix(cell, "day ")
		n, err := strconv.ParseInt(day, 10, 64)
		switch {
		case cell == "-":
			return programme.NoEnd
		case err != nil:
			p.t.Fatal(err)
		case isDay:
			return pr.Midnight(programme.Day(n))
		}
		return programme.Instant(n)
	}
	until := map[string]programme.Instant{}
	lines := slices.DeleteFunc(p.dump("association"), func(line string) bool { return strings.Split(line, "\t")[1] != programme.DPOR })
	slices.SortStableFunc(lines, func(a, b string) int { // those of two tenants among each other
		return int(min(max(begins(strings.Split(a, "\t")[5])-begins(strings.Split(b, "\t")[5]), -1), 1))
	})
	for _, line := range lines {
		cells := strings.Split(line, "\t")
		from, to := begins(cells[5]), begins(cells[6])
		if from < until[cells[4]] && to > from {
			p.t.Fatalf("two partners of record at once: %s, after one until %d", line, until[cells[4]])
		}
		until[cells[4]] = max(until[cells[4]], to)
	}
}

func programmes(t tester) map[string]*programme.Programme {
	return map[string]*programme.Programme{
		"the built-in programme": programme.BuiltIn(),
		"other counts":           flipped(t),
		"another zone":           variant(t, `time_zone = "UTC"`, `time_zone = "America/New_York"`),
		"a zone ahead":           variant(t, `time_zone = "UTC"`, `time_zone = "Asia/Tokyo"`),
		"other routes": variant(t, `["office365", "crm-online", "ems", "aad-premium", "intune"]   # not Azure`,
			`["azure", "aad-premium"]`, `from = "2016-07"                     # announced`, `# announced`),
	}
}

// nominating nominates a partner for subscriptions of an owner's tenant, or removes the
// partner of record of the first one where the partner is "". No owner is the right one.
func nominating(partner string, subscriptions []string, owner string, stale bool) func(*portal, map[string]directory.Person) string {
	return func(p *portal, owners map[string]directory.Person) string {
		who := owners[owner]
		if owner == "" {
			who = ownerOf(p, owners, subscriptions[0])
		}
		var choices []store.Choice
		for _, id := range subscriptions {
			c := store.Choice{ID: id}
			if found, err := p.Chosen(ctx, who.Customer, []string{id}); err == nil && found[0].Present != nil && !stale {
				c.Seen = found[0].Present.Key
			}
			choices = append(choices, c)
		}
		if partner == "" {
			return outcome(p, p.Remove(ctx, who, choices[0]))
		}
		_, err := p.Nominate(ctx, who, partner, choices)
		return outcome(p, err)
	}
}

func ownerOf(p *portal, owners map[string]directory.Person, subscription string) directory.Person {
	for _, who := range owners {
		if _, err := p.Chosen(ctx, who.Customer, []string{subscription}); err == nil {
			return who
		}
	}
	p.t.Fatalf("nobody has %s", subscription)
	return directory.Person{}
}

// outcome tells a refusal. Everything else that goes wrong ends the test.
func outcome(p *portal, err error) string {
	p.t.Helper()
	if err != nil && store.Refusal(err) == nil && !errors.Is(err, store.ErrNotFound) {
		p.t.Fatal(err)
	}
	if r := store.Refusal(err); r != nil {
		return r.Error()
	}
	return fmt.Sprint(err)
}
