package store_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/store/storetest"
)

// inZone is the built-in programme with a time zone.
func inZone(t tester, zone string) *programme.Programme {
	t.Helper()
	if zone == "UTC" {
		return programme.BuiltIn()
	}
	return variant(t, `time_zone = "UTC"`, `time_zone = "`+zone+`"`)
}

// aboutMonths is a world where all lies at the edge of a month.
func aboutMonths() []file {
	return []file{
		rows("partners", "partner_id,name", "A,Aomori", "B,Birch", "C,Cedar", "D,Dogwood", "E,Elm"),
		rows("customers", "tenant_id,name", "T,Tailspin", "U,Umeda"),
		rows("subscriptions", "subscription_id,tenant_id,product,start_date,end_date,renewal_date",
			"T-office,T,office365,2015-10-01,,2016-10-01", "U-office,U,office365,2016-03-01,2016-05-01,2016-05-01T00:00:00Z"),
		rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-1,T-office,A,2016-04-01,10", "o-2,T-office,A,2016-05-01T02:00:00Z,5",
			"o-3,T-office,E,2016-05-01,1", "o-4,T-office,E,2016-05-01T02:00:00Z,1"),
		rows("associations", "route,partner_id,subscription_id,tenant_id,from,to", "dap,B,,T,2016-05-01,", "dap,C,,U,2016-02-01,2016-05-01",
			"dap,D,,T,2016-05-01T00:00:00Z,"),
		rows("usage", "subscription_id,month,active_users", "T-office,2016-03,7", "T-office,2016-04,8", "T-office,2016-05,9", "U-office,2016-04,3"),
	}
}

func TestADayBeginsWhenTheZoneOfTheProgrammeInForceSays(t *testing.T) {
	days := map[string]string{"A 2016-03 seats_sold": "", "A 2016-04 active_entitlements": "8", "B 2016-04 active_entitlements": "",
		"B 2016-05 active_entitlements": "9", "C 2016-04 active_entitlements": "3", "C 2016-05 active_entitlements": ""}
	east := map[string]string{"D 2016-04 active_entitlements": "", "D 2016-05 active_entitlements": "9", "A 2016-04 seats_sold": "10", "A 2016-05 seats_sold": "17",
		"E 2016-04 active_entitlements": "", "E 2016-05 active_entitlements": "9"}
	west := map[string]string{"D 2016-04 active_entitlements": "8", "D 2016-05 active_entitlements": "9", "A 2016-04 seats_sold": "16", "A 2016-05 seats_sold": "17",
		"E 2016-04 active_entitlements": "8", "E 2016-05 active_entitlements": "9"}
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		p.take(aboutMonths()...)
		before := p.dump()
		given := sorted(slices.DeleteFunc(slices.Clone(before), notFacts))
		for _, x := range []struct {
			zone     string
			instants map[string]string // of those that lie in one month in the one zone, and in another in the other
		}{{"UTC", east}, {"America/New_York", west}, {"Asia/Tokyo", east}, {"UTC", east}} {
			tried := tryOnly(t, dsn, inZone(t, x.zone)).allFigures()
			p, _ = openWith(t, dsn, inZone(t, x.zone))
			if diff := gocmp.Diff(p.allFigures(), tried); diff != "" {
				t.Errorf("%s in force, and tried:\n%s", x.zone, diff)
			}
			p.rebuilt()
			got := p.credits()
			for _, wanted := range []map[string]string{days, x.instants} {
				for figure, want := range wanted {
					if got[figure+" office365"] != want {
						t.Errorf("%s: %s is %q, want %q", x.zone, figure, got[figure+" office365"], want)
					}
				}
			}
			allUnchanged(t, p.take(aboutMonths()...))
			if diff := gocmp.Diff(given, sorted(slices.DeleteFunc(p.dump(), notFacts))); diff != "" {
				t.Errorf("%s: what was given is another thing:\n%s", x.zone, diff)
			}
		}
		if diff := gocmp.Diff(before, p.dump()); diff != "" {
			t.Errorf("in the first zone again:\n%s", diff)
		}
	})
}

// notFacts reports whether no file gave a line of a dump: the first sale, too, is another one where an
// instant comes before a day.
func notFacts(line string) bool {
	kind, _, _ := strings.Cut(line, "\t")
	return strings.Contains(line, "\tsale\t") || !slices.Contains([]string{"subscription", "sale", "association"}, kind)
}

func TestTheDayOfAFileAndTheInstantThatItBeginsWithAreOneAssociation(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		before := p.dump()
		for _, from := range []string{"2015-07-01T00:00:00Z", "2015-07-01"} {
			f := rows("associations", "route,partner_id,tenant_id,from,to", "dap,C,T,"+from+",")
			if done := p.take(f)[0]; done.Changed != 1 || done.Added != 0 {
				t.Errorf("from %s: %+v", from, done)
			}
			allUnchanged(t, p.take(f))
		}
		if diff := gocmp.Diff(before, p.dump()); diff != "" {
			t.Error(diff)
		}
	})
}

