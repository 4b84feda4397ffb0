package programme_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store/programme"
)

const builtInSummary = `mpn-2016 USD 2 UTC [silver gold] Cloud competencies 2016 / クラウド コンピテンシー 2016
product office365 sum [exchange sharepoint skype proplus]
product crm-online sum [crm]
product ems sum [ems]
product aad-premium max [app-access password-reset mfa]
product intune sum [device]
product azure sum []
route dpor subscription exclusive=true by customer from always [0 1 2 3 4 5] [competency usage_data usage_incentive support_contact]
route dap tenant exclusive=false by partner from always [0 1 2 3 4] [competency deployment_service]
route seller subscription exclusive=false by vendor from always [0 1 2 3 4 5] [competency sales_incentive]
route fasttrack tenant exclusive=false by vendor from 2016-07 [0 1 2 3 4] [competency deployment_service]
route adviser subscription exclusive=false by partner from always [] []
metric active_entitlements active_users 1 associated at event
metric net_new_customers customers 12 associated at evaluation
metric seats_sold seats_sold 12 associated at evaluation
metric consumed_revenue consumed 12 associated at event
measure active_entitlements [office365]
measure seats_sold [office365]
measure net_new_customers [office365]
measure seats_sold [crm-online]
measure consumed_revenue [azure]
measure active_entitlements [ems aad-premium intune]
competency cloud-productivity from 2015-10 sample=false {0 [0] [2000 4000]}
competency smmcs from 2015-10 sample=false {1 [0] [40 250]} {2 [0] [4 25]}
competency smmcs from 2016-11 sample=false {2 [0] [4 25]}
competency cloud-crm from 2015-10 sample=true {3 [1] [50 150]}
competency cloud-platform from 2015-10 sample=false {4 [5] [1500000 10000000]}
competency emm from 2015-10 sample=true {5 [2 3 4] [1000 2500]}
`

func TestAProductTakesWhatItsFileSaysOrWhatItsWorkloadsTell(t *testing.T) {
	takes := func(p *programme.Programme, id string) []programme.Amount {
		place, _ := p.Product(id)
		return p.Products[place].Takes
	}
	text := replaced(t, string(programme.BuiltIn().Source), `workloads = ["crm"]`, "workloads = [\"crm\"]\ntakes = [\"consumed\", \"active_users\"]")
	p, err := programme.Load("takes.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]programme.Amount{"office365": {programme.AmountSeats, programme.AmountActiveUsers}, "azure": {programme.AmountConsumed},
		"crm-online": {programme.AmountConsumed, programme.AmountActiveUsers}}
	for id := range want {
		if got := takes(p, id); !slices.Equal(got, want[id]) {
			t.Errorf("%s takes %v, want %v", id, got, want[id])
		}
	}
}

func summary(p *programme.Programme) string {
	var b strings.Builder
	fmt.Fprintln(&b, p.ID, p.Currency, p.Digits, p.Zone, p.Levels, p.Name.En, "/", p.Name.In("ja"))
	for _, x := range p.Products {
		fmt.Fprintln(&b, "product", x.ID, x.Combine, x.Workloads)
	}
	for _, x := range p.Routes {
		from := "always"
		if x.From != 0 {
			from = x.From.String()
		}
		fmt.Fprintf(&b, "route %s %s exclusive=%v by %s from %s %v %v\n",
			x.ID, x.Scope, x.Exclusive, x.OpenedBy, from, x.Products, x.Benefits)
	}
	for _, x := range p.Metrics {
		fmt.Fprintln(&b, "metric", x.ID, x.Fact, x.Months, x.Counts)
	}
	for k, x := range p.Measures {
		fmt.Fprintln(&b, "measure", p.Metrics[x.Metric].ID, p.ProductIDs(k))
	}
	for _, x := range p.Competencies {
		for _, v := range x.Versions {
			fmt.Fprintf(&b, "competency %s from %s sample=%v", x.ID, v.From, v.Sample)
			for _, r := range v.Requirements {
				fmt.Fprint(&b, " ", r)
			}
			fmt.Fprintln(&b)
		}
	}
	return b.String()
}

func TestTheBuiltInProgrammeIsTheOneOf2016(t *testing.T) {
	p := programme.BuiltIn()
	if diff := cmp.Diff(builtInSummary, summary(p)); diff != "" {
		t.Error(diff)
	}
	if p != programme.BuiltIn() {
		t.Error("it is loaded more than once")
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(p.Source)); p.Hash != sum {
		t.Errorf("its hash is %s, that of its source %s", p.Hash, sum)
	}
}

func TestEveryNameOfTheBuiltInProgrammeIsInBothLanguages(t *testing.T) {
	p := programme.BuiltIn()
	names := []programme.Text{p.Name}
	for _, x := range p.Products {
		names = append(names, x.Name)
	}
	for _, x := range p.Routes {
		names = append(names, x.Name)
	}
	for _, x := range p.Metrics {
		names = append(names, x.Name)
	}
	for _, x := range p.Competencies {
		names = append(names, x.Name)
	}
	for _, n := range names {
		if n.In("en") == "" || n.In("ja") == "" || n.In("fr") != n.En {
			t.Errorf("%+v", n)
		}
	}
}

