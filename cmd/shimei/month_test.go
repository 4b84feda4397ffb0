package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"shimei/store/programme"
)

var mayFile = field("first-row-of-may.csv")

// standing is what progress says of one competency of a partner, in short.
func standing(t *testing.T, db, partner, competency string, args ...string) string {
	t.Helper()
	var all []progressObject
	out := done(t, db, append([]string{"progress", "--partner", partner, "--format", "json"}, args...)...)
	if err := json.Unmarshal([]byte(out), &all); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	for _, o := range all {
		if o.Competency == competency {
			credited, err := json.Marshal(o.Requirements[0]["credited"])
			if err != nil {
				t.Fatal(err)
			}
			return o.Month + " " + o.Level + " " + string(credited)
		}
	}
	t.Fatalf("no %s in %s", competency, out)
	return ""
}

// whole is what month list says of each month, latest first: its state, who reported, and the default.
func whole(t *testing.T, db string) string {
	t.Helper()
	var months []monthObject
	if err := json.Unmarshal([]byte(done(t, db, "month", "list", "--format", "json")), &months); err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, m := range months {
		word := strings.Join([]string{m.Month, m.State}, " ")
		if m.Default {
			word += " default"
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

func sayOf(t *testing.T, db string, args ...string) string {
	t.Helper()
	o := shimei(t, db, args...)
	if o.code != exitDone {
		t.Fatalf("shimei %v: exit %d\n%s%s", args, o.code, o.out, o.err)
	}
	return o.err
}

func TestOneEarlyRowOfMayLeavesEveryFigureInApril(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		silver := lowered(t) // by which the worked case has a silver to lose
		done(t, db, append([]string{"--programme", silver, "import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
		figures := map[string]string{}
		commands := [][]string{{"progress"}, {"credits"}, {"explain", "--partner", "A", "--competency", "cloud-productivity"}, {"simulate", "--all", "--programme", "built-in"}}
		for _, c := range commands {
			figures[c[0]] = done(t, db, c...)
		}
		if !strings.Contains(figures["progress"], "silver") {
			t.Fatalf("nobody has silver:\n%s", figures["progress"])
		}
		april := standing(t, db, "A", "cloud-productivity")
		done(t, db, "import", mayFile)
		for _, c := range commands {
			o := shimei(t, db, c...)
			if o.code != exitDone || o.out != figures[c[0]] {
				t.Errorf("%v changed with a row of May\n%s\n%s", c, o.out, figures[c[0]])
			}
			if !strings.Contains(o.err, "Data through 2016-04; facts received ") || !strings.Contains(o.err, "2016-05 is in progress: 1 of 2 usage reports are in.") {
				t.Errorf("%v says %s", c, o.err)
			}
		}
		if got := standing(t, db, "A", "cloud-productivity", "--month", "2016-05"); got != "2016-05 none 3" {
			t.Errorf("May, by its name: %s", got)
		}
		if got := whole(t, db); !strings.HasPrefix(got, "2016-05 open, 2016-04 open default") {
			t.Error(got)
		}
		if said := sayOf(t, db, "month", "complete", "2016-05"); !strings.HasPrefix(said, "2016-05 is complete.\nData through 2016-05;") || strings.Contains(said, "in progress") {
			t.Error(said)
		}
		if got := standing(t, db, "A", "cloud-productivity"); got != "2016-05 none 3" {
			t.Errorf("once May is complete: %s", got)
		}
		done(t, db, "month", "reopen", "2016-05")
		if got := standing(t, db, "A", "cloud-productivity"); got != april {
			t.Errorf("once May is reopened: %s, want %s", got, april)
		}
		sound(t, db)
		if out := done(t, db, "recompute"); out != "0 credits differed\n" {
			t.Error(out)
		}
	})
}

func TestMonthsAreDeclaredCompleteAndReopened(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
		before := whole(t, db)
		first := before[strings.LastIndex(before, ", ")+2:][:len("2016-01")]
		if o := shimei(t, db, "month", "complete", "2016-09"); o.code != exitFailed || !strings.Contains(o.err, "2016-09: there is no usage of this month yet") {
			t.Errorf("%+v", o)
		}
		done(t, db, "month", "complete", first)
		done(t, db, "month", "complete", first)
		if got := whole(t, db); !strings.HasSuffix(got, first+" complete default") {
			t.Error(got)
		}
		done(t, db, "month", "reopen", first)
		if got := whole(t, db); got != before {
			t.Errorf("%s, want %s", got, before)
		}
		done(t, db, "statement", "close", first)
		if got := whole(t, db); !strings.HasSuffix(got, first+" closed default") {
			t.Error(got)
		}
		if o := shimei(t, db, "month", "reopen", first); o.code != exitFailed || !strings.Contains(o.err, "a closed month stays complete") {
			t.Errorf("%+v", o)
		}
		if out := done(t, db, "month", "list", "--format", "csv"); !strings.Contains(out, first+",") || !strings.Contains(out, ","+account()+",default") {
			t.Error(out)
		}
		if out := done(t, db, "month", "list"); !strings.Contains(out, "completed_by") {
			t.Error(out)
		}
		sound(t, db)
	})
	for _, args := range [][]string{{"month"}, {"month", "complete"}, {"month", "complete", "May"}, {"month", "reopen", "2016-13"}} {
		if o := shimei(t, filepath.Join(t.TempDir(), "x.db"), args...); o.code != exitMisuse {
			t.Errorf("%v: %+v", args, o)
		}
	}
}

func TestAFileOfWholeMonthsRemovesWhatItDoesNotName(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
		before := standing(t, db, "A", "cloud-productivity")
		short := write(t, "usage.csv", "subscription_id,month,workload,active_users\nT-office,2016-04,exchange,50\n")
		if out := done(t, db, "import", "--whole", "--dry-run", short, "--format", "json"); !strings.Contains(out, `"removed": 2`) {
			t.Errorf("a dry run: %s", out)
		}
		if got := standing(t, db, "A", "cloud-productivity"); got != before {
			t.Errorf("after a dry run: %s, want %s", got, before)
		}
		if out := done(t, db, "import", "--whole", "--complete", short, "--format", "json"); !strings.Contains(out, `"removed": 2`) {
			t.Error(out)
		}
		if got := standing(t, db, "A", "cloud-productivity"); got != "2016-04 none 50" {
			t.Errorf("what the file does not name is still credited: %s", got)
		}
		if got := whole(t, db); !strings.HasPrefix(got, "2016-04 complete default") {
			t.Error(got)
		}
		if out := done(t, db, "import", "--whole", short, "--format", "json"); !strings.Contains(out, `"removed": 0`) || !strings.Contains(out, `"unchanged": 1`) {
			t.Errorf("the same file again: %s", out)
		}
		sound(t, db)
		if out := done(t, db, "recompute"); out != "0 credits differed\n" {
			t.Error(out)
		}
	})
}

