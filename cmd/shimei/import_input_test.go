package main

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"shimei/store/storetest"
)

// forms are the customers and partners of one and the same content as different programs write them.
func TestFilesAreTakenInAsPeopleHaveThem(t *testing.T) {
	sjis, err := japanese.ShiftJIS.NewEncoder().String("Tenant ID;Name\nT-1;ドメイン食品\n")
	if err != nil {
		t.Fatal(err)
	}
	plain := write(t, "customers.csv", "tenant_id,name\nT-1,ドメイン食品\n")
	each(t, func(t *testing.T, db string) {
		done(t, db, "import", plain)
		want := storetest.Dump(t, db)
		osaka := write(t, "osaka.csv", sjis)
		o := shimei(t, db, "import", osaka)
		if said := osaka + ":2: name: the byte 0x83 is not UTF-8; say which encoding it is, such as --encoding shift_jis or "; o.code != exitFailed || !strings.Contains(o.err, said) {
			t.Errorf("without its encoding: %+v", o)
		}
		if out := done(t, db, "import", "--encoding", "shift_jis", osaka, "--format", "json"); !strings.Contains(out, `"unchanged": 1`) || !strings.Contains(out, `"form": "Shift_JIS, semicolon-separated"`) {
			t.Errorf("in its encoding: %s", out)
		}
		if got := storetest.Dump(t, db); got != want {
			t.Errorf("the same customer is another one:\n%s", got)
		}
	})
}

func TestAFileComesByStandardInput(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		o := shimeiWith(t, "partner_id,name\nA,Adatum\nB\n", "--db", db, "import", "-")
		if o.code != exitFailed || !strings.Contains(o.err, "-:3: name: the row ends before this column") {
			t.Errorf("%+v", o)
		}
		o = shimeiWith(t, "partner_id,name\nA,Adatum\n", "--db", db, "import", "-", "--format", "json")
		if o.code != exitDone || !strings.Contains(o.out, `"added": 1`) || !strings.Contains(o.out, `"file": "-"`) {
			t.Errorf("%+v", o)
		}
		if o := shimeiWith(t, "", "--db", db, "import", "-", "-"); o.code != exitMisuse || !strings.Contains(o.err, "name - once") {
			t.Errorf("%+v", o)
		}
	})
}

func TestTheOrderOfDatesIsSaidAndNotGuessed(t *testing.T) {
	subscriptions := write(t, "subscriptions.csv", "subscription_id,tenant_id,product,start_date\nS,T,office365,03/04/2016\n")
	each(t, func(t *testing.T, db string) {
		done(t, db, "import", write(t, "customers.csv", "tenant_id,name\nT,Tailspin\n"))
		if o := shimei(t, db, "import", subscriptions); o.code != exitFailed || !strings.Contains(o.err, `:2: start_date: "03/04/2016" could be more than one day`) {
			t.Errorf("%+v", o)
		}
		done(t, db, "import", "--dates", "dmy", subscriptions)
		if got := storetest.Dump(t, db); !strings.Contains(got, "16894") { // 3 April 2016 in days since 1970
			t.Errorf("dmy: %s", got)
		}
		for _, args := range [][]string{{"--dates", "myd"}, {"--encoding", "klingon"}} {
			if o := shimei(t, db, append([]string{"import", subscriptions}, args...)...); o.code != exitMisuse {
				t.Errorf("%v: %+v", args, o)
			}
		}
	})
}

func TestWhatSpreadsheetsLeaveInFilesIsReadOrRefused(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		took(t, db, "excel-empty-rows.csv")
		want := storetest.Dump(t, db)
		if out := done(t, db, "import", field("sep-line-comma.csv"), "--format", "json"); !strings.Contains(out, `"rows": 1`) {
			t.Error(out)
		}
		took(t, db, "excel-empty-rows.csv")
		o := shimei(t, db, "import", field("sci-id.csv"))
		if o.code != exitFailed || !strings.Contains(o.err, `sci-id.csv:2: partner_id: a spreadsheet made "4.62E+06" of the id`) {
			t.Errorf("%+v", o)
		}
		if got := storetest.Dump(t, db); got != want {
			t.Errorf("it is another partner:\n%s", got)
		}
	})
}
