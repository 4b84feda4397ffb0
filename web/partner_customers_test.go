package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/store/demo"
	"shimei/views"
)

// renewing are facts that usage data shows of Birch Mills and nothing else does: its figures
// stand nowhere else in the small fixture.
var renewing = []demo.File{
	{Name: "subscriptions.csv", CSV: []byte(`subscription_id,tenant_id,product,licensing,seats,start_date,renewal_date,auto_renew
b-office,T-B,office365,direct,7130,2015-05-01,2019-07-08,false
`)},
	{Name: "usage.csv", CSV: []byte(`subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed
b-office,2016-04,exchange,7130,6121,5114,
`)},
}

// seen are those facts as a page or a file may write them.
var seen = []string{"7,130", "7130", "6,121", "6121", "5,114", "5114", "2,016", "8 July 2019", "2019/07/08", "2019-07-08"}

func TestUsageDataIsShownToThePartnerThatARouteBringsItAndToNobodyElse(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, renewing)
	nominated := x.as(lumen)
	nominated.language = "en"
	nominated.get(views.CustomersPath).is(http.StatusOK).says("Birch Mills", "T-B", "Digital Partner of Record", "2,016", "8 July 2019")
	if bar := words(nominated.get(views.CustomersPath).page.Find(".seats .visually-hidden")); bar != "7,130 bought, 6,121 assigned, 5,114 active" {
		t.Errorf("the seats are %q", bar)
	}
	if a := nominated.get(views.CustomersPath + ".csv").is(http.StatusOK); !strings.Contains(a.body, "Birch Mills,T-B,dpor,100,1,1,7130,6121,5114,2016,2019-07-08\n") {
		t.Error(a.body)
	}

	one := nominated.click(nominated.get(views.CustomersPath), "Birch Mills").is(http.StatusOK).says("Office 365", "b-office", "10 May 2015", "8 July 2019")
	if bar := words(one.page.Find(".seats .visually-hidden")); bar != "7,130 bought, 6,121 assigned, 5,114 active" || strings.Contains(one.main(), "b-azure") {
		t.Errorf("the seats are %q in %s", bar, one.main())
	}

	delegate := x.as(harbour)
	delegate.language = "en"
	a := delegate.get(views.CustomersPath).is(http.StatusOK).says("Birch Mills", "Delegated administration partner", say("en", "customers.hidden"),
		say("en", "customers.hidden_why"), "/nominate/meaning?partner=201")
	file := delegate.get(views.CustomersPath + ".csv").is(http.StatusOK)
	if !strings.Contains(file.body, "Birch Mills,T-B,dap,201,2,,,,,,\n") {
		t.Error(file.body)
	}
	book := strings.Join(delegate.get(views.CustomersPath+".xlsx").is(http.StatusOK).rowsOf(t, "xlsx")[0], " ")
	own := delegate.get(views.CustomerPath("T-B")).is(http.StatusOK).says("b-office", "b-azure", "Harbour Osaka", say("en", "customers.hidden"))
	lacks := say("en", "account_customer.lacks")
	one.says(lacks, "Dynamics CRM Online")
	for _, hidden := range append(seen, lacks) {
		if strings.Contains(a.body, hidden) || strings.Contains(own.body, hidden) || strings.Contains(file.body, hidden) || strings.Contains(book, hidden) {
			t.Errorf("%s is shown to a partner that no route brings it", hidden)
		}
	}
	if other := x.as(ember).get(views.CustomersPath); strings.Contains(other.main(), "Birch") {
		t.Errorf("another partner sees the customer: %s", other.main())
	}
}

func TestTheCustomersOfAnAccountAreFoundByNameIdAndRoute(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, many())
	v := x.as(lumen)
	v.language = "en"
	all := v.column(views.CustomersPath, "th .code")
	if len(all) < 51 {
		t.Fatalf("%d customers are too few for two pages", len(all))
	}
	for query, want := range map[string]string{"customer=ＢＩＲＣＨ": "T-B", "customer=Ｔ－Ｂ&route=dpor": "T-B", "customer=T-B&route=dap": "", "route=none": ""} {
		if got := strings.Join(v.column(views.CustomersPath+"?"+query, "th .code"), " "); got != want {
			t.Errorf("%s finds %q, want %q", query, got, want)
		}
	}
	a := v.get(views.CustomersPath + "?customer=birch&route=dpor").is(http.StatusOK).says(say("en", "customers.count", "N", 1))
	if chips := a.page.Find(".chips a"); chips.Length() != 2 || chips.First().AttrOr("href", "") != views.CustomersPath+"?customer=birch" {
		t.Errorf("chips: %s", words(chips))
	}
}

func TestAnAddressToNominateAGlobalAccountLeadsToItsLocations(t *testing.T) {
	t.Parallel()
	x := small(t)
	addPeople(t, x.store, []demo.Person{{Email: "ines@harbour.example", Name: "Ines Cole", Role: "manager", PartnerID: "200"}})
	link := x.as("ines@harbour.example").get(views.CustomersPath).is(http.StatusOK).page.Find("main .note .code").Text()
	_, path, _ := strings.Cut(strings.TrimPrefix(link, "http://"), "/")
	customer := x.as(owner)
	customer.language = "en"
	a := customer.next(customer.get("/"+path)).is(http.StatusOK).says("Harbour Osaka", "201", "Harbour Leeds", "202")
	a = customer.click(a, say("en", "nominate.choose_act")).is(http.StatusOK)
	customer.press(a, say("en", "form.continue"), url.Values{"s": {"a-azure"}}).is(http.StatusOK).says("Harbour Osaka", "a-azure")
}
