package store_test

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/intake"
	"shimei/store/programme"
	"shimei/store/report"
)

// variant is the built-in programme with pairs of text swapped, each everywhere.
func variant(t tester, pairs ...string) *programme.Programme {
	t.Helper()
	text := string(programme.BuiltIn().Source)
	for k := 0; k < len(pairs); k += 2 {
		if !strings.Contains(text, pairs[k]) {
			t.Fatalf("the programme has no %q", pairs[k])
		}
		text = strings.ReplaceAll(text, pairs[k], pairs[k+1])
	}
	p, err := programme.Load("variant.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// flipped is the built-in programme with the other kind of counts for every metric.
func flipped(t tester) *programme.Programme {
	t.Helper()
	return variant(t, `"associated at evaluation"`, `"?"`, `"associated at event"`, `"associated at evaluation"`, `"?"`, `"associated at event"`)
}

// inForce is the hash of the programme in force.
func (p *portal) inForce() string {
	p.t.Helper()
	pr, err := p.Programme(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	return pr.Hash
}

func TestAnotherProgrammeDerivesAllCreditsAnewAndSaysSo(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		builtIn, changed := openWith(t, dsn, nil)
		if changed || builtIn.inForce() != programme.BuiltIn().Hash {
			t.Error("a new database has the built-in programme, and had none before")
		}
		builtIn.take(small()...)
		before := builtIn.credits()

		other, changed := openWith(t, dsn, variant(t, `products = ["office365", "crm-online", "ems", "aad-premium", "intune"]   # not Azure`, `products = ["azure"]`))
		want := sorted(
			[]string{"C 2016-03 active_entitlements office365: 90 → -", "C 2016-04 active_entitlements office365: 80 → -",
				"C 2016-03 consumed_revenue azure: - → 120050", "C 2016-04 consumed_revenue azure: - → 130025"},
			inMonths("C", "net_new_customers office365: 1 → -", "2015-07", 10),
			inMonths("C", "seats_sold office365: 100 → -", "2015-07", 10),
			inMonths("C", "seats_sold crm-online: 30 → -", "2015-07", 6))
		if diff := cmp.Diff(want, changes(before, other.credits())); diff != "" || !changed {
			t.Errorf("changed: %v\n%s", changed, diff)
		}
		other.rebuilt()

		same, changed := openWith(t, dsn, nil)
		if changed || same.inForce() != other.inForce() {
			t.Error("opened without a programme, it has another one")
		}
		if _, changed = openWith(t, dsn, same.mustProgramme()); changed {
			t.Error("opened with its own programme, it says that it changed")
		}
		back, changed := openWith(t, dsn, programme.BuiltIn())
		if diff := cmp.Diff(before, back.credits()); diff != "" || !changed {
			t.Errorf("with the first programme again, changed %v\n%s", changed, diff)
		}
	})
}

func (p *portal) mustProgramme() *programme.Programme {
	p.t.Helper()
	pr, err := p.Programme(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	return pr
}

func TestAProgrammeThatDoesNotFitWhatIsKeptIsRefused(t *testing.T) {
	// The built-in programme with a part of it renamed, and so without it.
	refused := map[string]struct{ pairs, want []string }{
		"without a product in use": {[]string{`"crm-online"`, `"crm"`}, []string{
			`the database holds product "crm-online", which the programme mpn-2016 does not know: add it to the file`}},
		"without a route in use": {[]string{`id = "dap"`, `id = "delegated"`, `"ems"`, `"emm-suite"`}, []string{
			`the database holds product "ems", which the programme mpn-2016 does not know: add it to the file`,
			`the database holds route "dap", which the programme mpn-2016 does not know: add it to the file`}},
		"with another currency": {[]string{`"USD"`, `"JPY"`}, []string{
			`the database counts money in USD and the programme mpn-2016 in JPY: start a database of its own`}},
	}
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		before := p.dump()
		for name, x := range refused {
			_, _, err := tryOpen(t, dsn, variant(t, x.pairs...))
			if err == nil || err.Error() != strings.Join(x.want, "\n") {
				t.Errorf("%s: %v\nwant %s", name, err, strings.Join(x.want, "\n"))
			}
		}
		if diff := cmp.Diff(before, p.dump()); diff != "" || p.inForce() != programme.BuiltIn().Hash {
			t.Error(diff)
		}
		p.rebuilt()
	})
}

