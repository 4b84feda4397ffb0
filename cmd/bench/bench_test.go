package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheFactsAreTheSameEveryTime(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(generated(t), generated(t)); diff != "" {
		t.Error(diff)
	}
	sum := sha256.New()
	files := generated(t)
	for _, f := range factFiles {
		io.WriteString(sum, files[f.name])
	}
	io.WriteString(sum, files["usage"])
	// Whoever changes what is generated says so here: figures of before no longer compare.
	if got, want := hex.EncodeToString(sum.Sum(nil)[:8]), "0f54d9fbf7a44f3f"; got != want {
		t.Errorf("the facts have the hash %s, and had %s", got, want)
	}
}

func TestThereIsAsMuchOfEverythingAsTheTableSays(t *testing.T) {
	t.Parallel()
	z, files := sizesAt(tiny), generated(t)
	rows := map[string]int{}
	for name, text := range files {
		for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n")[1:] {
			rows[name]++
			if route, _, _ := strings.Cut(line, ","); name == "associations" {
				rows[route]++
			}
		}
	}
	want := map[string]int{"partners": z.partners, "customers": z.tenants, "subscriptions": z.subscriptions,
		"sales": z.subscriptions * 9 / 10, "dpor": z.subscriptions * 7 / 10, "dap": z.tenants / 2,
		"usage": z.subscriptions * monthsAtLast, "associations": z.subscriptions*7/10 + z.tenants/2}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
}

func TestTheFirstPartnersAreMuchLargerThanTheRest(t *testing.T) {
	t.Parallel()
	w := newWorld(sizesAt(0.05))
	tenants := make([]int, w.partners)
	for _, home := range w.home {
		tenants[home]++
	}
	slices.Sort(tenants)
	if largest, middle := tenants[len(tenants)-1], tenants[len(tenants)/2]; largest < 20*max(middle, 1) {
		t.Errorf("the largest partner has %d tenants and the middle one %d", largest, middle)
	}
}

func TestEverythingIsMeasured(t *testing.T) {
	t.Parallel()
	var out, log bytes.Buffer
	o := options{Scale: tiny, Dir: folder(t), Postgres: !testing.Short()}
	if err := run(t.Context(), o, &out, &log); err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	var lines int
	for line := range strings.Lines(out.String()) {
		if strings.HasPrefix(line, "| ") {
			lines++
		}
	}
	want, tables := 0, map[string]bool{}
	for _, w := range works() {
		if o.wanted(w) {
			want++
			tables[w.table] = true
		}
	}
	if want += 2 * len(tables); lines != want { // each table has a head and a rule
		t.Errorf("the tables have %d lines, want %d\n%s", lines, want, out.String())
	}
	left, err := os.ReadDir(o.Dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestWhatIsToBeMeasuredIsChosen(t *testing.T) {
	t.Parallel()
	for _, wrong := range []options{{Scale: 0}, {Scale: 11}, {Scale: 1, Only: []string{"imports"}}} {
		if wrong.check() == nil {
			t.Errorf("%+v is taken", wrong)
		}
	}
	o := options{Scale: 1, Only: []string{"months", "pg-import"}}
	var chosen []string
	for _, w := range works() {
		if o.wanted(w) {
			chosen = append(chosen, w.name)
		}
	}
	if diff := cmp.Diff([]string{"months"}, chosen); diff != "" {
		t.Error(diff)
	}
}

func TestALimitSaysWhetherItHolds(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		limit limit
		ratio float64
		want  string
	}{
		{atMost(1.3, "1.3"), 1.3, "≤ 1.3 ✓"}, {atMost(1.3, "1.3"), 1.31, "≤ 1.3 ✗"},
		{atLeast(0.4, "0.4"), 0.4, "≥ 0.4 ✓"}, {atLeast(0.4, "0.4"), 0.39, "≥ 0.4 ✗"}, {limit{}, 3, ""},
	} {
		if got := one.limit.cell(one.ratio); got != one.want {
			t.Errorf("%v against %+v is %q, want %q", one.ratio, one.limit, got, one.want)
		}
	}
}

func TestASumThatDiffersFailsTheBench(t *testing.T) {
	t.Parallel()
	b := &bench{ctx: t.Context(), world: newWorld(sizesAt(tiny)), folder: t.TempDir(), log: io.Discard}
	db := b.path("shimei.db")
	fill(t, b, db)
	sums := b.path("sums.csv")
	for _, one := range []struct {
		script, fault string
	}{
		{statement(), ""},
		{"UPDATE usage SET active = active + 1 WHERE month = (SELECT max(month) FROM usage);\n" + statement(), "the portal says"},
	} {
		if _, err := b.shell(db, ".mode csv\n.output \""+sums+"\"\n"+one.script); err != nil {
			t.Fatal(err)
		}
		err := b.checkSums(db, sums)
		if one.fault == "" && err != nil || one.fault != "" && (err == nil || !strings.Contains(err.Error(), one.fault)) {
			t.Errorf("the check says %v, want %q", err, one.fault)
		}
	}
}