func TestAProgrammeMayBeWrittenInOtherWays(t *testing.T) {
	for name, pairs := range map[string][]string{
		"a table for a name":             {"name = { en = \"Intune\", ja = \"Intune\" }", "name.en = \"Intune\"\nname.ja = 'Intune'"},
		"money as a decimal":             {"silver = 15000", "silver = 15_000.00"},
		"money as a text":                {"silver = 15000", `silver = "15000"`},
		"a signed number":                {"silver = 2000", "silver = +2_000"},
		"a number to the base 16":        {"silver = 2000", "silver = 0x7d0"},
		"a list over lines":              {`levels = ["silver", "gold"]`, "levels = [ # lowest first\n  'silver',\n  \"gold\",\n]"},
		"blanks about a header":          {"[[competency.version.requirement]]", "  [[ competency . version . requirement ]]"},
		"quoted keys":                    {"[metric.active_entitlements]", `["metric".'active_entitlements']`},
		"sample given as false":          {"from = \"2015-10\"\n[[", "from = \"2015-10\"\nsample = false\n[["},
		"a month as a number of months":  {`window = "month"`, `window = "1 months"`},
		"a byte order mark at the start": {"# The partner programme", "\xef\xbb\xbf# The partner programme"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(builtInSummary, summary(variant(t, pairs...))); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("lines that end in CR LF", func(t *testing.T) {
		text := strings.ReplaceAll(string(programme.BuiltIn().Source), "\n", "\r\n")
		if p, err := programme.Load("crlf.toml", []byte(text)); err != nil || summary(p) != builtInSummary {
			t.Error(err)
		}
	})
}

func TestVersionsAreSortedByTheirFirstMonth(t *testing.T) {
	p := variant(t, `from = "2016-11"`, `from = "2014-11"`)
	smmcs, _ := p.Competency("smmcs")
	versions := p.Competencies[smmcs].Versions
	if versions[0].From != month("2014-11") || len(versions[0].Requirements) != 1 || versions[1].From != month("2015-10") {
		t.Errorf("%+v", versions)
	}
}

func TestAThresholdMayBeZeroAndAWindowTenYears(t *testing.T) {
	p := variant(t, "silver = 2000", "silver = 0", "silver = 15000", "silver = 0.00", "gold = 100000", "gold = 0",
		`window = "12 months"`, `window = "120 months"`)
	platform, _ := p.Competency("cloud-platform")
	if got := p.Competencies[platform].Versions[0].Requirements[0].Thresholds; got[0] != 0 || got[1] != 0 {
		t.Error(got)
	}
	if got := p.Metrics[1].Months; got != 120 {
		t.Errorf("%d months", got)
	}
}

func TestAnIDIsOfLettersDigitsAndMarks(t *testing.T) {
	for _, id := range []string{"a", "z", "A", "Z", "0", "9", "az-AZ_09.x"} {
		p := variant(t, `id = "adviser"`, `id = "`+id+`"`)
		if _, found := p.Route(id); !found {
			t.Error(id)
		}
	}
}

func TestTheOrderOfProductsMakesNoOtherMeasure(t *testing.T) {
	p := variant(t, "[[competency.version.requirement]]\nmetric = \"active_entitlements\"\nproducts = [\"ems\"",
		`[[competency.version.requirement]]
metric = "active_entitlements"
products = ["intune", "ems", "aad-premium"]
silver = 1
gold = 1
[[competency.version.requirement]]
metric = "active_entitlements"
products = ["office365"]
silver = 1
gold = 1
[[competency.version.requirement]]
metric = "active_entitlements"
products = ["ems"`)
	if len(p.Measures) != len(programme.BuiltIn().Measures) {
		t.Errorf("%d measures", len(p.Measures))
	}
}

func TestAThresholdInMoneyFollowsTheCurrency(t *testing.T) {
	platform := func(p *programme.Programme) int64 {
		k, _ := p.Competency("cloud-platform")
		return p.Competencies[k].Versions[0].Requirements[0].Thresholds[0]
	}
	for _, c := range []struct {
		currency, written string
		minor             int64
	}{
		{"USD", "15000", 1500000}, {"USD", "15000.50", 1500050}, {"USD", "0.07", 7}, {"USD", `"15000.5"`, 1500050},
		{"JPY", "15000", 15000}, {"JPY", "15000.0", 15000}, {"KWD", "15000.125", 15000125},
	} {
		p := variant(t, "USD", c.currency, "silver = 15000", "silver = "+c.written)
		if got := platform(p); got != c.minor {
			t.Errorf("%s %s is %d minor units, not %d", c.currency, c.written, got, c.minor)
		}
	}
}

func TestAWindowOfOneMonthNeedsNoCounts(t *testing.T) {
	seats := "fact = \"seats_sold\"\nwindow = \"12 months\"\ncounts = "
	customers := "fact = \"customers\"\nwindow = \"12 months\"\ncounts = "
	for name, c := range map[string]struct {
		old, new string
		metric   int
		want     programme.Counts
	}{
		"none given":                  {seats + atEvaluation, "fact = \"seats_sold\"\nwindow = \"month\"", 2, programme.CountsAtEvent},
		"given, where all is one":     {seats, "fact = \"seats_sold\"\nwindow = \"month\"\ncounts = ", 2, programme.CountsAtEvent},
		"none given, of customers":    {customers + atEvaluation, "fact = \"customers\"\nwindow = \"month\"", 1, programme.CountsAtEvent},
		"given, of customers, stands": {customers, "fact = \"customers\"\nwindow = \"month\"\ncounts = ", 1, programme.CountsAtEvaluation},
	} {
		t.Run(name, func(t *testing.T) {
			m := variant(t, c.old, c.new).Metrics[c.metric]
			if m.Counts != c.want || m.Months != 1 {
				t.Errorf("%d months, counts %q", m.Months, m.Counts)
			}
		})
	}
}

func TestLoadRefusesOrTakesWhateverItReads(t *testing.T) {
	source := string(programme.BuiltIn().Source)
	parts := []string{"", "\"", "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "\n", "#", "0", "-1", "true", "id", "name",
		"[a]", "[[product]]", "[metric]", "[metric.x]", "name = 1\n", "[[product.name]]\n", "products = []\n", "\\u0000", "\xff", "é"}
	rapid.Check(t, func(t *rapid.T) {
		text := source
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			from := rapid.IntRange(0, len(text)).Draw(t, "from")
			cut := min(rapid.SampledFrom([]int{0, 0, 1, 3, 30, 300, 3000}).Draw(t, "cut"), len(text)-from)
			text = text[:from] + rapid.SampledFrom(parts).Draw(t, "put") + text[from+cut:]
		}
		p, err := programme.Load("x.toml", []byte(text))
		if (p == nil) == (err == nil) {
			t.Fatalf("a programme: %v, an error: %v", p != nil, err)
		}
		checkPlaces(t, text, err)
	})
}

// checkPlaces fails where an error, or one that it joins, is of no place in the text.
func checkPlaces(t *rapid.T, text string, err error) {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, err := range many.Unwrap() {
			checkPlaces(t, text, err)
		}
		return
	}
	if err == nil {
		return
	}
	wrong, ok := errors.AsType[*programme.LoadError](err)
	if !ok {
		t.Fatalf("%T %v", err, err)
	}
	lines := strings.Split(text, "\n")
	if wrong.File != "x.toml" || wrong.Message == "" || wrong.Line < 1 || wrong.Line > len(lines) ||
		wrong.Column < 1 || wrong.Column > len(lines[wrong.Line-1])+1 {
		t.Fatalf("%v is nowhere in a text of %d lines", err, len(lines))
	}
}

