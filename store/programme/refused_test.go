package programme_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"shimei/store/programme"
)

// here marks, in a changed text, the place at which it must be refused.
const here = "«"

// refused loads a text without its mark and returns the lines of the error, and the place
// that the mark is at.
func refused(t *testing.T, text string) (lines []string, place string) {
	t.Helper()
	before, after, marked := strings.Cut(text, here)
	if !marked {
		t.Fatal("the text has no mark")
	}
	p, err := programme.Load("broken.toml", []byte(before+after))
	if err == nil {
		t.Fatalf("it was taken: %+v", p)
	}
	line := strings.Count(before, "\n") + 1
	column := len(before) - strings.LastIndex(before, "\n")
	return strings.Split(err.Error(), "\n"), fmt.Sprintf("broken.toml:%d:%d: ", line, column)
}

func TestAnErrorIsFileLineColumnAndMessage(t *testing.T) {
	text := replaced(t, string(programme.BuiltIn().Source), `combine = "sum"`, `combine = "avg"`)
	_, err := programme.Load("dir/p.toml", []byte(text))
	want := `dir/p.toml:19:11: combine cannot be "avg": it is one of "sum", "max"`
	if err == nil || err.Error() != want {
		t.Errorf("%v", err)
	}
}

func TestEveryMistakeIsReportedInTheOrderOfLines(t *testing.T) {
	text := string(programme.BuiltIn().Source)
	for _, pair := range [][2]string{
		{`currency = "USD"`, `currency = "usd"`},
		{`scope = "tenant"`, `scope = "tenants"`},
		{"gold = 100000", "gold = 100"},
		{"silver = 1000\n", ""},
	} {
		text = replaced(t, text, pair[0], pair[1])
	}
	_, err := programme.Load("p.toml", []byte(text))
	if err == nil {
		t.Fatal("it was taken")
	}
	var places []string
	for _, one := range strings.Split(err.Error(), "\n") {
		places = append(places, strings.Join(strings.SplitN(one, ":", 4)[:3], ":"))
	}
	if got := strings.Join(places, " "); got != "p.toml:5:12 p.toml:66:9 p.toml:182:8 p.toml:190:1" {
		t.Errorf("%s\n%v", got, err)
	}
}