// Such usage would go on being credited, and no file could correct it or bring it back.
func TestAProgrammeThatDoesNotTakeTheUsageThatIsStoredIsRefused(t *testing.T) {
	seats := []string{`workloads = []                       # metered`, `workloads = []
takes = ["seats"]                    # metered`}
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("usage", "tenant_id,product,month,consumed", "U,azure,2016-04,7"))
		before := p.dump()
		for want, pairs := range map[string][]string{
			`the database holds usage of product "azure" with consumed (rows: 3), which the product does not take in the programme mpn-2016: add "consumed" to its takes in the file`: seats,
			`the database holds usage of product "office365" with workload "skype" (rows: 1), which the programme mpn-2016 does not know: add it to the product's workloads in the file`: {
				`"sharepoint", "skype", "proplus"`, `"sharepoint", "proplus"`},
		} {
			other := variant(t, pairs...)
			_, _, refused := tryOpen(t, dsn, other)
			_, simulated := p.Simulate(ctx, other, nil)
			for how, err := range map[string]error{"in force": refused, "simulated": simulated} {
				if err == nil || err.Error() != want {
					t.Errorf("%s: %v\nwant %s", how, err, want)
				}
			}
		}
		if diff := cmp.Diff(before, p.dump()); diff != "" {
			t.Error(diff)
		}
		// What has no usage may go.
		if _, changed := openWith(t, dsn, variant(t, `"exchange", "sharepoint", `, `"exchange", `, `["ems"]`+"\ncombine", "[]\ncombine")); !changed {
			t.Error("it is not in force")
		}
	})
}

// The tenant has no subscription of it.
func TestAProgrammeWithoutTheProductOfATenantsUsageIsRefused(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("usage", "tenant_id,product,month,active_users", "U,intune,2016-04,7"))
		want := `the database holds product "intune", which the programme mpn-2016 does not know: add it to the file`
		if _, _, err := tryOpen(t, dsn, variant(t, `"intune"`, `"endpoints"`)); err == nil || err.Error() != want {
			t.Errorf("%v\nwant %s", err, want)
		}
	})
}

func TestAnotherStoresProgrammeIsInForceInTheNextCall(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		figure := func(partner string) int64 {
			t.Helper()
			found, pr, err := p.Progress(ctx, report.ProgressFilter{Partner: partner})
			if err != nil {
				t.Fatal(err)
			}
			platform, _ := pr.Competency("cloud-platform")
			return found[platform].Figures[0]
		}
		if got := figure("C"); got != 0 {
			t.Errorf("C is credited %d of Azure", got)
		}
		other, _ := openWith(t, dsn, variant(t, `"intune"]   # not Azure`, `"intune", "azure"]`))
		if got := figure("C"); got != 250075 || p.inForce() != other.inForce() {
			t.Errorf("C is credited %d of Azure, want 250075", got)
		}
		p.take(rows("usage", "subscription_id,month,consumed", "T-azure,2016-02,1000"))
		if got := figure("C"); got != 350075 {
			t.Errorf("C is credited %d of Azure, want 350075", got)
		}
		other.rebuilt()
	})
}

// The place of a product in its programme is another one in another programme.
func TestRowsAreReadByTheProgrammeThatIsInForceWhenTheyAreTakenIn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		all := sources(small()[:3])
		subscriptions, last := all[2], all[0]
		opened := last.Open
		last.Open = func() (io.ReadCloser, error) {
			// The file before was opened, by the programme of then.
			openWith(t, dsn, variant(t, `[[product]]
id = "office365"`, `[[product]]
id = "first"
name = { en = "First", ja = "First" }
workloads = []

[[product]]
id = "office365"`))
			return opened()
		}
		done, err := p.Import(ctx, []intake.Source{all[1], subscriptions, last}, intake.Options{})
		if err != nil || len(done) != 3 || done[2].State != intake.Stored {
			t.Fatalf("%+v: %v", done, err)
		}
		for _, line := range p.dump("subscription") {
			if cells := strings.Split(line, "\t"); strings.HasSuffix(cells[1], "office") != (cells[3] == "office365") || cells[3] == "first" {
				t.Error(line)
			}
		}
	})
}
