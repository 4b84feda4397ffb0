package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"shimei/store/intake"
	"shimei/store/storetest"
)

// when runs a command at a time.
func when(t *testing.T, clock, db string, args ...string) outcome {
	t.Helper()
	now, err := time.Parse(time.RFC3339, clock)
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	code := runAt(t.Context(), func() time.Time { return now }, append([]string{"--db", db}, args...), strings.NewReader(""), &out, &errs)
	return outcome{code, out.String(), errs.String()}
}

// importsOf are the imports as the command lists them, latest first.
func importsOf(t *testing.T, db string) (all []recordObject) {
	t.Helper()
	if err := json.Unmarshal([]byte(done(t, db, "imports", "list", "--format", "json")), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAMonthThatWasTypedWrongIsRefusedAheadOfTheClockAndGoneAfterItsUndo(t *testing.T) {
	typo := field("typo-month.csv")
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
		before := storetest.Dump(t, db)
		ahead := when(t, "2026-04-20T09:00:00Z", db, "import", typo)
		if ahead.code != exitFailed || !strings.Contains(ahead.err, typo+":2: month: 2026-12 is yet to come") {
			t.Errorf("%+v", ahead)
		}
		if storetest.Dump(t, db) != before {
			t.Error("a refused file changed something")
		}
		if o := when(t, "2026-12-20T09:00:00Z", db, "import", typo); o.code != exitDone {
			t.Fatalf("%+v", o)
		}
		after := storetest.Dump(t, db)
		if after == before {
			t.Fatal("the file changed nothing")
		}
		stored := importsOf(t, db)[0]
		n := fmt.Sprint(stored.Import)
		if dry := done(t, db, "imports", "undo", n, "--dry-run"); !strings.Contains(dry, "dry run") || storetest.Dump(t, db) != after {
			t.Error(dry)
		}
		if o := when(t, "2026-12-21T09:00:00Z", db, "imports", "undo", n); o.code != exitDone {
			t.Fatalf("%+v", o)
		}
		if storetest.Dump(t, db) != before {
			t.Error("the undo left something of it")
		}
		undone := importsOf(t, db)[0]
		if undone.Kind != "undo" || undone.Undoes == nil || *undone.Undoes != stored.Import || undone.Removed != 1 {
			t.Errorf("%+v", undone)
		}
		if again := shimei(t, db, "imports", "undo", n); again.code != exitFailed || !strings.Contains(again.err, "taken back already") {
			t.Errorf("%+v", again)
		}
		done(t, db, "imports", "undo", fmt.Sprint(undone.Import))
		if storetest.Dump(t, db) != after {
			t.Error("the undo of the undo did not bring back all")
		}
		done(t, db, "recompute")
		done(t, db, "verify")
	})
}

func TestRowsThatStayAreListedWithFileLineKeyAndWhy(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
		first := write(t, "first.csv", "tenant_id,name\nN1,First\nN2,First\nN3,First\n")
		done(t, db, "import", first)
		n := fmt.Sprint(importsOf(t, db)[0].Import)
		second := write(t, "second.csv", "tenant_id,name\nN2,Second\n")
		done(t, db, "import", second, write(t, "subscriptions.csv", "subscription_id,tenant_id,product,start_date\nN3-office,N3,office365,2016-01-01\n"))
		o := shimei(t, db, "imports", "undo", n)
		if o.code != exitDone || !strings.Contains(o.err, first+":3: N2: stays: "+second+":2 wrote it later") ||
			!strings.Contains(o.err, first+":4: N3: stays: subscriptions hang on it") || strings.Contains(o.err, "N1") {
			t.Errorf("%+v", o)
		}
		var shown recordObject
		if err := json.Unmarshal([]byte(done(t, db, "imports", "show", fmt.Sprint(importsOf(t, db)[0].Import), "--format", "json")), &shown); err != nil {
			t.Fatal(err)
		}
		if len(shown.Stays) != 2 || shown.Removed != 1 || shown.Unchanged != 2 {
			t.Errorf("%+v", shown)
		}
		if dump := storetest.Dump(t, db, "customer"); strings.Contains(dump, "N1") || !strings.Contains(dump, "N2\tSecond") || !strings.Contains(dump, "N3\tFirst") {
			t.Error(dump)
		}
	})
}

