package demo_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"shimei/store/demo"
	"shimei/store/facts"
	"shimei/store/programme"
)

func TestFilesAreTheSameEveryTime(t *testing.T) {
	again := demo.Files()
	for k, f := range demo.Files() {
		if f.Name != again[k].Name || !bytes.Equal(f.CSV, again[k].CSV) {
			t.Errorf("%s is not the same twice", f.Name)
		}
	}
}

func TestTheDemoIsLargeEnoughToLookAtAndSmallEnoughToImport(t *testing.T) {
	d := load(t)
	for kind, bounds := range map[facts.Kind][2]int{
		facts.Partners: {40, 80}, facts.Customers: {300, 350}, facts.Subscriptions: {750, 900},
		facts.Usage: {15_000, 40_000}, facts.Sales: {400, 1000}, facts.Associations: {500, 1000},
	} {
		if n := d.rows[kind]; n < bounds[0] || n > bounds[1] {
			t.Errorf("%d rows of %s, want %d to %d", n, kind, bounds[0], bounds[1])
		}
	}
	for kind, n := range map[facts.Kind]int{facts.Partners: len(d.partners), facts.Customers: len(d.tenants), facts.Subscriptions: len(d.subscriptions)} {
		if n != d.rows[kind] {
			t.Errorf("%d rows of %s have %d ids", d.rows[kind], kind, n)
		}
	}
}

func TestEveryAssociationIsOfAPartnerThatCanHaveItAndBegunBeforeTheClock(t *testing.T) {
	d := load(t)
	clock, err := time.Parse(time.RFC3339, demo.Start)
	if err != nil {
		t.Fatal(err)
	}
	global := map[string]bool{}
	for _, p := range d.partners {
		if p.ParentID != nil && *p.ParentID != "" {
			global[*p.ParentID] = true
		}
	}
	for _, a := range d.associations {
		if _, known := d.partners[a.PartnerID]; !known || global[a.PartnerID] {
			t.Errorf("line %d: partner %s is unknown or a global account", a.Line, a.PartnerID)
		}
		if a.From.At >= programme.InstantOf(clock) || a.SubscriptionID != "" && a.From.At < d.subscriptions[a.SubscriptionID].Start {
			t.Errorf("line %d: from %v", a.Line, a.From.At.In(time.UTC))
		}
	}
}

func TestUsageIsOfTheProductsWorkloadsAndOfMonthsInWhichTheSubscriptionLives(t *testing.T) {
	p, d := programme.BuiltIn(), load(t)
	for id, s := range d.subscriptions {
		for _, u := range s.Usage {
			workloads := p.Products[s.Product].Workloads
			if ok := slices.Contains(workloads, u.Workload) || u.Workload == "" && len(workloads) == 0; !ok {
				t.Errorf("%s, a %s: workload %q", id, p.Products[s.Product].ID, u.Workload)
			}
			if u.Month > april || s.Start >= p.End(u.Month) || s.End <= p.First(u.Month) {
				t.Errorf("%s: usage of %s", id, u.Month)
			}
		}
	}
}

// The reasons of R12, and what else pages tell apart, need an example each.
func TestTheDemoHasAnExampleOfWhatPagesTellApart(t *testing.T) {
	p, d := programme.BuiltIn(), load(t)
	seen := map[string]int{}
	see := func(what string, is bool) {
		if is {
			seen[what]++
		} else {
			seen[what] += 0
		}
	}
	open := map[string]int{}
	for _, a := range d.associations {
		see("ended association", a.To != programme.Never)
		suspended := d.partners[a.PartnerID].Suspended
		see("suspended partner", suspended != nil && *suspended)
		if p.Routes[a.Route].Exclusive && a.To == programme.Never {
			open[a.SubscriptionID]++
			see("overlapping partners of record", open[a.SubscriptionID] > 1)
		}
	}
	for id, s := range d.subscriptions {
		live := s.End > p.End(april)
		see("trial", s.Kinds.At(s.End) == programme.Trial)
		see("internal use", s.Kinds.At(s.End) == programme.Internal)
		see("ended subscription", !live)
		see("end ahead", live && s.End != programme.NoEnd)
		see("without a partner of record", live && open[id] == 0)
		see("with a partner of record", live && open[id] == 1)
		see("no usage reported", live && !slices.ContainsFunc(s.Usage, func(u programme.Usage) bool { return u.Month == april }))
		see("return", slices.ContainsFunc(s.Sales, func(x programme.Sale) bool { return x.Seats < 0 }))
		see("added seats", len(s.Sales) > 1 && s.Sales[1].Seats > 0)
	}
	for _, t := range d.tenants {
		holders := map[int64]bool{}
		for k := range t.Subscriptions {
			for _, h := range p.Holders(t, &t.Subscriptions[k], april) {
				holders[h.Account] = true
				see("reached by several routes", len(h.Reached) > 1)
			}
		}
		see("several accounts credited for one customer", len(holders) > 2)
		see("nobody credited for a customer", len(holders) == 0)
	}
	for what, n := range seen {
		if n == 0 {
			t.Errorf("nothing is an example of: %s", what)
		}
	}
}

func TestPeopleAreOfCustomersAndPartnersThatAreThere(t *testing.T) {
	d, emails, roles := load(t), map[string]bool{}, map[string]int{}
	for _, who := range demo.People() {
		_, customer := d.tenants[who.TenantID]
		_, partner := d.partners[who.PartnerID]
		wantCustomer := slices.Contains([]string{"owner", "administrator", "reader"}, who.Role)
		if customer != wantCustomer || partner != (who.Role == "manager" || who.Role == "member") || !customer && !partner && who.Role != "admin" {
			t.Errorf("%+v", who)
		}
		if emails[who.Email] || !strings.HasSuffix(who.Email, ".example") || who.Name == "" || who.Note == "" {
			t.Errorf("%+v", who)
		}
		emails[who.Email] = true
		roles[who.Role]++
	}
	want := map[string]int{"owner": 2, "administrator": 1, "reader": 1, "manager": 9, "member": 1, "admin": 2}
	if diff := cmp.Diff(want, roles); diff != "" {
		t.Error(diff)
	}
}

func TestEveryJapaneseNameOfThePortalHasItsReading(t *testing.T) {
	for _, f := range demo.Files()[:2] {
		rows, err := csv.NewReader(bytes.NewReader(f.CSV)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		at := slices.Index(rows[0], "reading")
		read := 0
		for _, row := range rows[1:] {
			japanese := strings.ContainsFunc(row[1], func(r rune) bool { return unicode.Is(unicode.Han, r) }) && !strings.HasPrefix(row[1], "Contoso")
			if japanese != (row[at] != "") {
				t.Errorf("%s is read %q", row[1], row[at])
			}
			if japanese {
				read++
			}
		}
		if read < 10 {
			t.Errorf("%s: only %d", f.Name, read)
		}
	}
}
