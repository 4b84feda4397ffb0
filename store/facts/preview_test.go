package facts_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"shimei/store/facts"
	"shimei/store/programme"
)

// previewed are the answers to a question about a text, and how the cells of each row read by them.
func previewed(t *testing.T, q facts.Question, text string) (lines []string) {
	t.Helper()
	open := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
	v, err := facts.PreviewOf(q, open, programme.BuiltIn(), facts.Options{})
	if err != nil || v.Question != q {
		t.Fatalf("%+v: %v", v, err)
	}
	for _, r := range v.Readings {
		lines = append(lines, r.Answer+": "+strings.Join(r.Header, "|"))
		for _, row := range r.Rows {
			cells := append([]string(nil), row.Cells...)
			for k, d := range row.Days {
				if d != nil {
					cells[k] = d.String()
				}
			}
			lines = append(lines, fmt.Sprintf("%d %s", row.Line, strings.Join(cells, "|")))
		}
	}
	return lines
}

func in(t *testing.T, text string, encode func(string) (string, error)) string {
	t.Helper()
	bytes, err := encode(text)
	if err != nil {
		t.Fatal(err)
	}
	return bytes
}

func TestThePreviewHasTheEncodingsThatFitAndTheRowsThatTheyAreAbout(t *testing.T) {
	department := "tenant_id,name\nT-1,Plain\nT-2,営業部\nT-3,総務部\n\nT-4,開発部\nT-5,人事部\n"
	got := previewed(t, facts.AskEncoding, in(t, department, japanese.ShiftJIS.NewEncoder().String))
	if want := []string{"shift_jis: tenant_id|name", "3 T-2|営業部", "4 T-3|総務部", "6 T-4|開発部"}; len(got) < 8 || !cmp.Equal(got[:4], want) {
		t.Errorf("in Shift_JIS: %q", got)
	}
	for _, line := range got[4:] {
		if strings.Contains(line, "営業部") {
			t.Errorf("two encodings read the same: %q", got)
		}
	}
	if got := previewed(t, facts.AskEncoding, in(t, department, japanese.EUCJP.NewEncoder().String)); got[0] == "shift_jis: tenant_id|name" && strings.Contains(got[1], "営業部") {
		t.Errorf("EUC-JP reads as Shift_JIS: %q", got)
	}
	wide := in(t, department, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String)
	if got, want := previewed(t, facts.AskEncoding, wide), []string{"utf-16le: tenant_id|name", "2 T-1|Plain", "3 T-2|営業部", "4 T-3|総務部"}; !cmp.Equal(got, want) {
		t.Errorf("in UTF-16 without its mark: %q", got)
	}
	for name, text := range map[string]string{"empty": "", "a broken quote": "tenant_id,name\nT,\"\x83\n", "no text": "a,b\n\x81\xff\x00,\xff\xfe\n"} {
		if got := previewed(t, facts.AskEncoding, text); name != "empty" && len(got) != 0 {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestThePreviewOfDatesHasTheOrdersThatReadAllOfThem(t *testing.T) {
	head := "subscription_id,tenant_id,product,start_date,end_date\n"
	for text, want := range map[string][]string{
		head + "S1,T,azure,2016-01-01,\nS2,T,azure,03/04/2016,04/05/2017\n": {
			"dmy: subscription_id|tenant_id|product|start_date|end_date", "3 S2|T|azure|2016-04-03|2017-05-04",
			"mdy: subscription_id|tenant_id|product|start_date|end_date", "3 S2|T|azure|2016-03-04|2017-04-05"},
		head + "S1,T,azure,03/04/2016,\nS2,T,azure,13/04/2016,\n": {
			"dmy: subscription_id|tenant_id|product|start_date|end_date", "2 S1|T|azure|2016-04-03|", "3 S2|T|azure|2016-04-13|"},
		"subscription_id,month,active_users\nS1,2016/04/01,5\n":                                  {"ymd: subscription_id|month|active_users", "2 S1|2016-04-01|5"},
		"subscription_id,month,active_users\nS1,01/04/2016,5\nS1,04/01/2016,5\n":                 nil, // no order has the first day of a month in both
		"tenant_id,name\nT,03/04/2016\n":                                                         {"dmy: tenant_id|name", "mdy: tenant_id|name", "ymd: tenant_id|name"},
		"nothing,known\n03/04/2016,1\n":                                                          nil,
		"order_id,subscription_id,partner_id,date,seats\nO,S,P,32/13/2016,1\nO,S,P,2016/4/3,1\n": nil,
	} {
		if got := previewed(t, facts.AskDates, text); !cmp.Equal(got, want) {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestOnlyAFaultThatAnAnswerCanMendAsksForIt(t *testing.T) {
	sjis := in(t, "tenant_id,name\nT,営業部\n", japanese.ShiftJIS.NewEncoder().String)
	wide := in(t, "tenant_id,name\nT,a\n", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String)
	for _, c := range []struct {
		text string
		o    facts.Options
		asks facts.Question
		says string
	}{
		{sjis, facts.Options{}, facts.AskEncoding, "say which encoding it is, such as --encoding shift_jis"},
		{sjis, facts.Options{OnPage: true}, facts.AskEncoding, "choose the encoding above, or save the file as CSV in UTF-8"},
		{wide, facts.Options{OnPage: true}, facts.AskEncoding, "UTF-16 without its mark; choose it above"},
		{"\uFEFF" + sjis, facts.Options{OnPage: true}, facts.NoQuestion, "as which the file begins"},
		{"order_id,subscription_id,partner_id,date,seats\nO,S,P,03/04/2016,1\n", facts.Options{}, facts.AskDates, "could be more than one day"},
		{"order_id,subscription_id,partner_id,date,seats\nO,S,P,13/04/2016,1\n", facts.Options{Dates: facts.MonthDayYear}, facts.AskDates, "name the order"},
		{"order_id,subscription_id,partner_id,date,seats\nO,S,P,2016-04-31,1\n", facts.Options{}, facts.NoQuestion, "is not a day"},
		{"order_id,subscription_id,partner_id,date,seats\nO,S,P,2016-04-30,x\n", facts.Options{}, facts.NoQuestion, "is not a whole number"},
		{"subscription_id,month,active_users\nS,03/04/2016,1\n", facts.Options{}, facts.AskDates, "could be more than one day"},
		{"subscription_id,month,active_users\nS,3/1/2016 12:00:00 AM,1\n", facts.Options{}, facts.AskDates, "could be more than one day"},
		{"subscription_id,month,active_users\nS,2016-03-41 00:00,1\n", facts.Options{}, facts.NoQuestion, "is not a"},
	} {
		var got []facts.Fault
		f, err := facts.Open("file.csv", strings.NewReader(c.text), programme.BuiltIn(), c.o)
		if fault, is := err.(*facts.Fault); is {
			got = append(got, *fault)
		} else if err != nil {
			t.Fatal(err)
		} else {
			for f.Next() {
				rowOf(f)
			}
			got = f.Faults()
		}
		if len(got) == 0 || got[0].Asks != c.asks || !strings.Contains(got[0].Message, c.says) || c.o.OnPage && strings.Contains(got[0].Message, "--") {
			t.Errorf("%q: %+v", c.text, got)
		}
	}
}
