package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/directory"
)

// Small inputs as users have them. Each changes what stood for long, on the day that it is imported.

// past are the months of the worked case, of which all but the last are closed.
var past = []string{"2016-01", "2016-02", "2016-03", "2016-04"}

// field is the path of one of them.
func field(name string) string { return filepath.Join("..", "..", "store", "testdata", "field", name) }

// took imports files of the field.
func took(t *testing.T, db string, names ...string) {
	t.Helper()
	for _, name := range names {
		done(t, db, "import", field(name))
	}
}

func closes(t *testing.T, db string) {
	t.Helper()
	for _, month := range past[:3] {
		done(t, db, "statement", "close", month)
	}
}

// used imports users of T-office in this month, and returns the month.
func used(t *testing.T, db string) (month string) {
	t.Helper()
	month = time.Now().UTC().Format("2006-01")
	done(t, db, "import", write(t, "usage.csv", "subscription_id,month,active_users\nT-office,"+month+",77\n"))
	return month
}

// counted are the active entitlements of a partner in some months.
func counted(t *testing.T, db, partner string, months ...string) string {
	t.Helper()
	var figures []string
	for _, month := range months {
		for _, row := range table(t, db, "progress", "--partner", partner, "--month", month, "--format", "csv") {
			if row["competency"] == "cloud-productivity" {
				figures = append(figures, row["credited"])
			}
		}
	}
	return strings.Join(figures, " ")
}

// told are the lines and the misses of the active entitlements of a partner in a month.
func told(t *testing.T, db, partner, month string) string {
	t.Helper()
	var lines []string
	for _, row := range table(t, db, "explain", "--partner", partner, "--competency", "cloud-productivity", "--month", month, "--format", "csv") {
		lines = append(lines, strings.Join(strings.Fields(strings.Join([]string{row["tenant_id"], row["subscription_id"], row["amount"], row["route"], row["routes"], row["reason"]}, " ")), " "))
	}
	return strings.Join(lines, "; ")
}

// statements are what partners hold of the months of the worked case.
func statements(t *testing.T, db string, partners ...string) (all []string) {
	t.Helper()
	for _, partner := range partners {
		for _, month := range past {
			all = append(all, done(t, db, "statement", "export", "--partner", partner, "--month", month, "--format", "csv"))
		}
	}
	return all
}

func is(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
}

// keeps checks that a change of today leaves the past as it was, and returns the present month.
func keeps(t *testing.T, db string, change func(), partners ...string) (month string) {
	t.Helper()
	figures := func() (all []string) {
		for _, partner := range partners {
			all = append(all, counted(t, db, partner, past...))
		}
		return append(all, statements(t, db, partners...)...)
	}
	before := figures()
	change()
	month = used(t, db)
	if after := figures(); !slices.Equal(before, after) {
		t.Errorf("the past was\n%s\nand is\n%s", strings.Join(before, "\n"), strings.Join(after, "\n"))
	}
	is(t, "verify", done(t, db, "verify"), "0 differences\n")
	return month
}

func worked(t *testing.T) []string {
	t.Helper()
	return append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)
}

func TestASuspensionLeavesThePastAndEndsWhenItIsLifted(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, worked(t)...)
		closes(t, db)
		month := keeps(t, db, func() { took(t, db, "suspend.csv") }, "A", "B")
		is(t, "suspended", counted(t, db, "B", append(past, month)...), "0 300 450 600 0")
		is(t, "why", told(t, db, "B", month), "T T-office 77 dpor partner_suspended")
		done(t, db, "import", write(t, "partners.csv", "partner_id,name,status\nB,Partner B,active\n"))
		is(t, "lifted", counted(t, db, "B", append(past, month)...), "0 300 450 600 77")
	})
}

func TestATrialIsNotCreditedAndWhatItBecomesIs(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		files := slices.DeleteFunc(worked(t), func(name string) bool { return filepath.Base(name) == "subscriptions.csv" })
		azure := write(t, "subscriptions.csv", "subscription_id,tenant_id,product,kind,licensing,start_date\nT-azure,T,azure,paid,direct,2016-02-01\n")
		done(t, db, append(files, azure, field("trial.csv"))...)
		closes(t, db)
		month := keeps(t, db, func() { took(t, db, "converted.csv") }, "A", "B")
		for _, partner := range []string{"A", "B"} {
			is(t, partner, counted(t, db, partner, append(past, month)...), "0 0 0 0 77")
		}
		is(t, "why", told(t, db, "B", "2016-04"), "T T-office 600 dpor trial")
	})
}

func TestAnAccountKeepsTheMonthsInWhichALocationWasIts(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, worked(t)...)
		took(t, db, "reparent-before.csv")
		closes(t, db)
		month := keeps(t, db, func() { took(t, db, "reparent.csv") }, "A", "P", "Q")
		is(t, "the new account", counted(t, db, "Q", append(past, month)...), "0 0 0 0 77")
		is(t, "another", counted(t, db, "P", append(past, month)...), "0 0 0 0 0")
		done(t, db, "import", write(t, "partners.csv", "partner_id,name,parent_id,as_of\nB,Partner B,P,2016-01-01\n")) // it was P's before
		is(t, "the old account", counted(t, db, "P", append(past, month)...), "0 300 450 600 0")
		is(t, "the new account", counted(t, db, "Q", append(past, month)...), "0 0 0 0 77")
		is(t, "verify", done(t, db, "verify"), "0 differences\n")
	})
}

