package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shimei/store/mapping"
	"shimei/store/storetest"
)

// exports are files of the shapes that other systems write.
const exports = "../../store/mapping/testdata/"

// withSubscriptions makes a database with the subscriptions of the exports.
func withSubscriptions(t *testing.T) (db string) {
	t.Helper()
	db = filepath.Join(t.TempDir(), "x.db")
	done(t, db, "import", write(t, "customers.csv", "tenant_id,name\nT,Tailspin Toys\n"), write(t, "subscriptions.csv",
		"subscription_id,tenant_id,product,start_date\nS-crm,T,crm-online,2016-01-01\n3333cccc-0000-4000-8000-000000000003,T,azure,2016-01-01\n"))
	return db
}

func TestMappingsAreListedAndShown(t *testing.T) {
	db := filepath.Join(t.TempDir(), "none.db")
	list := done(t, db, "map", "list", "--format", "csv")
	for _, name := range mapping.Names() {
		shown := done(t, db, "map", "show", name)
		if !strings.Contains(list, "\n"+name+",usage,") || !strings.HasPrefix(shown, "# ") {
			t.Errorf("%s: %s\n%s", name, list, shown)
		}
		if again := done(t, db, "map", "show", write(t, "mine.toml", shown)); again != shown {
			t.Errorf("%s as a file: %s", name, again)
		}
	}
	if out := done(t, db, "map", "list", "--format", "json"); !strings.Contains(out, `"name": "azure-cost"`) || !strings.Contains(out, "\"settings\": [\n   \"month\"") {
		t.Error(out)
	}
	faulty := write(t, "mine.toml", "kind = \"usage\"\n[columns]\nmoth = \"Month\"\n")
	if o := shimei(t, db, "map", "show", faulty); o.code != exitFailed || !strings.Contains(o.err, faulty+`:3:1: unknown key "moth" (did you mean month?)`) {
		t.Errorf("%+v", o)
	}
	if o := shimei(t, db, "map", "show", "azure-costs"); o.code != exitMisuse || !strings.Contains(o.err, "(did you mean azure-cost?)") {
		t.Errorf("%+v", o)
	}
	if _, err := os.Stat(db); err == nil {
		t.Error("a database was made")
	}
}

