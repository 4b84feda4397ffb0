package facts_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/facts"
	"shimei/store/programme"
)

func TestTheScenariosReadWithoutFaults(t *testing.T) {
	folders, _ := filepath.Glob("../testdata/scenarios/*")
	if len(folders) < 5 {
		t.Fatalf("%d scenarios", len(folders))
	}
	for _, folder := range folders {
		for _, kind := range facts.Kinds {
			if kind == facts.Rates { // they are of one currency
				continue
			}
			file, err := os.Open(filepath.Join(folder, string(kind)+".csv"))
			if err != nil {
				t.Fatal(err)
			}
			f, err := facts.Open(file.Name(), file, programme.BuiltIn(), facts.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for f.Next() {
				_, _ = rowOf(f)
			}
			if f.Err() != nil || f.Kind() != kind || f.Rows() == 0 {
				t.Errorf("%s: %d rows of %s, %v", f.Name(), f.Rows(), f.Kind(), f.Err())
			}
			_ = file.Close()
		}
	}
}

func TestTheScenarioTypicalReadsAsItSays(t *testing.T) {
	p := programme.BuiltIn()
	office, _ := p.Product("office365")
	dpor, _ := p.Route("dpor")
	dap, _ := p.Route("dap")
	for kind, want := range map[facts.Kind]any{
		facts.Partners:  facts.PartnerRow{Line: 2, PartnerID: "A", Name: "Partner A", Country: "JP"},
		facts.Customers: facts.CustomerRow{Line: 2, TenantID: "T", Name: "Tenant T", Domain: "t.example", Country: "JP"},
		facts.Subscriptions: facts.SubscriptionRow{Line: 2, SubscriptionID: "T-office", TenantID: "T", Product: office, Kind: programme.Paid,
			Licensing: "open", Seats: new(int64(500)), Start: day(2016, 1, 15), End: programme.Never},
		facts.Usage: facts.UsageRow{Line: 2, SubscriptionID: "T-office", Month: programme.MonthOf(2016, 1), Workload: "exchange",
			Available: new(int64(500)), Assigned: new(int64(480)), Active: new(int64(100))},
		facts.Sales:        facts.SaleRow{Line: 2, OrderID: "o-1", SubscriptionID: "T-office", PartnerID: "A", At: day(2016, 1, 15), Seats: 500},
		facts.Associations: facts.AssociationRow{Line: 2, Route: dpor, PartnerID: "B", SubscriptionID: "T-office", From: day(2016, 2, 10), To: programme.Never},
	} {
		file, err := os.Open("../testdata/scenarios/typical/" + string(kind) + ".csv")
		if err != nil {
			t.Fatal(err)
		}
		rows, err := read(file, p, "")
		if err != nil {
			t.Error(err)
		} else if diff := cmp.Diff(want, rows[0]); diff != "" {
			t.Errorf("%s\n%s", kind, diff)
		}
		if kind == facts.Associations && rows[2].(facts.AssociationRow).Route != dap {
			t.Errorf("%+v", rows[2])
		}
		_ = file.Close()
	}
}