func TestANominationEndsWhenTheSubscriptionMoves(t *testing.T) {
	for nominee, want := range map[string][]string{ // A also sold it, and a sale follows the subscription
		"A": {"77", "U T-office 77 seller seller"},
		"N": {"0", "T T-office 0 dpor moved"},
	} {
		t.Run(nominee, func(t *testing.T) {
			each(t, func(t *testing.T, db string) {
				done(t, db, worked(t)...)
				done(t, db, "import", write(t, "partners.csv", "partner_id,name\nN,Newcomer\n"))
				took(t, db, "move-customers.csv")
				closes(t, db)
				of := customers(t, db, "T", "U")
				reference := nominated(t, db, of["T"], nominee)
				month := keeps(t, db, func() { took(t, db, "move-subscriptions.csv") }, "A", "B", "N")
				is(t, "its figure", counted(t, db, nominee, month), want[0])
				is(t, "why", told(t, db, nominee, month), want[1])
				if form := done(t, db, "explain", "--partner", nominee, "--competency", "cloud-productivity", "--month", month, "--format", "json"); nominee == "N" && !strings.Contains(form, `"amount":0,"reason":"moved"`) {
					t.Errorf("as JSON: %s", form)
				}
				movedFrom(t, db, of, reference)
			})
		})
	}
}

// customers adds an owner to each of some tenants.
func customers(t *testing.T, db string, tenants ...string) map[string]directory.Person {
	t.Helper()
	s := portalOf(t, db)
	all := map[string]directory.Person{}
	for _, tenant := range tenants {
		email := strings.ToLower(tenant) + "@customer.example"
		done(t, db, "user", "add", email, "--name", tenant, "--role", "owner", "--tenant", tenant, "--generate")
	}
	people, err := s.Everybody(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		all[p.Name] = p
	}
	return all
}

// portalOf is what people do through the portal.
func portalOf(t *testing.T, db string) *store.Store {
	t.Helper()
	s, _, err := store.Open(t.Context(), db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func nominated(t *testing.T, db string, who directory.Person, partner string) (reference string) {
	t.Helper()
	s := portalOf(t, db)
	d, err := s.Subscription(t.Context(), who.Customer, "T-office")
	if err == nil {
		reference, err = s.Nominate(t.Context(), who, partner, []store.Choice{{ID: "T-office", Seen: d.Present.Key}})
	}
	if err != nil {
		t.Fatal(err)
	}
	return reference
}

// movedFrom checks what either customer sees of T-office.
func movedFrom(t *testing.T, db string, of map[string]directory.Person, reference string) {
	t.Helper()
	s := portalOf(t, db)
	n, err := s.Nomination(t.Context(), of["T"].Customer, reference)
	if err != nil || !n.Subscriptions[0].Moved {
		t.Errorf("the confirmation says %+v: %v", n, err)
	}
	if d, err := s.Subscription(t.Context(), of["T"].Customer, "T-office"); err != nil || d.Moved == nil || len(d.Timeline) < 3 {
		t.Errorf("the former customer sees %+v: %v", d, err)
	}
	if n, err := s.Nomination(t.Context(), of["U"].Customer, reference); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the new customer opens the other's confirmation: %+v %v", n, err)
	}
	d, err := s.Subscription(t.Context(), of["U"].Customer, "T-office")
	if err != nil || d.Present != nil {
		t.Errorf("the new customer sees %+v: %v", d, err)
	}
	for _, e := range d.Timeline {
		if e.Reference != "" || e.By.Name != "" || e.Kind != directory.MovedHere && e.Source != "sale" {
			t.Errorf("the new customer reads %+v", e)
		}
	}
	if asked, count, err := s.AskedToNominate(t.Context(), of["U"].Customer); err != nil || count != 1 || asked[0].ID != "T-office" {
		t.Errorf("the new customer is asked to nominate for %+v: %v", asked, err)
	}
}

// taken imports a file of one row and returns what became of the row.
func taken(t *testing.T, db, name string, options ...string) string {
	t.Helper()
	var objects []importObject
	if err := json.Unmarshal([]byte(done(t, db, append([]string{"import", name, "--format", "json"}, options...)...)), &objects); err != nil {
		t.Fatal(err)
	}
	switch o := objects[0]; {
	case o.Added == 1:
		return "added"
	case o.Changed == 1:
		return "changed"
	case o.Unchanged == 1:
		return "unchanged"
	}
	return fmt.Sprint(objects)
}

func TestAFeedOfSeatsLeavesTheActiveUsers(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, worked(t)...)
		before := []string{counted(t, db, "A", past...), counted(t, db, "B", past...)}
		for _, want := range []string{"changed", "unchanged"} {
			is(t, "the feed", taken(t, db, field("seats-feed.csv")), want)
			if after := []string{counted(t, db, "A", past...), counted(t, db, "B", past...)}; !slices.Equal(before, after) {
				t.Errorf("active entitlements were %v and are %v", before, after)
			}
		}
		row := write(t, "usage.csv", "subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed\nT-office,2016-04,exchange,520,500,400,\n")
		is(t, "the whole row", taken(t, db, row), "unchanged")
		is(t, "verify", done(t, db, "verify"), "0 differences\n")
	})
}