func TestAnExportIsImportedByAMapping(t *testing.T) {
	db := withSubscriptions(t)
	azure := write(t, "azure.toml", strings.Replace(done(t, db, "map", "show", "azure-cost"), "\ncurrency = ", "\n# currency = ", 1))
	out := done(t, db, "import", "--map", azure, exports+"azure-cost-mca.csv")
	for _, want := range []string{
		"stored",
		exports + "azure-cost-mca.csv by " + azure + ": 3 rows read, 1 left out, 2 became 1\n",
		"\n  left out, 1 row: it was paid for and not used (7 USD consumed)\n",
		"\n  USD consumed: read 9.685, left out 7, came out 2.685, rounded 2.68\n",
		"\n  columns without a place here: invoiceId, previousInvoiceId, ",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
	stored := slices.DeleteFunc(strings.Split(storetest.Dump(t, db), "\n"), func(line string) bool { return !strings.HasPrefix(line, "usage\t3333cccc") })
	if len(stored) != 1 || !strings.Contains(stored[0], "\t268") {
		t.Errorf("stored is %q", stored)
	}
	var objects []importObject
	if err := json.Unmarshal([]byte(done(t, db, "import", "--map", azure, exports+"azure-cost-mca.csv", "--format", "json")), &objects); err != nil {
		t.Fatal(err)
	}
	m := objects[0].Mapping
	if objects[0].Unchanged != 1 || m == nil || m.Rows != 3 || m.Taken != 2 || m.Into != 1 || len(m.LeftOut) != 1 || *m.LeftOut[0].Totals[0].Currency != "USD" ||
		len(m.Totals) != 1 || *m.Totals[0].Rounded != "2.68" || len(m.NoPlace) != 60 {
		t.Errorf("%+v %+v", objects, m)
	}
}

func TestAnExportWithoutItsMappingIsToldByWhichItIsRead(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	files, err := os.ReadDir(exports)
	if err != nil || len(files) < len(mapping.Names()) {
		t.Fatal(files, err)
	}
	for _, f := range files {
		name := "partner-center-usage" // of tenant-level-usage.csv
		for _, known := range mapping.Names() {
			if strings.HasPrefix(f.Name(), known) {
				name = known
			}
		}
		for _, options := range [][]string{nil, {"--as", "usage"}, {"--map", write(t, "other.toml", "kind = \"usage\"\n[columns]\nsubscription_id = \"Other\"\nmonth = \"Month\"\nconsumed = \"Cost\"\n")}} {
			o := shimei(t, db, append([]string{"import", "--dry-run", exports + f.Name()}, options...)...)
			if want := "this looks like an export that the mapping " + name + " reads; import it with --map " + name + "\n"; o.code != exitFailed || !strings.HasSuffix(o.err, want) {
				t.Errorf("%s %v: %s\nwant %s", f.Name(), options, o.err, want)
			}
		}
	}
	for text, want := range map[string]string{
		"subscription_id,month,available_seats,active_seats\n": `:1: the header fits no kind of file; for usage: unknown column "active_seats" (did you mean active_users?)`,
		"ResourceGroup,Date,Cost\n":                            ":1: the header fits no kind of file; for partners: ",
		`[{"Cost": 1}]`:                                        ":1: the file is JSON, which is read by a mapping; name one with --map, or write the file as CSV",
	} {
		if o := shimei(t, db, "import", "--dry-run", write(t, "x.csv", text)); o.code != exitFailed || !strings.Contains(o.err, want) || strings.Contains(o.err, "looks like") {
			t.Errorf("%q: %s\nwant %s", text, o.err, want)
		}
	}
}

func TestATitleAboveTheNamesOfColumnsIsToldWithTheLineOfThese(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	costs := "SubscriptionGuid,Date,Cost,Currency,ChargeType\nS,4/1/2016 12:00:00 AM,3,USD,Usage\n"
	for _, c := range []struct {
		text, line string
		options    []string
	}{
		{"Usage Data for Tailspin\n\n" + costs, "3", nil},
		{"Usage Data for Tailspin\n\n" + costs, "3", []string{"--map", "azure-cost"}},
		{"Usage Data,,,for Tailspin,,\n" + costs, "2", nil},
		{"Report for May\nSubscription ID;Month;Consumed\n", "", nil}, // nothing tells what stands between its cells
		{"Report for May;;;\nSubscription ID;Month;Consumed\n", "2", nil},
		{"Report for May\nsubscription_id,month,consumed\n", "2", []string{"--as", "usage"}},
		{"Report for May\nsubscription_id,month,consumed\n", "", []string{"--as", "sales"}},
		{"Report for May\nS,2016-05,3\n", "", nil},
		{"Report for May\n", "", nil},
	} {
		o := shimei(t, db, append([]string{"import", "--dry-run", write(t, "x.csv", c.text)}, c.options...)...)
		said := strings.Contains(o.err, "x.csv:1: this row does not name the columns, and line "+c.line+" does; remove the lines above that\n")
		if o.code != exitFailed || said != (c.line != "") || !strings.Contains(o.err, "x.csv:1: ") {
			t.Errorf("%q %v: %s", c.text, c.options, o.err)
		}
	}
}

func TestUsageOfAnUnknownSubscriptionIsToldWithItsAmountAndWhatHelps(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		costs := write(t, "costs.csv", "SubscriptionId,Date,Cost,Currency,ChargeType\nnone,4/1/2016,1.5,USD,Usage\nnone,4/2/2016,2.255,USD,Usage\nnone,5/2/2016,3.125,EUR,Usage\n")
		seats := write(t, "seats.csv", "SubscriptionId,Month,AvailableSeats\nnone,2016-04,5\n")
		const remedy = "; import it with the subscriptions first, or use a mapping of your own with a leave_out rule for it\n"
		for _, c := range []struct{ mapping, file, want string }{
			{"azure-cost", costs, `:2: subscription_id: no subscription has the id "none", of which there is usage of 2016-04 (3.755 USD)` + remedy},
			{"azure-cost", costs, `:4: subscription_id: no subscription has the id "none", of which there is usage of 2016-05 (3.125 EUR)` + remedy},
			{"partner-center-licenses", seats, `:2: subscription_id: no subscription has the id "none", of which there is usage of 2016-04` + remedy},
		} {
			if o := shimei(t, db, "import", "--map", c.mapping, c.file); o.code != exitFailed || !strings.Contains(o.err, c.file+c.want) {
				t.Errorf("%s\nwant %s", o.err, c.want)
			}
		}
	})
}

