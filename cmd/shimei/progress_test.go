package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
)

// swapped writes the built-in programme with pairs of text swapped to a file.
func swapped(t *testing.T, pairs ...string) string {
	t.Helper()
	text := string(programme.BuiltIn().Source)
	for k := 0; k < len(pairs); k += 2 {
		if !strings.Contains(text, pairs[k]) {
			t.Fatalf("the programme has no %q", pairs[k])
		}
		text = strings.Replace(text, pairs[k], pairs[k+1], 1)
	}
	return write(t, "swapped.toml", text)
}

func TestProgressNamesTheProductsOfARequirementInItsOwnOrder(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
		file := swapped(t, "metric = \"seats_sold\"\nproducts = [\"crm-online\"]",
			"metric = \"active_entitlements\"\nproducts = [\"intune\", \"ems\", \"aad-premium\"]")
		var all []progressObject
		if err := json.Unmarshal([]byte(done(t, db, "progress", "--partner", "A", "--programme", file, "--format", "json")), &all); err != nil {
			t.Fatal(err)
		}
		for competency, want := range map[string]string{"cloud-crm": "[intune ems aad-premium]", "emm": "[ems aad-premium intune]"} {
			place := slices.IndexFunc(all, func(o progressObject) bool { return o.Competency == competency })
			if got := fmt.Sprint(all[place].Requirements[0]["products"]); got != want {
				t.Errorf("%s is over %s, want %s", competency, got, want)
			}
		}
	})
}

// TestCreditsAreOneForEachRequirement asks for one metric three times: of two sets of products, and
// of one of these in another order.
func TestCreditsAreOneForEachRequirement(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, "import", write(t, "partners.csv", "partner_id,name\nA,Aomori\nB,Biwa\n"), write(t, "customers.csv", "tenant_id,name\nT,Tailspin\n"),
			write(t, "subscriptions.csv", "subscription_id,tenant_id,product,start_date\nE,T,ems,2016-01-01\nI,T,intune,2016-01-01\nO,T,office365,2016-01-01\n"),
			write(t, "associations.csv", "route,partner_id,tenant_id,from\ndap,A,T,2016-01-01\n"),
			write(t, "usage.csv", "subscription_id,month,active_users\nE,2016-04,7\nI,2016-04,20\nO,2016-04,100\n"))
		file := swapped(t, "metric = \"active_entitlements\"\nproducts = [\"ems\", \"aad-premium\", \"intune\"]\nsilver = 1000\ngold = 2500\n",
			requirement("office365", "ems")+requirement("intune")+requirement("aad-premium")+strings.TrimSuffix(requirement("ems", "office365"), next))
		var objects []creditObject
		if err := json.Unmarshal([]byte(done(t, db, "credits", "--programme", file, "--format", "json")), &objects); err != nil {
			t.Fatal(err)
		}
		count := func(competency string, credited int, products ...string) creditObject {
			return creditObject{"A", "2016-04", competency, "active_entitlements", products, float64(credited)}
		}
		want := []creditObject{count("cloud-productivity", 100, "office365"), {"A", "2016-04", "smmcs", "net_new_customers", []string{"office365"}, float64(1)},
			count("emm", 107, "office365", "ems"), count("emm", 20, "intune"), count("emm", 107, "ems", "office365")}
		if d := cmp.Diff(want, objects); d != "" {
			t.Error(d)
		}
		table := "A,2016-04,emm,active_entitlements,office365 ems,107\nA,2016-04,emm,active_entitlements,intune,20\nA,2016-04,emm,active_entitlements,ems office365,107\n"
		if out := done(t, db, "credits", "--programme", file, "--format", "csv"); !strings.HasSuffix(out, table) {
			t.Errorf("the CSV is\n%s", out)
		}
		if out := done(t, db, "credits", "--programme", file); !strings.Contains(out, "active_entitlements  office365 ems  ") {
			t.Errorf("the table is\n%s", out)
		}
	})
}

const next = "[[competency.version.requirement]]\n"

// requirement is a requirement of active entitlements over some products, and what begins the next.
func requirement(products ...string) string {
	return "metric = \"active_entitlements\"\nproducts = [\"" + strings.Join(products, "\", \"") + "\"]\nsilver = 1000\ngold = 2500\n" + next
}

func TestACompetencyWithoutAVersionYetIsLeftOutOfProgressAndCredits(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
		file := swapped(t, "from = \"2015-10\"", "from = \"2016-05\"") // of the first, cloud-productivity
		for _, args := range [][]string{{"progress"}, {"credits"}, {"progress", "--format", "json"}, {"credits", "--format", "json"}} {
			out := done(t, db, append(args, "--month", "2016-04", "--programme", file)...)
			if strings.Contains(out, "cloud-productivity") || !strings.Contains(out, "smmcs") {
				t.Errorf("%v: %s", args, out)
			}
		}
	})
}
