package programme_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store/programme"
)

// A product that only a later version of a competency asks for, with a metric of its own.
const (
	newProduct = "[[product]]\nid = \"teams\"\nname = { en = \"Teams\", ja = \"Teams\" }\nworkloads = [\"chat\"]\ncombine = \"sum\"\n\n# ---- how a partner"
	newVersion = "[[competency.version]]\nfrom = \"2016-07\"\n[[competency.version.requirement]]\nmetric = \"seats_sold\"\nproducts = [\"teams\"]\nsilver = 5\ngold = 9\n\n[[competency]]\nid = \"smmcs\""
	ofDPOR     = "exclusive = true                     # one at a time for each subscription\nopened_by = \"customer\"\nproducts = ["
)

// changes are what a programme file changes, and the differences that come of it.
var changes = map[string]struct {
	pairs []string
	want  string
}{
	"nothing":                {nil, ""},
	"names and who may act":  {[]string{`en = "Cloud competencies 2016"`, `en = "Another"`, `claims = true `, `claims = false `, `review = "flagged"`, `review = "all"`}, ""},
	"a threshold":            {[]string{"silver = 2000", "silver = 1000"}, "competency cloud-productivity 2015-10"},
	"a version is earlier":   {[]string{`from = "2016-11"`, `from = "2016-10"`}, "competency smmcs 2016-10"},
	"a version is later":     {[]string{`from = "2016-11"`, `from = "2017-01"`}, "competency smmcs 2016-11"},
	"a route opens later":    {[]string{`from = "2016-07"`, `from = "2016-09"`}, "route fasttrack 2016-07"},
	"a route credits less":   {[]string{`products = ["office365", "crm-online", "ems", "aad-premium", "intune"]   # not Azure`, `products = ["office365"]`}, "route dap always"},
	"a window":               {[]string{"fact = \"customers\"\nwindow = \"12 months\"", "fact = \"customers\"\nwindow = \"3 months\""}, "competency smmcs 2015-10"},
	"how workloads count":    {[]string{`combine = "max"`, `combine = "sum"`}, "competency emm 2015-10"},
	"another time zone":      {[]string{`time_zone = "UTC"`, `time_zone = "Asia/Tokyo"`}, "zone  always"},
	"a level is called else": {[]string{`"silver", "gold"]`, `"silver", "plus"]`, "gold = 4000", "plus = 4000", "gold = 250\n", "plus = 250\n", "gold = 25\n", "plus = 25\n", "gold = 25\n", "plus = 25\n", "gold = 150", "plus = 150", "gold = 100000", "plus = 100000", "gold = 2500", "plus = 2500"}, "competency cloud-productivity 2015-10, competency smmcs 2015-10, competency cloud-crm 2015-10, competency cloud-platform 2015-10, competency emm 2015-10"},
	"a product that is asked for later": {[]string{"# ---- how a partner", newProduct, "[[competency]]\nid = \"smmcs\"", newVersion, ofDPOR, ofDPOR + `"teams", `},
		"route dpor 2016-07, competency cloud-productivity 2016-07"},
	"a product that nothing asks for": {[]string{"# ---- how a partner", newProduct, ofDPOR, ofDPOR + `"teams", `}, ""},
	"a competency from a month on":    {[]string{"[[competency]]\nid = \"smmcs\"", "[[competency]]\nid = \"new\"\nname = { en = \"New\", ja = \"New\" }\n" + newVersionOf("office365") + "[[competency]]\nid = \"smmcs\""}, "competency new 2016-07"},
	"two routes change places":        {[]string{`id = "dap"`, `id = "x"`, `id = "fasttrack"`, `id = "dap"`, `id = "x"`, `id = "fasttrack"`}, "route fasttrack always, route dap always, routes  2016-07"},
}

func newVersionOf(product string) string {
	return "[[competency.version]]\nfrom = \"2016-07\"\n[[competency.version.requirement]]\nmetric = \"seats_sold\"\nproducts = [\"" + product + "\"]\nsilver = 5\ngold = 9\n"
}