// Where all counts at evaluation only the month itself is derived, and the facts are read from its
// bounds on: those that a zone moves over the bounds too.
func TestAZoneThatIsTriedReadsWhatItMovesOverTheBoundsOfAMonth(t *testing.T) {
	york := variant(t, `time_zone = "UTC"`, `time_zone = "America/New_York"`, `"associated at event"`, `"associated at evaluation"`)
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		p.set("2016-05-11T09:00:00Z")
		p.take(rows("partners", "partner_id,name", "A,Aomori", "B,Birch"), rows("customers", "tenant_id,name", "T,Tailspin"),
			rows("subscriptions", "subscription_id,tenant_id,product,start_date", "S,T,office365,2015-01-01"),
			rows("associations", "route,partner_id,subscription_id,from", "dpor,A,S,2016-04-01", "dpor,B,S,2016-04-01T02:00:00Z"),
			rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-1,S,A,2015-06-01,5"),
			rows("usage", "subscription_id,month,active_users", "S,2016-05,7"))
		may := report.ProgressFilter{Month: month("2016-05")}
		said := func(p *portal) (lines []string) {
			all, _, err := p.Credits(ctx, may)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range all {
				lines = append(lines, fmt.Sprint(c.PartnerID, " ", c.Metric.ID, " ", c.Credited))
			}
			return lines
		}
		tried := said(tryOnly(t, dsn, york))
		adopted, _ := openWith(t, dsn, york)
		if diff := gocmp.Diff(said(adopted), tried); diff != "" {
			t.Errorf("in force, and tried:\n%s", diff)
		}
		if want := []string{"A active_entitlements 7", "A seats_sold 5"}; !slices.Equal(tried, want) {
			t.Errorf("%q, want %q", tried, want)
		}
	})
}

// Where a day and an instant change places, the one that ended at once goes on, and ends the other.
func TestAZoneThatIsTriedSettlesWhatEndedLongAgo(t *testing.T) {
	york := inZone(t, "America/New_York")
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("associations", "route,partner_id,subscription_id,from,to", "dpor,B,T-azure,2015-01-01T02:00:00Z,",
			"dpor,C,T-azure,2015-01-01,2015-08-01"))
		sim, err := p.Simulate(ctx, york, month("2016-04"))
		if err != nil {
			t.Fatal(err)
		}
		before := p.allFigures()
		tried := tryOnly(t, dsn, york).allFigures()
		adopted, _ := openWith(t, dsn, york)
		if diff := gocmp.Diff(adopted.allFigures(), tried); diff != "" {
			t.Errorf("in force, and tried:\n%s", diff)
		}
		if slices.Equal(before, tried) {
			t.Error("nobody holds it in New York any more, and nothing changes")
		}
		adopted.simulatedWell(sim)
	})
}

// In either order the files end in the same: what each gave is kept beside what is in effect.
func TestTheOrderOfTwoFilesOfAssociationsMakesNoDifference(t *testing.T) {
	const columns = "route,partner_id,subscription_id,from,to"
	first := rows("associations", columns, "dpor,A,T-azure,2015-08-01,2016-03-01", "dpor,B,T-azure,2016-03-15,2016-06-01")
	second := rows("associations", columns, "dpor,C,T-azure,2015-10-01,2015-11-01", "dpor,G2,T-azure,2016-04-01T00:00:00Z,")
	each(t, func(t *testing.T, dsn string) {
		one, other := openSmall(t, dsn), openSmall(t, storetest.Beside(t, dsn))
		one.take(first)
		one.rebuilt()
		one.take(second)
		other.take(second)
		other.rebuilt()
		other.take(first)
		for _, p := range []*portal{one, other} {
			p.rebuilt()
			p.oneAtATime()
			allUnchanged(t, p.take(first, second))
		}
		if diff := gocmp.Diff(one.dump(), other.dump()); diff != "" {
			t.Error(diff)
		}
		var given []string
		for _, line := range one.dump("association") {
			if strings.Contains(line, "\tT-azure\t") && strings.Contains(line, "dpor") {
				cells := strings.Split(line, "\t")
				given = append(given, strings.Join([]string{cells[2], cells[6], cells[9]}, " "))
			}
		}
		if diff := gocmp.Diff([]string{"A day 16709 day 16861", "C day 16740 day 16740", "B 1459468800000 day 16953", "G2 - -"}, given); diff != "" {
			t.Errorf("the end in effect and the one given:\n%s", diff)
		}
	})
}