func TestEveryReasonWhyARowStaysHasWords(t *testing.T) {
	for _, why := range intake.Whys {
		if (stayObject{Reason: why}).why() == "" {
			t.Errorf("%s has none", why)
		}
	}
}

func TestAnImportThatIsNotThereIsSaidSo(t *testing.T) {
	db := typical(t)
	for _, args := range [][]string{{"imports", "show", "99"}, {"imports", "undo", "99"}} {
		if o := shimei(t, db, args...); o.code != exitMisuse || !strings.Contains(o.err, "no import 99") {
			t.Errorf("%+v", o)
		}
	}
}

// A file that brings nothing new and declares its month complete is taken back with that, and brought back.
func TestADeclarationAloneIsTakenBackWithItsImport(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
		before := whole(t, db)
		again := write(t, "usage.csv", "subscription_id,month,workload,active_users\nT-office,2016-04,exchange,80\n")
		done(t, db, "import", again)
		if o := shimei(t, db, "imports", "undo", fmt.Sprint(importsOf(t, db)[0].Import)); o.code == exitDone && whole(t, db) != before {
			t.Errorf("of a file without a declaration the months are %s, were %s", whole(t, db), before)
		}
		done(t, db, "import", again)
		done(t, db, "import", "--complete", again)
		declared := whole(t, db)
		if declared == before {
			t.Fatal("nothing was declared")
		}
		done(t, db, "imports", "undo", fmt.Sprint(importsOf(t, db)[0].Import))
		if got := whole(t, db); got != before {
			t.Errorf("taken back the months are %s, were %s", got, before)
		}
		undone := fmt.Sprint(importsOf(t, db)[0].Import)
		done(t, db, "imports", "undo", undone)
		if got := whole(t, db); got != declared {
			t.Errorf("brought back the months are %s, were %s", got, declared)
		}
		if o := shimei(t, db, "imports", "undo", undone); o.code != exitFailed {
			t.Errorf("taken back twice: %+v", o)
		}
	})
}

// Where all of an import stays, the command says which rows and why, and changes nothing.
func TestAnImportThatStaysWholeIsListedWithWhy(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, "import", write(t, "customers.csv", "tenant_id,name\nT,Tailspin\n"))
		done(t, db, "import", write(t, "subscriptions.csv", "subscription_id,tenant_id,product,start_date\nS,T,office365,2016-01-15\n"))
		before := storetest.Dump(t, db)
		for _, args := range [][]string{{"imports", "undo", "1", "--dry-run"}, {"imports", "undo", "1"}} {
			o := shimei(t, db, args...)
			if o.code != exitFailed || !strings.Contains(o.err, "customers.csv:2: T: stays: ") || !strings.Contains(o.err, "import 1: all of it stays") {
				t.Errorf("%v: %+v", args, o)
			}
		}
		if got := storetest.Dump(t, db); got != before {
			t.Errorf("something was taken back:\n%s", got)
		}
	})
}

// It has no line in the file that removed it.
func TestAFormerRowWithoutItsRateStaysWithWhy(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		usage := write(t, "usage.csv", "subscription_id,month,consumed,currency\nS,2016-03,10,USD\nS,2016-04,10,EUR\n")
		whole := write(t, "whole.csv", "subscription_id,month,consumed\nS,2016-03,12\nS2,2016-04,13\n")
		done(t, db, "import", write(t, "customers.csv", "tenant_id,name\nT,Tailspin\n"),
			write(t, "subscriptions.csv", "subscription_id,tenant_id,product,start_date\nS,T,azure,2016-01-15\nS2,T,azure,2016-01-15\n"),
			write(t, "rates.csv", "month,currency,rate\n2016-04,EUR,1.1\n"), usage)
		done(t, db, "import", "--whole", whole)
		done(t, db, "imports", "undo", "3")
		const why = ": S 2016-04: stays: what its former row consumed is in a currency without a rate in that month; import its rate first\n"
		if o := shimei(t, db, "imports", "undo", "5"); o.code != exitDone || !strings.HasPrefix(o.err, whole+why) {
			t.Errorf("%+v", o)
		}
	})
}
