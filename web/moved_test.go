//go:build !race

package web

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"shimei/store"
	"shimei/store/demo"
	"shimei/store/programme"
	"shimei/store/signin"
	"shimei/views"
)

// The people of the two customers of a move, and of their partners.
const (
	tove  = "tove@tamarind.example" // owner of Tamarind Foods, until the move
	ulla  = "ulla@umber.example"    // owner of Umber Mills, from then on
	anton = "anton@alder.example"   // of the partner that Tamarind Foods nominated
	clara = "clara@cotton.example"  // of the partner that Umber Mills nominated
)

// What is of the time of one customer, and is not to be seen by the other and its partners.
var (
	ofTamarind = []string{"Tamarind", "tam-9071", "Tove", "tove@", "Aldertree", "7110711", "Dogwood", "7770777", "610611", "600611", "500511", "700711.50", "70071150",
		"15 January 2016", "2016/01/15", "2016-01-15"}
	ofUmber = []string{"Umber", "umb-9072", "Ulla", "ulla@", "Cottonwood", "7330733", "Elmwood", "7880788", "620622",
		"600622", "500522", "700722.50", "70072250", "600633", "500533", "700733.50", "70073350", "3 March 2016", "2016/03/03", "2016-03-03"}
)

// moved is a portal in which two subscriptions moved.
type moved struct {
	*site
	now             *atomic.Int64
	tamarind, umber string // references of the nominations
}

// set sets the clock to nine on a day; it goes on by a millisecond a look.
func (m *moved) set(day string) {
	m.t.Helper()
	instant, err := time.Parse(time.DateOnly, day)
	if err != nil {
		m.t.Fatal(err)
	}
	m.now.Store(instant.Add(9 * time.Hour).UnixMilli())
}

func (m *moved) take(named map[string]string) {
	m.t.Helper()
	var all []demo.File
	for name, text := range named {
		all = append(all, demo.File{Name: name + ".csv", CSV: []byte(text)})
	}
	take(m.t, m.store, all)
}

func (m *moved) use(month, assigned, active, consumed string) {
	m.t.Helper()
	m.take(map[string]string{"usage": "subscription_id,month,assigned_seats,active_users,consumed\nm-office," + month + "," + assigned + "," + active + ",\nm-azure," + month + ",,," + consumed + "\n"})
}

func (m *moved) nominate(who, partner string, subscriptions ...string) (reference string) {
	m.t.Helper()
	var choices []store.Choice
	for _, id := range subscriptions {
		choices = append(choices, store.Choice{ID: id})
	}
	reference, err := m.store.Nominate(m.t.Context(), m.person(who), partner, choices)
	if err != nil {
		m.t.Fatal(err)
	}
	return reference
}

