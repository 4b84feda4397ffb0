package main

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const people = "partner_id,name\nA,Partner A\n"

func TestAFileWithFaultsIsRefusedWholeAndSaysWhere(t *testing.T) {
	partners, customers := write(t, "partners.csv", people), write(t, "customers.csv", "tenant_id,name\nT,Tenant T\n")
	subscriptions := write(t, "subscriptions.csv", "subscription_id,tenant_id,product,start_date\nS,T,office365,2016-01-15\n")
	for name, x := range map[string]struct{ text, want string }{
		"an unknown subscription": {"subscription_id,month,active_users\nS,2016-04,5\nX,2016-04,5\n", `:3: subscription_id: no subscription has the id "X"`},
		"a month of 2016-13":      {"subscription_id,month,active_users\nS,2016-13,5\n", ":2: month:"},
		"a negative count":        {"subscription_id,month,active_users\nS,2016-04,-5\n", ":2: active_users:"},
		"an unknown column":       {"subscription_id,month,active_user\nS,2016-04,5\n", ":1: "},
		"an unknown workload":     {"subscription_id,month,workload,active_users\nS,2016-04,mail,5\n", `:2: workload: office365 has no workload "mail"`},
		"broken quotes":           {"subscription_id,month,active_users\nS,2016-04,\"5\n", ":2: "},
		"10 MB in one field":      {"subscription_id,month,active_users\nS,2016-04," + strings.Repeat("5", 10<<20) + "\n", ":2: "},
		"nothing":                 {"", ":1: "},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, db string) {
				done(t, db, "import", partners, customers, subscriptions)
				usage := write(t, "usage.csv", x.text)
				o := shimei(t, db, "import", usage, "--format", "json")
				if o.code != exitFailed || !strings.Contains(o.err, usage+x.want) {
					t.Errorf("exit %d\n%.500s\nwant %s", o.code, o.err, x.want)
				}
				var objects []importObject
				if err := json.Unmarshal([]byte(o.out), &objects); err != nil {
					t.Fatalf("%v in %.500s", err, o.out)
				}
				if objects[0].State != "refused" || objects[0].Added != 0 || len(objects[0].Errors) != 1 {
					t.Errorf("%+v", objects)
				}
				good := write(t, "usage.csv", "subscription_id,month,active_users\nS,2016-04,5\n")
				if out := done(t, db, "import", good); !strings.Contains(out, "stored") {
					t.Error(out)
				}
			})
		})
	}
}

func TestADryRunStoresNothing(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, "user", "add", "a@b.example", "--name", "A", "--role", "admin", "--generate")
	files := factFiles(t, "../../store/testdata/scenarios/complex")
	if out := done(t, db, append([]string{"import", "--dry-run"}, files...)...); strings.Count(out, "dry run") != len(files) {
		t.Error(out)
	}
	if out := done(t, db, "progress", "--format", "json"); out != "[]\n" {
		t.Errorf("after a dry run: %s", out)
	}
}

func TestTheFilesBeforeARefusedOneStay(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	o := shimei(t, db, "import", write(t, "usage.csv", "subscription_id,month,active_users\nS,2016-04,5\n"),
		write(t, "customers.csv", "tenant_id,name\nT,\n"), write(t, "partners.csv", people))
	if o.code != exitFailed || !strings.Contains(o.err, "customers.csv:2: name:") || !strings.Contains(o.err, "Files not taken in after the refused one: 1") {
		t.Errorf("%+v", o)
	}
	if out := done(t, db, "progress", "--partner", "A", "--month", "2016-04", "--format", "csv"); !strings.Contains(out, "A,2016-04,") {
		t.Errorf("the partners are gone: %s", out)
	}
}

func TestAFileThatIsNotThereFails(t *testing.T) {
	o := shimei(t, filepath.Join(t.TempDir(), "x.db"), "import", "absent.csv")
	if o.code != exitFailed || !strings.Contains(o.err, "absent.csv") {
		t.Errorf("%+v", o)
	}
}

func TestAProgrammeWithATypoIsRefusedWithItsPlace(t *testing.T) {
	path := write(t, "new.toml", "id = \"x\"\ncurency = \"USD\"\n")
	o := shimei(t, filepath.Join(t.TempDir(), "x.db"), "--programme", path, "progress")
	if o.code != exitFailed || !strings.Contains(o.err, path+":2:1: ") || !strings.Contains(o.err, "curency") {
		t.Errorf("%+v", o)
	}
}

func TestADryRunTellsWhatChangesInFiguresLevelsAndClosedMonths(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
		done(t, db, "import", write(t, "usage.csv", "subscription_id,month,workload,active_users\nT-office,2016-04,exchange,2500\n"))
		for _, m := range []string{"2016-01", "2016-02", "2016-03", "2016-04"} {
			done(t, db, "statement", "close", m)
		}
		suspend := write(t, "suspend.csv", "partner_id,name,status,as_of\nA,Partner A,suspended,2016-01-01\n")
		out := done(t, db, "import", "--dry-run", suspend)
		for _, want := range []string{"Accounts that change: 1; that gain a level: 0; that lose one: 1.", "Closed months that get corrections: 2016-01, 2016-02, 2016-03, 2016-04.",
			"correction  A", "cloud-productivity  silver        none"} {
			if !strings.Contains(out, want) {
				t.Errorf("without %q:\n%s", want, out)
			}
		}
		var objects []importObject
		if err := json.Unmarshal([]byte(done(t, db, "import", "--dry-run", "--format", "json", suspend)), &objects); err != nil {
			t.Fatal(err)
		}
		e := objects[0].Effect
		if e == nil || e.Lost != 1 || len(e.Closed) != 4 || len(e.Corrections) == 0 || e.Corrections[0].Month != "2016-01" || !slices.ContainsFunc(e.Rows, func(x effectRow) bool { return x.Month == "2016-04" && x.Move == "loses" }) {
			t.Errorf("%+v", e)
		}
		same := done(t, db, "import", "--dry-run", write(t, "partners.csv", "partner_id,name\nNEW,New Works\n"))
		if !strings.Contains(same, "No figure and no level changes in 2016-04, and no closed month.") {
			t.Error(same)
		}
		if out := done(t, db, "import", suspend, "--format", "json"); strings.Contains(out, "effect") {
			t.Errorf("what is stored has no effect to tell: %s", out)
		}
		bad := shimei(t, db, "import", "--dry-run", "--format", "json", write(t, "bad.csv", "partner_id,name\n,Nobody\n"))
		if bad.code != exitFailed || strings.Contains(bad.out, "effect") {
			t.Errorf("%+v", bad)
		}
	})
}

func TestADryRunSaysWhatEmptyCellsClear(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, "import", write(t, "customers.csv", "tenant_id,name,domain\nT-1,Tailspin,tailspin.example\n"))
		cleared := write(t, "customers.csv", "tenant_id,name,domain\nT-1,Tailspin,\n")
		if out := done(t, db, "import", "--dry-run", cleared); !strings.Contains(out, cleared+": empty cells clear stored values: domain 1; a column that is left out of the file keeps them") {
			t.Error(out)
		}
		if out := done(t, db, "import", "--dry-run", "--format", "json", cleared); !strings.Contains(strings.Join(strings.Fields(out), ""), `"cleared":[{"column":"domain","values":1}]`) {
			t.Error(out)
		}
		if out := done(t, db, "import", "--dry-run", write(t, "names.csv", "tenant_id,name\nT-1,Other\n")); strings.Contains(out, "empty cells") {
			t.Error(out)
		}
	})
}
