package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

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