func TestABrokenProgrammeIsRefusedWithItsPlace(t *testing.T) {
	for _, c := range []struct {
		name, says string
		pairs      []string
	}{
		{"a text that is not TOML", "new lines", []string{`id = "crm-online"`, "id = \"crm-online«"}},
		{"a key that stands twice", "already defined", []string{`currency = "USD"`, "currency = \"USD\"\n«currency = \"USD\""}},
		{"an unknown key of the file", `unknown key "colour"`, []string{`currency = "USD"`, "currency = \"USD\"\n«colour = 1"}},
		{"an unknown table", `unknown key "extra"`, []string{"# ---- what it earns", "[«extra.deep]\nx = 1\n# ---- what it earns"}},
		{"an unknown key of a product", "a product has id, name", []string{`workloads = ["crm"]`, "workloads = [\"crm\"]\n«seats = 3"}},
		{"an unknown key of a name", `unknown key "fr": a name has en, ja`, []string{`ja = "Intune" }`, `ja = "Intune", «fr = "Intune" }`}},
		{"an unknown key of a dotted name", `unknown key "fr"`, []string{"name = { en = \"Intune\", ja = \"Intune\" }",
			"name.en = \"Intune\"\nname.ja = \"Intune\"\nname.«fr = \"Intune\""}},
		{"an unknown key of a route", "a route has", []string{"exclusive = true", "«exclusiv = true\nexclusive = true"}},
		{"an unknown key of a metric", "a metric has", []string{`fact = "active_users"`, "fact = \"active_users\"\n  «unit = \"users\""}},
		{"an unknown key of a competency", "a competency has", []string{"[[competency.version]]", "«levels = []\n[[competency.version]]"}},
		{"an unknown key of a version", "a version has", []string{"sample = true", "«samples = true"}},
		{"an unknown level", `unknown key "platinum": a requirement has metric, products, silver, gold`,
			[]string{"gold = 4000", "gold = 4000\n«platinum = 5000"}},
		{"an unknown product of a requirement", `unknown product "offfice365": the file's products are office365, crm-online, ems`,
			[]string{"metric = \"active_entitlements\"\nproducts = [\"office365\"]", "metric = \"active_entitlements\"\nproducts = [«\"offfice365\"]"}},
		{"an unknown product of a route", `unknown product "dynamics"`, []string{"products = [\"office365\", \"crm-online\"", "products = [\"office365\", «\"dynamics\""}},
		{"an unknown metric", `unknown metric "active": the file's metrics are active_entitlements, net_new_customers`,
			[]string{`metric = "active_entitlements"`, `metric = «"active"`}},
		{"thresholds that fall", "thresholds fall", []string{"gold = 250", "gold = «39"}},
		{"a threshold that is missing", `no threshold for the level "gold"`, []string{
			"[[competency.version.requirement]]", "«[[competency.version.requirement]]", "gold = 4000", ""}},
		{"a threshold below zero", "below zero", []string{"silver = 2000", "silver = «-1"}},
		{"a threshold in money below zero", "below zero", []string{"silver = 15000", "silver = «-0.01"}},
		{"a count with decimals", "must be a whole number", []string{"silver = 2000", "silver = «2000.5"}},
		{"a count as a text", "must be a whole number", []string{"silver = 2000", `silver = «"2000"`}},
		{"a threshold beyond all measure", "beyond the largest amount", []string{"gold = 4000", "gold = «4000000000000000"}},
		{"money finer than the minor unit", "more than 2 decimals", []string{"silver = 15000", "silver = «15000.505"}},
		{"money finer than the yen", "more than 0 decimals", []string{"USD", "JPY", "silver = 15000", "silver = «15000.5"}},
		{"money with an exponent", "not an amount", []string{"silver = 15000", "silver = «1.5e4"}},
		{"money without end", "not an amount", []string{"silver = 15000", "silver = «inf"}},
		{"one bad threshold, that the next would be below", "not an amount", []string{"silver = 15000", `silver = «"fifteen"`, "gold = 100000", "gold = 0"}},
		{"a lower threshold missing", `no threshold for the level "silver"`, []string{
			"[[competency.version.requirement]]", "«[[competency.version.requirement]]", "silver = 2000\n", ""}},
		{"money as a flag", "must be a whole number", []string{"silver = 15000", "silver = «true"}},
		{"no id", "id is missing: a route needs it", []string{"[[route]]\nid = \"adviser\"", "«[[route]]"}},
		{"no name", "name is missing", []string{"[[product]]\nid = \"crm-online\"\nname = { en = \"Dynamics CRM Online\", ja = \"Dynamics CRM Online\" }",
			"  «[[product]]\nid = \"crm-online\""}},
		{"no Japanese", "ja is missing", []string{`name = { en = "Intune", ja = "Intune" }`, `name = «{ en = "Intune" }`}},
		{"an empty name", "empty", []string{`ja = "Intune"`, `ja = «" "`}},
		{"a name in one language", "must be a table", []string{`name = { en = "Intune", ja = "Intune" }`, `name = «"Intune"`}},
		{"no workloads", "workloads is missing", []string{"[[product]]\nid = \"crm-online\"", "«[[product]]\nid = \"crm-online\"", "workloads = [\"crm\"]\n", ""}},
		{"an amount that is none", `takes cannot have "users": it has one or more of "seats", "active_users", "consumed"`,
			[]string{`workloads = ["crm"]`, "workloads = [\"crm\"]\ntakes = [\"seats\", «\"users\"]"}},
		{"an amount that stands twice", `"seats" stands twice in takes`, []string{`workloads = ["crm"]`, "workloads = [\"crm\"]\ntakes = [\"seats\", «\"seats\"]"}},
		{"a product that takes nothing", "takes is empty", []string{`workloads = ["crm"]`, "workloads = [\"crm\"]\ntakes = «[]"}},
		{"no combine of workloads", "combine is missing", []string{"[[product]]", "«[[product]]", "combine = \"sum\" ", "#"}},
		{"a bad combine", `cannot be "average"`, []string{`combine = "max"`, `combine = «"average"`}},
		{"no currency", "currency is missing", []string{"# The partner programme", "«# The partner programme", "currency = \"USD\"\n", ""}},
		{"a currency that there is none of", "unknown currency", []string{`"USD"`, `«"USX"`}},
		{"a currency in small letters", "capital letters", []string{`"USD"`, `«"usd"`}},
		{"a time zone that there is none of", "unknown time zone", []string{`"UTC"`, `«"Mars/Olympus"`}},
		{"the time zone of the machine", "unknown time zone", []string{`"UTC"`, `«"Local"`}},
		{"an empty time zone", "unknown time zone", []string{`"UTC"`, `«""`}},
		{"no levels", "levels is empty", []string{`["silver", "gold"]`, `«[]`}},
		{"a level twice", "stands twice", []string{`["silver", "gold"]`, `["silver", «"silver"]`}},
		{"a level that is a key of requirements", "cannot be called", []string{`["silver", "gold"]`, `["silver", «"metric"]`}},
		{"a level that is no level", "cannot be called", []string{`["silver", "gold"]`, `[«"none", "gold"]`}},
		{"a level that is a number", "must be a text", []string{`["silver", "gold"]`, `["silver", «2]`}},
		{"a level that is a list, of the place of the list around it", "must be a text", []string{`["silver", "gold"]`, `«["silver", ["gold"]]`}},
		{"an id twice", `"intune" stands twice`, []string{"# ---- how a partner",
			"[[product]]\nid = «\"intune\"\nname = { en = \"I\", ja = \"I\" }\nworkloads = []\n# ---- how a partner"}},
		{"an id of a route twice", `"dpor" stands twice`, []string{`id = "adviser"`, `id = «"dpor"`}},
		{"an id of a competency twice", `"smmcs" stands twice`, []string{`id = "cloud-crm"`, `id = «"smmcs"`}},
		{"a metric twice", "already exists", []string{"[metric.seats_sold]", "[«metric.net_new_customers]"}},
		{"an empty id", "an id is empty", []string{`id = "adviser"`, `id = «""`}},
		{"an id with a blank", "cannot be an id", []string{`id = "adviser"`, `id = «"crm online"`}},
		{"an id that begins with a blank", "cannot be an id", []string{`id = "adviser"`, `id = «" adviser"`}},
		{"an id that begins with a dash", "cannot be an id", []string{`id = "adviser"`, `id = «"-crm"`}},
		{"an id that is a number", "must be a text", []string{`id = "adviser"`, `id = «7`}},
		{"an id of a metric with a blank", "cannot be an id", []string{"[metric.seats_sold]",
			"[metric.«\"a b\"]\nname = { en = \"A\", ja = \"A\" }\nfact = \"seats_sold\"\nwindow = \"month\"\n[metric.seats_sold]"}},
		{"a workload twice", "stands twice", []string{`"exchange", "sharepoint"`, `"exchange", «"exchange"`}},
		{"a product twice in a route", "stands twice", []string{`products = ["office365", "crm-online"`, `products = ["office365", «"office365"`}},
		{"a bad scope", `cannot be "customer": it is one of "subscription", "tenant"`, []string{`scope = "tenant"`, `scope = «"customer"`}},
		{"a bad opener", `it is one of "customer", "partner", "vendor"`, []string{`opened_by = "partner"`, `opened_by = «"admin"`}},
		{"a flag as a text", "must be true or false", []string{"exclusive = true", `exclusive = «"true"`}},
		{"no products of a route", "products is missing", []string{"[[route]]\nid = \"adviser\"", "«[[route]]\nid = \"adviser\"", "products = []   ", "#"}},
		{"a bad first month", "not a month", []string{`from = "2016-07"`, `from = «"2016-13"`}},
		{"a first month that is a number", "must be a text", []string{`from = "2016-07"`, `from = «2016`}},
		{"a first month that is a date", "a date or time", []string{`from = "2016-07"`, `from = «2016-07-01`}},
		{"no dpor", `no route "dpor", which a nomination opens`, []string{"[[route]]", "«[[route]]", `id = "dpor"`, `id = "record"`}},
		{"a dpor that is not exclusive", "is not exclusive", []string{"exclusive = true", "exclusive = «false"}},
		{"a dpor of the whole tenant", "is of one subscription", []string{`scope = "subscription"`, `scope = «"tenant"`}},
		{"no seller", `no route "seller", which a sale opens`, []string{"[[route]]", "«[[route]]", `id = "seller"`, `id = "reseller"`}},
		{"a seller of the whole tenant", "is of one subscription", []string{
			"ja = \"販売パートナー\" }\nscope = \"subscription\"", "ja = \"販売パートナー\" }\nscope = «\"tenant\""}},
		{"a bad fact", `cannot be "users"`, []string{`fact = "active_users"`, `fact = «"users"`}},
		{"no fact", "fact is missing", []string{"[metric.active_entitlements]", "«[metric.active_entitlements]", "fact = \"active_users\"\n", ""}},
		{"a bad window", "not a window", []string{`window = "month"`, `window = «"year"`}},
		{"a window without an s", "not a window", []string{`window = "12 months"`, `window = «"12 month"`}},
		{"a window of no months", "1 to 120", []string{`window = "12 months"`, `window = «"0 months"`}},
		{"a window of eleven years", "1 to 120", []string{`window = "12 months"`, `window = «"121 months"`}},
		{"a window with a sign", "not a window", []string{`window = "12 months"`, `window = «"+12 months"`}},
		{"active users of a year", `write window = "month"`, []string{`window = "month"`, `window = «"12 months"`}},
		{"active users with counts", "leave it out", []string{`window = "month"`, "window = \"month\"\ncounts = «\"associated at event\""}},
		{"a year without counts", "counts is missing: a metric needs it", []string{"[metric.seats_sold]", "«[metric.seats_sold]",
			"fact = \"seats_sold\"\nwindow = \"12 months\"\ncounts = " + atEvaluation, "fact = \"seats_sold\"\nwindow = \"12 months\""}},
		{"bad counts", "associated at event", []string{"counts = " + atEvaluation, `counts = «"always"`}},
		{"a competency without a version", "version is missing: a competency needs it", []string{
			"[[competency]]\nid = \"cloud-crm\"", "[[competency]]\nid = \"none-yet\"\nname = { en = \"N\", ja = \"N\" }\n[[competency]]\nid = \"cloud-crm\"",
			"[[competency]]\nid = \"none-yet\"", "«[[competency]]\nid = \"none-yet\""}},
		{"a competency with an empty list of versions", "version is empty", []string{
			"[[competency]]\nid = \"cloud-crm\"", "[[competency]]\nid = \"none-yet\"\nname = { en = \"N\", ja = \"N\" }\nversion = «[]\n[[competency]]\nid = \"cloud-crm\""}},
		{"a version without a requirement", "requirement is missing: a version needs it", []string{
			"[[competency.version]]", "«[[competency.version]]\nfrom = \"2014-10\"\n[[competency.version]]"}},
		{"terms without days", "answer_days cannot be 0: it is a number of days from 1 to 3660", []string{"[[product]]", "[terms]\nanswer_days = «0\n[[product]]"}},
		{"terms that are a text", "must be a whole number", []string{"[[product]]", "[terms]\nlink_days = «\"30\"\n[[product]]"}},
		{"a reminder of eleven years", "remind_days cannot be 4000", []string{"[[product]]", "[terms]\nremind_days = [30, «4000]\n[[product]]"}},
		{"work below no percentage", "activation_percent cannot be 0: it is a percentage from 1 to 100", []string{"[[product]]", "[work]\nactivation_percent = «0\n[[product]]"}},
		{"work below more than all", "activation_percent cannot be 101", []string{"[[product]]", "[work]\nactivation_percent = «101\n[[product]]"}},
		{"work from no seat on", "unused_seats cannot be 0: it is a number of seats from 1 to 1000000", []string{"[[product]]", "[work]\nunused_seats = «0\n[[product]]"}},
		{"work of eleven years", "renewal_days cannot be 4000: it is a number of days from 1 to 3660", []string{"[[product]]", "[work]\nrenewal_days = «4000\n[[product]]"}},
		{"work of no day", "new_days cannot be -1", []string{"[[product]]", "[work]\nnew_days = «-1\n[[product]]"}},
		{"work that is a text", "must be a whole number", []string{"[[product]]", "[work]\nnew_days = «\"30\"\n[[product]]"}},
		{"work that is no table", "must be a table", []string{"currency", "work = «3\ncurrency"}},
		{"work that there is none of", "unknown key", []string{"[[product]]", "[work]\n«renewals = 3\n[[product]]"}},
		{"a term that there is none of", "unknown key", []string{"[[product]]", "[terms]\n«anwser_days = 3\n[[product]]"}},
		{"claims of what a partner opens", "takes no claims", []string{`opened_by = "partner"`, "opened_by = \"partner\"\nclaims = «true"}},
		{"a review of what a partner opens", "no nominations to review", []string{`opened_by = "partner"`, "opened_by = \"partner\"\nreview = «\"all\""}},
		{"a review that is none", `review cannot be "some"`, []string{`review = "flagged"`, `review = «"some"`}},
		{"who accepts what nobody asks for", "nobody accepts it", []string{`opened_by = "customer"`, "opened_by = \"customer\"\naccepted_by = «\"vendor\""}},
		{"a version without a month", "from is missing", []string{"[[competency.version]]\nfrom = \"2015-10\"", "«[[competency.version]]"}},
		{"two versions from one month", "two versions are from 2015-10", []string{`from = "2016-11"`, `from = «"2015-10"`}},
		{"a requirement without products", "products is empty", []string{`products = ["office365"]`, `products = «[]`}},
		{"a requirement without a list of products", "products is missing", []string{
			"[[competency.version.requirement]]\nmetric = \"active_entitlements\"\nproducts = [\"office365\"]",
			"«[[competency.version.requirement]]\nmetric = \"active_entitlements\""}},
		{"a requirement without a metric", "metric is missing", []string{
			"[[competency.version.requirement]]\nmetric = \"active_entitlements\"", "«[[competency.version.requirement]]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := string(programme.BuiltIn().Source)
			for k := 0; k < len(c.pairs); k += 2 {
				text = replaced(t, text, c.pairs[k], c.pairs[k+1])
			}
			lines, place := refused(t, text)
			// One mistake is one error: what follows from it is none of its own.
			if len(lines) != 1 || !strings.HasPrefix(lines[0], place) || !strings.Contains(lines[0], c.says) {
				t.Errorf("want %s… %s …, got\n%s", place, c.says, strings.Join(lines, "\n"))
			}
		})
	}
}

func TestAProgrammeWithNothingInItIsRefused(t *testing.T) {
	for text, says := range map[string]string{
		"«":                               "product is missing",
		"\n«x = [[1], [2]]":               `unknown key "x"`,
		"product = «[]":                   "product is empty",
		"route = «[]":                     "route is empty",
		"metric = «{}":                    "metric is empty",
		"metric = {x = «1}":               "a metric is a whole number",
		"product = [«'x']":                "a product is a text in quotes",
		"levels = ['a']\ncompetency = «1": "competency is a whole number: it must be a list",
		"levels = ['a']\nmetric = 1\ncompetency = [{id = 'x', version = [{requirement = [«3]}]}]": "a requirement is a whole number",
	} {
		t.Run(says, func(t *testing.T) {
			lines, place := refused(t, text)
			if !slices.ContainsFunc(lines, func(one string) bool { return strings.HasPrefix(one, place+says) }) {
				t.Errorf("want %s%s, got\n%s", place, says, strings.Join(lines, "\n"))
			}
		})
	}
}