// movedSite serves a portal in which two subscriptions moved from Tamarind Foods to Umber Mills in
// February 2016, and either nominated.
func movedSite(t *testing.T, dsn string) *moved {
	t.Helper()
	now := &atomic.Int64{}
	m := &moved{site: &site{t: t}, now: now}
	m.set("2016-01-14") // when accounts are made, which each partner sees of its own
	s, _, err := store.Open(t.Context(), dsn, store.Options{Passwords: signin.NewCheapGate(), Clock: func() time.Time { return time.UnixMilli(now.Add(1)) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	m.site = serve(t, s)
	m.take(map[string]string{
		"partners":  "partner_id,name\n7110711,Aldertree\n7330733,Cottonwood\n7770777,Dogwood\n7880788,Elmwood\n7990799,Nobody yet\n",
		"customers": "tenant_id,name,domain\ntam-9071,Tamarind Foods,tamarind.example\numb-9072,Umber Mills,umber.example\n",
		"subscriptions": "subscription_id,tenant_id,product,licensing,seats,start_date,renewal_date,auto_renew\nm-office,tam-9071,office365,open,610611,2015-12-01,2017-01-01,false\n" +
			"m-azure,tam-9071,azure,direct,,2015-12-01,,\nt-ems,tam-9071,ems,direct,5,2015-12-01,,\nu-ems,umb-9072,ems,direct,5,2015-12-01,,\n",
		"associations": "route,partner_id,subscription_id,tenant_id,from\ndap,7770777,,tam-9071,2015-12-01\ndap,7880788,,umb-9072,2015-12-01\n",
	})
	addPeople(t, s, []demo.Person{{Email: tove, Name: "Tove", Role: "owner", TenantID: "tam-9071"}, {Email: ulla, Name: "Ulla", Role: "owner", TenantID: "umb-9072"},
		{Email: anton, Name: "Anton", Role: "manager", PartnerID: "7110711"}, {Email: clara, Name: "Clara", Role: "manager", PartnerID: "7330733"}})
	m.set("2016-01-15")
	m.tamarind = m.nominate(tove, "7110711", "m-office", "m-azure", "t-ems")
	m.set("2016-02-03")
	m.use("2016-01", "600611", "500511", "700711.50")
	january, err := programme.ParseMonth("2016-01")
	if err == nil {
		err = s.CloseMonth(t.Context(), "the vendor", january)
	}
	if err != nil {
		t.Fatal(err)
	}
	m.set("2016-02-20")
	m.take(map[string]string{"subscriptions": "subscription_id,tenant_id,product,licensing,seats,start_date,renewal_date,auto_renew\n" +
		"m-office,umb-9072,office365,csp,620622,2015-12-01,2018-02-02,true\nm-azure,umb-9072,azure,direct,,2015-12-01,,\n"})
	m.set("2016-03-03")
	m.use("2016-02", "600622", "500522", "700722.50")
	m.umber = m.nominate(ulla, "7330733", "m-office", "m-azure", "u-ems")
	m.set("2016-04-03")
	m.use("2016-03", "600633", "500533", "700733.50")
	if err := s.CompleteMonth(t.Context(), "the vendor", january+2); err != nil { // which makes it the month of figures
		t.Fatal(err)
	}
	return m
}

// crawl opens all that links lead to from where somebody begins, one address of each page with each
// set of fields, and some addresses that somebody types.
func (v *visitor) crawl(typed []string, look func(address, text string)) (opened int) {
	v.t.Helper()
	waiting, seen := append([]string{views.HomePath}, typed...), map[string]bool{}
	for len(waiting) > 0 {
		address := waiting[0]
		waiting = waiting[1:]
		u, err := url.Parse(address)
		if err != nil {
			v.t.Fatal(err)
		}
		known := u.Path + " " + strings.Join(slices.Sorted(maps.Keys(u.Query())), " ") + u.Query().Get("month")
		if seen[known] || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "/static") {
			continue
		}
		seen[known] = true
		a := v.get(address)
		opened++
		look(address, address+" "+a.location()+" "+plain(v.t, a))
		if location := a.location(); location != "" {
			waiting = append(waiting, location)
		}
		if a.page != nil {
			a.page.Find("a[href]").Each(func(_ int, s *goquery.Selection) { waiting = append(waiting, s.AttrOr("href", "")) })
		}
	}
	return opened
}

// plain is all that an answer holds, without its request's id and the address that was asked for, which
// it may repeat.
func plain(t *testing.T, a answer) string {
	t.Helper()
	text := a.body
	if strings.HasSuffix(a.asked.Path, ".xlsx") && a.status == http.StatusOK {
		book, err := zip.NewReader(strings.NewReader(a.body), int64(len(a.body)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range book.File {
			part, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			content, err := io.ReadAll(part)
			if err != nil {
				t.Fatal(err)
			}
			text += string(content)
		}
	}
	text += fmt.Sprint(a.header)
	return strings.ReplaceAll(strings.ReplaceAll(text, a.header.Get("X-Request-ID"), ""), ",", "")
}

// side is somebody of either time.
type side struct {
	who, ownReference, otherReference, otherTenant string
	own                                            []string // which shows that they look at all
	forbidden                                      []string
}

func TestAfterAMoveNobodySeesWhatIsOfTheOthersTime(t *testing.T) {
	t.Parallel()
	onBothEngines(t, func(t *testing.T, dsn string) {
		m := movedSite(t, dsn)
		m.apart([]side{
			{tove, m.tamarind, m.umber, "umb-9072", []string{"Aldertree", m.tamarind, "Dogwood", "moved_away"}, append(ofUmber, m.umber)},
			{ulla, m.umber, m.tamarind, "tam-9071", []string{"Cottonwood", m.umber, "620622", "600633", "500533", "moved_here"}, append(ofTamarind, m.tamarind)},
			{anton, m.tamarind, m.umber, "umb-9072", []string{"Tamarind", "500511", "700711.50", "moved"}, append(ofUmber, m.umber)},
			{clara, m.umber, m.tamarind, "tam-9071", []string{"Umber", "500533", "700733.50", "620622", "600633"}, append(ofTamarind, m.tamarind)},
		})
		m.set("2016-04-20") // and back
		m.take(map[string]string{"subscriptions": "subscription_id,tenant_id,product,licensing,seats,start_date,renewal_date,auto_renew\n" +
			"m-office,tam-9071,office365,csp,630633,2015-12-01,2019-03-03,true\nm-azure,tam-9071,azure,direct,,2015-12-01,,\n"})
		const later = "630633"
		m.apart([]side{
			{tove, m.tamarind, m.umber, "umb-9072", []string{"Aldertree", m.tamarind, "Dogwood", "moved_away", "moved_here", later}, append(ofUmber, m.umber)},
			{ulla, m.umber, m.tamarind, "tam-9071", []string{"Cottonwood", m.umber, "moved_away", "moved_here"}, append(ofTamarind, m.tamarind, later)},
			{anton, m.tamarind, m.umber, "umb-9072", []string{"Tamarind", "500511", "700711.50"}, append(ofUmber, m.umber)},
			{clara, m.umber, m.tamarind, "tam-9071", []string{"Umber", "500533", "700733.50"}, append(ofTamarind, m.tamarind, later)},
		})
	})
}

// apart crawls for either side, in both languages, and sends forms that were left open when it moved.
func (m *moved) apart(sides []side) {
	m.t.Helper()
	for _, c := range sides {
		v := m.signedIn(c.who)
		for _, v.language = range views.Languages {
			var all strings.Builder
			look := func(address, text string) {
				m.t.Helper()
				all.WriteString(text)
				for _, canary := range c.forbidden {
					if k := strings.Index(text, canary); k >= 0 {
						m.t.Errorf("%s reads %s at %s: …%s…", c.who, canary, address, text[max(0, k-120):min(len(text), k+120)])
					}
				}
			}
			if n := v.crawl(append(addressesOf(c.who), "/nominations/"+c.ownReference), look); n < 40 {
				m.t.Errorf("%s opened only %d pages", c.who, n)
			}
			for _, own := range c.own {
				if !strings.Contains(all.String(), own) {
					m.t.Errorf("%s reads nowhere of %s", c.who, own)
				}
			}
			for _, others := range []string{"/nominations/" + c.otherReference, views.CustomerPath(c.otherTenant)} {
				a := v.get(others)
				if a.status != http.StatusNotFound && a.status != http.StatusForbidden {
					m.t.Errorf("%s opens %s: %d", c.who, others, a.status)
				}
				look(others, strings.NewReplacer(c.otherReference, "", c.otherTenant, "").Replace(plain(m.t, a)))
			}
			for _, seen := range []string{"3", "4"} { // the nominations of Tamarind Foods
				form := url.Values{"s": {"m-office"}, "seen": {seen}, "partner": {"7990799"}}
				for _, path := range []string{"/nominate", "/subscriptions/m-office/remove"} {
					a := v.post(path, form)
					if look(path, plain(m.t, a)); a.status < http.StatusBadRequest {
						m.t.Errorf("%s sends a form of another time to %s: %d", c.who, path, a.status)
					}
				}
			}
		}
	}
}

// addressesOf are addresses that a customer or a partner types, beside the links.
func addressesOf(who string) (all []string) {
	if who == tove || who == ulla {
		return []string{"/subscriptions/m-office", "/subscriptions/m-azure", "/subscriptions/m-office/remove", "/subscriptions.csv", "/access?state=all", "/access.csv?state=all",
			"/activity", "/activity.csv", "/activity.xlsx", "/activity?kind=moved_away", "/activity?kind=moved_here", "/nominate?s=m-office", "/nominate/partner?s=m-office",
			"/nominate/meaning?s=m-office&s=m-azure&partner=7990799", "/nominate/check?s=m-office&partner=7990799"}
	}
	for _, month := range []string{"2016-01", "2016-02", "2016-03"} {
		q := "month=" + month
		for _, figure := range []string{"cloud-productivity&requirement=0", "smmcs&requirement=0", "smmcs&requirement=1", "cloud-platform&requirement=0", "emm&requirement=0"} {
			for _, page := range []string{"/partner/credit", "/partner/credit.csv", "/partner/credit/lines", "/partner/credit/lines.csv", "/partner/credit/lines.xlsx"} {
				all = append(all, page+"?"+q+"&competency="+figure+"&"+strings.NewReplacer("&", "", "=", "").Replace(figure)+"=")
			}
		}
		all = append(all, "/partner?"+q, "/partner/statement?"+q, "/partner/statement.csv?"+q, "/partner/statement.xlsx?"+q, "/partner/what-if?"+q)
	}
	return append(all, "/partner/customers", "/partner/customers.csv", "/partner/incentives", "/partner/incentives.csv")
}