func TestOtherNumbersOfAMonthAreFoundAndMended(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
		by(t, db, "UPDATE months SET reported = reported + 1 WHERE month = 24195")
		if o := shimei(t, db, "verify"); o.code != exitFailed || !strings.Contains(o.out, "2016-04: 2 subscriptions and tenants' products reported usage, and 3 are kept; shimei recompute counts them anew") {
			t.Errorf("%+v", o)
		}
		by(t, db, "DELETE FROM months WHERE month = 24195")
		if o := shimei(t, db, "verify"); o.code != exitFailed || !strings.Contains(o.out, "2016-04: 2 subscriptions and tenants' products reported usage, and none are kept") {
			t.Errorf("%+v", o)
		}
		if o := shimei(t, db, "recompute"); o.code != exitFailed || o.out != "1 credits differed\n" {
			t.Errorf("%+v", o)
		}
		sound(t, db)
	})
}

func TestWhatBeganAfterTheMonthOfTheFiguresIsToldAsPending(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
		done(t, db, "import", write(t, "partners.csv", "partner_id,name\nC,Partner C\n"), write(t, "associations.csv", "route,partner_id,subscription_id,from\ndpor,C,T-office,2016-05-10\n"))
		reasons := func(args ...string) string {
			return done(t, db, append([]string{"explain", "--partner", "C", "--competency", "cloud-productivity", "--format", "csv"}, args...)...)
		}
		if got := reasons(); !strings.Contains(got, "active_entitlements,T,T-office,,2016-04,600,dpor,,,pending") {
			t.Errorf("of April: %s", got)
		}
		if got := reasons("--month", "2016-03"); !strings.Contains(got, "2016-03,450,dpor,,,not_in_effect") {
			t.Errorf("of March, in which it never counts: %s", got)
		}
		done(t, db, "import", mayFile)
		if got := reasons("--month", "2016-05"); !strings.Contains(got, "active_entitlements,T,T-office,,2016-05,3,dpor,dpor,,") {
			t.Errorf("of May, in which it counts: %s", got)
		}
	})
}

func TestAMonthInProgressSaysHowManyReportsAreIn(t *testing.T) {
	m, err := programme.ParseMonth("2016-02")
	if err != nil {
		t.Fatal(err)
	}
	for want, x := range map[string]programme.MonthReported{
		"2016-02 is in progress: 1 of 2 usage reports are in.":                  {Month: m, Reported: 1, Of: 2},
		"2016-02 is in progress: 1 of 1 usage report is in.":                    {Month: m, Reported: 1, Of: 1},
		"2016-02 is in progress: 2 usage reports are in, more than before (1).": {Month: m, Reported: 2, Of: 1},
		"2016-02 is in progress: 1 usage report is in.":                         {Month: m, Reported: 1},
		"2016-02 is in progress: 3 usage reports are in.":                       {Month: m, Reported: 3},
	} {
		if got := inProgress(x); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