// Whatever the facts are: a programme with another zone that is tried gives what it gives in force,
// and going back to the first one restores everything.
func TestAZoneThatIsTriedGivesWhatItGivesInForce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		script := rapid.SliceOfN(rapid.Custom(drawStep), 8, 16).Draw(rt, "script")
		zone := rapid.SampledFrom([]string{"America/New_York", "Asia/Tokyo"}).Draw(rt, "zone")
		for _, dsn := range storetest.PlaceOfEach(t) {
			play(rt, dsn, script)
			p, _ := openWith(rt, dsn, programme.BuiltIn())
			for _, usage := range []string{"S1,2015-12,5", "S3,2016-05,4"} { // refused where the script has usage of the tenant
				p.try(rows("usage", "subscription_id,month,active_users", usage))
			}
			before := p.dump()
			pr := inZone(rt, zone)
			sim, err := p.Simulate(ctx, pr, month("2016-04"))
			if err != nil {
				rt.Fatal(err)
			}
			tried := tryOnly(rt, dsn, pr).allFigures()
			adopted, _ := openWith(rt, dsn, pr)
			adopted.rebuilt()
			adopted.oneAtATime()
			if diff := gocmp.Diff(adopted.allFigures(), tried); diff != "" {
				rt.Fatalf("%s in force, and tried:\n%s", zone, diff)
			}
			adopted.simulatedWell(sim)
			back, _ := openWith(rt, dsn, programme.BuiltIn())
			if diff := gocmp.Diff(before, back.dump()); diff != "" {
				rt.Fatalf("before %s, and back from it:\n%s", zone, diff)
			}
		}
	})
}

// simulatedWell checks what a simulation said of the programme that is in force by now.
func (p *portal) simulatedWell(sim report.Simulation) {
	p.t.Helper()
	all, _, err := p.Progress(ctx, report.ProgressFilter{Month: &sim.Month})
	if err != nil || len(all) != len(sim.Rows) {
		p.t.Fatalf("%d of %d rows (%v)", len(sim.Rows), len(all), err)
	}
	for k, r := range sim.Rows {
		if r.Account.ID != all[k].Account.ID || !slices.Equal(r.After.Figures, all[k].Figures) {
			p.t.Fatalf("%s %s: simulated %v, in force %v", r.Account.ID, r.Competency, r.After.Figures, all[k].Figures)
		}
	}
}

// tryOnly opens a store that reads by a programme that is not in force.
func tryOnly(t tester, dsn string, pr *programme.Programme) *portal {
	t.Helper()
	s, _, err := store.Open(ctx, dsn, store.Options{May: db.MayRead, Programme: pr, Clock: func() time.Time { return instant(began) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &portal{Store: s, dsn: dsn, t: t}
}

// allFigures are all figures of some months with all their lines, credited or not.
func (p *portal) allFigures() (lines []string) {
	p.t.Helper()
	for m := *month("2015-01"); m <= *month("2016-08"); m++ {
		all, pr, err := p.Progress(ctx, report.ProgressFilter{Month: &m})
		if err != nil {
			p.t.Fatal(err)
		}
		for _, x := range all {
			lines = append(lines, fmt.Sprint(m, x.Account.ID, pr.Competencies[x.Competency].ID, x.Figures, x.Level))
			if m%4 != 0 || x.Version == nil {
				continue
			}
			for k := range x.Version.Requirements {
				var some []string
				q := report.FigureQuery{Scope: directory.Whole(x.Account.Key), Month: m, Competency: x.Competency, Requirement: k}
				if err := p.Explain(ctx, q, func(r report.Explained) error {
					some = append(some, fmt.Sprint(m, x.Account.ID, k, r.TenantID, r.Subscription, r.Month, r.Amount, r.Reason, r.Routes))
					return nil
				}); err != nil {
					p.t.Fatal(err)
				}
				slices.SortFunc(some, cmp.Compare[string])
				lines = append(lines, some...)
			}
		}
	}
	return lines
}

// A month that was closed in one zone is not corrected because another one comes into force.
func TestAClosedMonthStaysInItsOwnZone(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		p.take(aboutMonths()...)
		p.set("2016-06-01T09:00:00Z")
		p.closing("2016-03", "2016-04")
		closed := p.statement("B", "2016-04")
		p, _ = openWith(t, dsn, inZone(t, "America/New_York"))
		p.set("2016-06-02T09:00:00Z")
		p.closing("2016-05")
		p.verified()
		if diff := gocmp.Diff(closed, p.statement("B", "2016-04")); diff != "" {
			t.Error(diff)
		}
		for _, partner := range []string{"A", "B", "C", "D"} {
			for _, line := range p.statement(partner, "2016-05") {
				if strings.Contains(line, "corrects") {
					t.Errorf("%s: %s", partner, line)
				}
			}
		}
	})
}

// What never began because a person nominated another one before it never does in any zone.
func TestWhatAPersonEndedBeforeItsDayNeverBeginsInAnyZone(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		p.take(rows("associations", "route,partner_id,subscription_id,from", "dpor,A,T-azure,2016-04-12"))
		p.nominate(owner, "C", "T-azure")
		before := p.dump()
		for _, zone := range []string{"America/New_York", "Asia/Tokyo", "Pacific/Honolulu", "UTC"} {
			p, _ = openWith(t, dsn, inZone(t, zone))
			p.rebuilt()
			p.oneAtATime()
			d, err := p.Subscription(ctx, owner.Customer, "T-azure")
			if err != nil || p.present(owner, "T-azure") != "C" || d.Timeline[0].Kind == directory.Opened || d.Timeline[0].Kind == directory.Ended {
				t.Errorf("%s: %+v (%v)", zone, d.Timeline, err)
			}
		}
		if diff := gocmp.Diff(before, p.dump()); diff != "" {
			t.Error(diff)
		}
	})
}