func TestANightlyListOfNamesLeavesASuspendedPartnerAsItIs(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, worked(t)...)
		took(t, db, "reparent-before.csv", "suspend.csv")
		whole := "partner_id,name,parent_id,country,status,email,reading\nB,%s,P,JP,suspended,b@partner.example,ビー\n"
		done(t, db, "import", write(t, "partners.csv", fmt.Sprintf(whole, "Former name")))
		is(t, "the list", taken(t, db, field("nightly-partners.csv")), "changed")
		is(t, "the whole row", taken(t, db, write(t, "partners.csv", fmt.Sprintf(whole, "Partner B"))), "unchanged")
		is(t, "suspended", counted(t, db, "B", used(t, db)), "0")
		is(t, "verify", done(t, db, "verify"), "0 differences\n")
	})
}

func TestDaysOfOneMonthInOneFileAreRefusedWithTheirLines(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, worked(t)...)
		before := counted(t, db, "A", past...)
		refused := shimei(t, db, "import", field("daily-rows.csv"))
		for _, line := range []string{"daily-rows.csv:3: the row says otherwise than line 2", "daily-rows.csv:4: the row says otherwise than line 2"} {
			if refused.code != exitFailed || !strings.Contains(refused.out+refused.err, line) {
				t.Errorf("it does not say %q: %+v", line, refused)
			}
		}
		is(t, "figures", counted(t, db, "A", past...), before)
	})
}

func TestDaysOfOneMonthInOneFileAddUpWhereTheyAreToldTo(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, worked(t)...)
		for _, want := range []string{"changed", "unchanged"} {
			is(t, "the days", taken(t, db, "../../store/testdata/field/daily-rows.csv", "--sum"), want)
			var said []string
			for _, row := range table(t, db, "explain", "--partner", "A", "--competency", "cloud-platform", "--month", "2016-04", "--format", "csv") {
				if row["month"] == "2016-04" {
					said = append(said, row["amount"]+" "+row["source"])
				}
			}
			is(t, "consumed", strings.Join(said, "; "), "60.00 ../../store/testdata/field/daily-rows.csv:2 (import 7)")
		}
		is(t, "verify", done(t, db, "verify"), "0 differences\n")
	})
}

func TestALineSaysHowAConvertedAmountCame(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, worked(t)...)
		usage := write(t, "usage.csv", "subscription_id,month,consumed,currency\nT-azure,2016-03,10.005,EUR\nT-azure,2016-04,12.345,EUR\nT-azure,2016-04,500,jpy\nT-azure,2016-04,3.99,\n")
		if o := shimei(t, db, "import", "--sum", usage); o.code != exitFailed || !strings.Contains(o.err, "usage.csv:2: currency: there is no rate of EUR for 2016-03; import a rates file") {
			t.Errorf("without rates: %+v", o)
		}
		rates := write(t, "rates.csv", "month,currency,rate\n2016-03,EUR,1.1\n2016-04,EUR,1.1\n2016-04,JPY,0.009\n")
		done(t, db, "import", "--sum", usage, rates)
		explained := func() (lines []string) {
			t.Helper()
			var o struct {
				Requirements []struct{ Lines []map[string]any }
			}
			if err := json.Unmarshal([]byte(done(t, db, "explain", "--partner", "A", "--competency", "cloud-platform", "--month", "2016-04", "--format", "json")), &o); err != nil {
				t.Fatal(err)
			}
			for _, l := range o.Requirements[0].Lines {
				lines = append(lines, fmt.Sprint(l["month"], " ", l["amount"], " ", l["original"], " ", l["originals"]))
			}
			return lines
		}
		const april = "2016-04 22.07 <nil> [map[amount:12.345 currency:EUR rate:1.1] map[amount:500 currency:JPY rate:0.009] map[amount:3.99 currency:USD rate:1]]"
		is(t, "converted", strings.Join(explained()[1:], "\n"), "2016-03 11.01 map[amount:10.005 currency:EUR rate:1.1] <nil>\n"+april)
		done(t, db, "import", write(t, "rates.csv", "month,currency,rate\n2016-03,EUR,1.2\n"))
		is(t, "another rate", strings.Join(explained()[1:], "\n"), "2016-03 12.01 map[amount:10.005 currency:EUR rate:1.2] <nil>\n"+april)
		for _, row := range table(t, db, "explain", "--partner", "A", "--competency", "cloud-platform", "--month", "2016-04", "--format", "csv") {
			if row["month"] == "2016-04" {
				is(t, "as a table", row["original"], "12.345 EUR at 1.1; 500 JPY at 0.009; 3.99 USD at 1")
			}
		}
		is(t, "verify", done(t, db, "verify"), "0 differences\n")
	})
}