func TestTermsAreTheUsualOnesUntilTheFileNamesOthers(t *testing.T) {
	usual := programme.Terms{AnswerDays: 90, ReturnDays: 14, DisputeDays: 30, LinkDays: 30, LongestDays: 730, RemindDays: []int{30, 7, 1}}
	if diff := cmp.Diff(usual, programme.BuiltIn().Terms); diff != "" {
		t.Error(diff)
	}
	usual.ReturnDays, usual.RemindDays = 7, []int{60, 10}
	p := variant(t, "[[product]]", "[terms]\nreturn_days = 7\nremind_days = [10, 60]\n[[product]]")
	if diff := cmp.Diff(usual, p.Terms); diff != "" {
		t.Error(diff)
	}
}

func TestWorkIsTheUsualOneUntilTheFileNamesAnother(t *testing.T) {
	usual := programme.Work{RenewalDays: 90, ActivationPercent: 40, UnusedSeats: 10, NewDays: 30}
	if diff := cmp.Diff(usual, programme.BuiltIn().Work); diff != "" {
		t.Error(diff)
	}
	usual.RenewalDays, usual.UnusedSeats = 45, 3
	p := variant(t, "[[product]]", "[work]\nrenewal_days = 45\nunused_seats = 3\n[[product]]")
	if diff := cmp.Diff(usual, p.Work); diff != "" {
		t.Error(diff)
	}
}

func TestWhoDecidesOnWhatAPartnerAsksFor(t *testing.T) {
	p := programme.BuiltIn()
	var got []string
	for _, r := range p.Routes {
		got = append(got, fmt.Sprintf("%s:%s:%v:%s", r.ID, r.Accepts, r.Claims, r.Review))
	}
	want := []string{"dpor::true:flagged", "dap:customer:false:none", "seller::false:none", "fasttrack:vendor:false:none", "adviser:vendor:false:none"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if r := variant(t, `opened_by = "partner"`, "opened_by = \"partner\"\naccepted_by = \"vendor\"").Routes[1]; r.Accepts != "vendor" {
		t.Errorf("%s decides", r.Accepts)
	}
}
