package store_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/intake"
)

// told are the values over time of the dump, without the word before them.
func (p *portal) told() (lines []string) {
	for _, line := range p.dump("history") {
		lines = append(lines, strings.Join(strings.Split(line, "\t")[1:], " "))
	}
	return lines
}

func TestWhatAFileSaysOfADayIsKeptWithTheDay(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn) // whose clock says 2016-04-11
		if told := p.told(); told != nil {
			t.Errorf("what never changed is kept: %v", told)
		}
		steps := []struct {
			what string
			file file
			want []string
		}{
			{"a changed value holds from today", rows("partners", "partner_id,name,status", "A,Aomori Systems,suspended"),
				[]string{"status A - 0", "status A 16902 1"}},
			{"the same value says nothing new", rows("partners", "partner_id,name,status", "A,Aomori Systems,suspended"),
				[]string{"status A - 0", "status A 16902 1"}},
			{"a value of the past comes between", rows("partners", "partner_id,name,status,as_of", "A,Aomori Systems,suspended,2016-03-01"),
				[]string{"status A - 0", "status A 16861 1", "status A 16902 1"}},
			{"what the file has no column for stays", rows("partners", "partner_id,name,as_of", "A,Aomori Systems,2016-02-01"),
				[]string{"status A - 0", "status A 16861 1", "status A 16902 1"}},
			{"rows of one partner are told by their days, whatever their lines", rows("partners", "partner_id,name,parent_id,as_of", "N,New,G,2016-02-01", "N,New,,", "N,Newer,,2016-03-01"),
				[]string{"parent N - 0", "parent N 16832 G", "parent N 16861 0", "status A - 0", "status A 16861 1", "status A 16902 1"}},
			{"kind and tenant of a subscription have days of their own", rows("subscriptions", "subscription_id,tenant_id,product,kind,licensing,seats,start_date,as_of",
				"U-office,U,office365,trial,csp,60,2015-09-01,2015-09-01"),
				[]string{"kind U-office - 0", "kind U-office 16679 1", "parent N - 0", "parent N 16832 G", "parent N 16861 0",
					"status A - 0", "status A 16861 1", "status A 16902 1", "tenant U-office - U", "tenant U-office 16679 U"}},
		}
		for _, step := range steps {
			p.take(step.file)
			p.rebuilt()
			if diff := cmp.Diff(step.want, p.told()); diff != "" {
				t.Errorf("%s: %s", step.what, diff)
			}
		}
	})
}

func TestADayThatIsNoneOrIsYetToComeIsRefused(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		before := p.dump()
		for day, want := range map[string]string{
			"2016-04-12":           "partners.csv:2: as_of: 2016-04-12 is yet to come, today is 2016-04-11",
			"2016-02-30":           "is not a day; write it as 2016-04-15",
			"2016-03-01T00:00:00Z": "is not a day; write it as 2016-04-15",
		} {
			done := p.try(rows("partners", "partner_id,name,status,as_of", "A,Aomori Systems,suspended,"+day))[0]
			if done.State != intake.Refused || !strings.Contains(messages(done.Faults), want) {
				t.Errorf("%s: %s %s", day, done.State, messages(done.Faults))
			}
		}
		if diff := cmp.Diff(before, p.dump()); diff != "" {
			t.Error(diff)
		}
	})
}

// A programme of another zone has the days of values begin when that says.
func TestTheDaysOfValuesFollowTheZone(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("partners", "partner_id,name,status,as_of", "B,Birch Consulting,suspended,2016-04-01"))
		before, credits := p.dump(), p.credits()
		for _, zone := range []string{"America/New_York", "UTC"} {
			var changed bool
			p, changed = openWith(t, dsn, variant(t, `"UTC"`, `"`+zone+`"`))
			if !changed {
				t.Fatal("it is not put in force")
			}
			p.rebuilt()
			if diff := cmp.Diff(credits, p.credits()); diff != "" {
				t.Errorf("%s: %s", zone, diff)
			}
		}
		if diff := cmp.Diff(before, p.dump()); diff != "" {
			t.Error(diff)
		}
	})
}