func TestProgrammesDifferFromTheMonthInWhichTheirRulesDo(t *testing.T) {
	for name, c := range changes {
		differences := programme.Differences(programme.BuiltIn(), variant(t, c.pairs...))
		if got := differing(differences); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		// The other way round the same rules differ from the same months.
		if back := programme.Differences(variant(t, c.pairs...), programme.BuiltIn()); len(back) != len(differences) {
			t.Errorf("%s: back %q", name, differing(back))
		}
	}
}

func differing(all []programme.Difference) string {
	texts := make([]string, 0, len(all))
	for _, d := range all {
		from := "always"
		if d.From > 0 {
			from = d.From.String()
		}
		texts = append(texts, fmt.Sprint(d.Of, " ", d.ID, " ", from))
	}
	return strings.Join(texts, ", ")
}

// What counts in a month is credited alike by both programmes until the first difference.
func TestNothingIsCreditedOtherwiseBeforeTheFirstDifference(t *testing.T) {
	names := []string{"a version is earlier", "a route opens later", "a product that is asked for later", "a competency from a month on", "names and who may act"}
	base := programme.BuiltIn()
	rapid.Check(t, func(t *rapid.T) {
		other := variants(t, rapid.SampledFrom(names).Draw(t, "change"))
		last := lastEvaluated
		for _, d := range programme.Differences(base, other) {
			last = min(last, d.From-1)
		}
		m := programme.Month(rapid.IntRange(int(firstEvaluated), int(last)).Draw(t, "m"))
		tenant := drawTenant(t, base, 1, drawStandings(t, base))
		if diff := gocmp.Diff(counted(base, tenant, m), counted(other, tenant, m)); diff != "" {
			t.Fatalf("%s:\n%s", m, diff)
		}
	})
}

func variants(t *rapid.T, name string) *programme.Programme {
	text := string(programme.BuiltIn().Source)
	pairs := changes[name].pairs
	for k := 0; k < len(pairs); k += 2 {
		text = strings.Replace(text, pairs[k], pairs[k+1], 1)
	}
	p, err := programme.Load(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// counted are the lines of a month that a competency asks for in it, with the routes that reached them.
func counted(p *programme.Programme, tenant *programme.Tenant, m programme.Month) (lines []string) {
	for _, l := range linesOf(p, tenant, m) {
		if len(p.Counting(l.Measure, m)) > 0 {
			text := fmt.Sprint(p.MeasureID(l.Measure), " ", l.Account, l.Subscription, l.Month, l.Amount)
			for _, a := range l.Reached {
				text += " " + p.Routes[a.Route].ID
			}
			lines = append(lines, text)
		}
	}
	slices.Sort(lines)
	return lines
}

// What decides, and what does not, is said of every field of a programme: a new one fails here until it is.
func TestEveryFieldOfAProgrammeDecidesOrDoesNot(t *testing.T) {
	fields := map[reflect.Type]string{
		reflect.TypeFor[programme.Programme](): "Zone Levels Products Routes Metrics Competencies; " +
			"ID Name Currency Digits Terms Work Measures Source Hash calendar", // another currency does not fit; measures follow from requirements
		reflect.TypeFor[programme.Product]():     "ID Workloads Combine; Name Takes", // what a product does not take is not there
		reflect.TypeFor[programme.Route]():       "ID Scope Exclusive OpenedBy From Products Benefits; Name Accepts Claims Review",
		reflect.TypeFor[programme.Metric]():      "ID Fact Months Counts; Name",
		reflect.TypeFor[programme.Competency]():  "ID Versions; Name",
		reflect.TypeFor[programme.Version]():     "From Requirements; Sample",
		reflect.TypeFor[programme.Requirement](): "Measure Products Thresholds",
	}
	for of, said := range fields {
		var have []string
		for k := range of.NumField() {
			have = append(have, of.Field(k).Name)
		}
		want := strings.Fields(strings.ReplaceAll(said, ";", ""))
		slices.Sort(have)
		slices.Sort(want)
		if !slices.Equal(have, want) {
			t.Errorf("%s has %v, and %v are told", of, have, want)
		}
	}
}