func TestAnExportInSeveralCurrenciesIsConvertedAtTheirRates(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	subscriptions := "subscription_id,tenant_id,product,start_date\n"
	for _, id := range []string{"sub-aaaa", "sub-bbbb", "sub-cccc"} {
		subscriptions += id + ",T,azure,2016-01-01\n"
	}
	done(t, db, "import", write(t, "customers.csv", "tenant_id,name\nT,Tailspin Toys\n"), write(t, "subscriptions.csv", subscriptions))
	cost := exports + "azure-cost-small.csv"
	if o := shimei(t, db, "import", "--map", "azure-cost", cost); o.code != exitFailed || !strings.Contains(o.err, cost+":8: currency: there is no rate of CAD for 2016-09") {
		t.Errorf("without a rate: %+v", o)
	}
	done(t, db, "import", write(t, "rates.csv", "month,currency,rate\n2016-09,CAD,0.75\n"))
	out := done(t, db, "import", "--map", "azure-cost", cost)
	for _, want := range []string{
		": 8 rows read, 1 left out, 7 became 3\n",
		"\n  CAD consumed: read 2.4422709677419368, left out 0, came out 2.4422709677419368\n",
		"\n  USD consumed: read 6.102734819, left out 3.25, came out 2.852734819, rounded 2.85\n",
		"\n  columns without a place here: ResourceId\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
	mixed := write(t, "mixed.csv", "SubscriptionId,Date,ChargeType,Cost,BillingCurrency\nsub-bbbb,09/04/2016,Usage,1,USD\nSUB-BBBB,09/04/2016,Usage,1,CAD\n")
	done(t, db, "import", "--map", "azure-cost", mixed)
	if got := storetest.Dump(t, db); !strings.Contains(got, "\t175") || !strings.Contains(got, "\t183") || !strings.Contains(got, "\t285") {
		t.Errorf("stored is\n%s", got)
	}
	// 0.005 and 0.01 at 0.5 are 0.01, and not 0.00 and 0.01, of which each is rounded.
	done(t, db, "import", write(t, "rates.csv", "month,currency,rate\n2016-10,CAD,0.5\n"))
	done(t, db, "import", "--map", "azure-cost", write(t, "halves.csv", "SubscriptionId,Date,ChargeType,Cost,BillingCurrency\nsub-bbbb,10/04/2016,Usage,0.005,USD\nsub-bbbb,10/05/2016,Usage,0.01,CAD\n"))
	if got := storetest.Dump(t, db, "usage"); !strings.Contains(got, "\t1\t0.01 CAD, 0.005 USD") {
		t.Errorf("halves of cents are\n%s", got)
	}
	if o := shimei(t, db, "import", "--sum", "--map", "partner-center-usage", exports+"tenant-level-usage.csv"); o.code != exitMisuse {
		t.Errorf("--sum beside a mapping whose rows do not add up: %+v", o)
	}
}

// Two partners of record on two subscriptions of a product are each credited the whole of its use, once.
func TestAReportByTenantIsCreditedOnce(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, "import", write(t, "customers.csv", "tenant_id,name\nT,Tailspin Toys\n"), write(t, "partners.csv", "partner_id,name\nA,Adatum\nB,Bellows\n"),
		write(t, "subscriptions.csv", "subscription_id,tenant_id,product,start_date\nS-1,T,office365,2016-01-01\nS-2,T,office365,2016-01-01\n"),
		write(t, "associations.csv", "route,partner_id,subscription_id,from\ndpor,A,S-1,2016-01-15\ndpor,B,S-2,2016-01-15\n"))
	done(t, db, "import", "--map", "partner-center-usage", exports+"tenant-level-usage.csv")
	for _, partner := range []string{"A", "B"} {
		is(t, partner, counted(t, db, partner, "2016-04"), "418")
	}
	done(t, db, "import", "--map", "graph-m365-activity", "--set", "tenant_id=T", exports+"graph-m365-activity.json")
	is(t, "with the other workloads", counted(t, db, "A", "2016-04"), "706")
	is(t, "verify", done(t, db, "verify"), "0 differences\n")
}

func TestAMappingMayComeFromTheEnvironment(t *testing.T) {
	db := withSubscriptions(t)
	t.Setenv("SHIMEI_MAP", "partner-center-licenses")
	out := done(t, db, "import", "--dry-run", exports+"partner-center-licenses.csv")
	if !strings.Contains(out, "2 rows read, 1 left out, 1 became 1") || !strings.Contains(out, "\n  active_users: read 36, left out 5, came out 31\n") {
		t.Error(out)
	}
}

func TestWhatAMappingCannotReadIsRefused(t *testing.T) {
	db := withSubscriptions(t)
	licences := exports + "partner-center-licenses.csv"
	broken := write(t, "broken.csv", "SubscriptionId,Month,AvailableSeats\nS-crm,2016-04,5\nS-crm,2016-04,many\n")
	for _, c := range []struct {
		code int
		said string
		args []string
	}{
		{exitFailed, broken + ":3: AvailableSeats: \"many\" is not an amount", []string{"--map", "partner-center-licenses", broken}},
		{exitFailed, licences + ":1: the mapping azure-cost reads columns that the file does not have: Date or UsageDate or UsageDateTime, ", []string{"--map", "azure-cost", licences}},
		{exitMisuse, "the mapping partner-center-licenses makes rows of usage, and the file is said to hold sales", []string{"--map", "partner-center-licenses", "--as", "sales", licences}},
		{exitMisuse, "the mapping partner-center-licenses reads dates in the order mdy, and dmy is asked for", []string{"--map", "partner-center-licenses", "--dates", "dmy", licences}},
		{exitMisuse, "the mapping partner-center-licenses takes no settings", []string{"--map", "partner-center-licenses", "--set", "month=2016-04", licences}},
		{exitMisuse, `shimei: the setting month: "2016-4" is not a month; write it as 2016-04`, []string{"--map", "graph-subscribed-skus", "--set", "month=2016-4", exports + "graph-subscribed-skus.json"}},
		{exitMisuse, "--set says what a mapping asks for", []string{"--set", "month=2016-04", licences}},
		{exitMisuse, `there is no mapping "none"`, []string{"--map", "none", licences}},
	} {
		before := storetest.Dump(t, db)
		o := shimei(t, db, append([]string{"import"}, c.args...)...)
		if o.code != c.code || !strings.Contains(o.err, c.said) {
			t.Errorf("%v: %+v\nwant %s", c.args, o, c.said)
		}
		if c.code == exitMisuse && storetest.Dump(t, db) != before {
			t.Errorf("%v changed something", c.args)
		}
	}
}
