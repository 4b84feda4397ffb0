package facts_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shimei/store/facts"
	"shimei/store/programme"
)

func TestAFileReadsTheSameWithBOMAndCRLFAndInAnyOrder(t *testing.T) {
	want := []any{
		facts.CustomerRow{Line: 2, TenantID: "T", Name: `Contoso, "Ltd"`, Country: "JP"},
		facts.CustomerRow{Line: 3, TenantID: "東京", Name: "日本商事"},
	}
	for name, text := range map[string]string{
		"plain":     "tenant_id,name,country\nT,\"Contoso, \"\"Ltd\"\"\",JP\n東京,日本商事,\n",
		"no end":    "tenant_id,name,country\nT,\"Contoso, \"\"Ltd\"\"\",JP\n東京,日本商事,",
		"CRLF, BOM": "\uFEFFtenant_id,name,country\r\nT,\"Contoso, \"\"Ltd\"\"\",JP\r\n東京,日本商事,\r\n",
		"order":     "country, name ,tenant_id\nJP,\"Contoso, \"\"Ltd\"\"\", T \n,\u3000日本商事\t,東京\n",
		"quoted":    "\uFEFF\"tenant_id\",\"name\",\"country\"\n\"T\",\"Contoso, \"\"Ltd\"\"\",\"JP\"\n\"東京\",\"日本商事\",\"\"\n",
	} {
		got, err := read(strings.NewReader(text), programme.BuiltIn(), "")
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestDaysAndAmountsAreTheProgrammes(t *testing.T) {
	p := *programme.BuiltIn()
	p.Zone, p.Digits = time.FixedZone("JST", 9*60*60), 0
	text := "subscription_id,month,consumed\nS,2016-04,1500\nS,2016-05,0.5\n"
	if _, err := read(strings.NewReader(text), &p, ""); err == nil ||
		err.Error() != `file.csv:3: consumed: "0.5" has more than 0 decimals, the most that the currency has` {
		t.Error(err)
	}
	got, err := read(strings.NewReader("order_id,subscription_id,partner_id,date,seats\n"+
		"1,S,A,2016-04-15,5\n2,S,A,2016-04-14T15:00:00.0019Z,-5\n3,S,A,2016-04-15T02:00:00+02:00,0\n"), &p, "")
	at := day(2016, 4, 14).At + 15*60*60*1000
	want := []any{
		facts.SaleRow{Line: 2, OrderID: "1", SubscriptionID: "S", PartnerID: "A", At: programme.Moment{At: at, Day: day(2016, 4, 15).Day, IsDay: true}, Seats: 5},
		facts.SaleRow{Line: 3, OrderID: "2", SubscriptionID: "S", PartnerID: "A", At: programme.MomentOf(at + 1), Seats: -5},
		facts.SaleRow{Line: 4, OrderID: "3", SubscriptionID: "S", PartnerID: "A", At: programme.MomentOf(day(2016, 4, 15).At)},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestLinesStayRightAfterBreaksWithinQuotes(t *testing.T) {
	text := "tenant_id,name,domain\n\"\nT\n\",\"Contoso\n\",\n\nU,,\n\"V\",\"\n\n\",\"a\nb\"\nW,\"\n\x83\",\n"
	want := "file.csv:7: name: the cell is empty; a new row needs a value here, and a known one keeps its own if the column is left out\n" +
		"file.csv:8: name: the cell is empty; a new row needs a value here, and a known one keeps its own if the column is left out\n" +
		`file.csv:10: domain: "a\nb" contains the invisible character U+000A; remove it` + "\n" +
		"file.csv:13: name: the byte 0x83 is not UTF-8; say which encoding it is, such as --encoding windows-1252 or windows-1251, or save the file as CSV in UTF-8"
	for _, end := range []string{"\n", "\r\n"} {
		if got := faults(strings.ReplaceAll(text, "\n", end), ""); got != want {
			t.Errorf("with %q\n got: %s\nwant: %s", end, got, want)
		}
	}
}

func TestAWrongNumberOfCellsIsAFaultOfItsRowAlone(t *testing.T) {
	bad{"cells", "tenant_id,name,domain\nT\nU,Contoso, Ltd,u.example\nV,,\n",
		"file.csv:2: name: the row ends before this column: it has 1 of 3 cells; write a comma before every empty cell too\n" +
			"file.csv:3: column 4: the row has 4 cells where the header names 3 columns; put a cell that contains a comma in quotes\n" +
			"file.csv:4: name: the cell is empty; a new row needs a value here, and a known one keeps its own if the column is left out"}.check(t, "")
}

func TestAFaultOfTheSyntaxEndsTheReading(t *testing.T) {
	for _, c := range []bad{
		{"bare quote", "tenant_id,name\nT,15\" rack\nU,\n",
			`file.csv:2: name: a quote (") stands inside a cell that does not begin with one; remove the space before it, or put the whole cell in quotes and double the quotes inside it ("")`},
		{"text after a quote", "tenant_id,name\nT,\"15\"\" rack\"s\nU,\n",
			`file.csv:2: name: a closing quote (") is followed by more text or a space; remove what follows it, or double the quotes inside a quoted cell ("")`},
		{"text after a quote, and an odd one", "tenant_id,name\nT,\"15\" rack\"\nU,\n",
			`file.csv:2: name: a closing quote (") is followed by more text or a space; remove what follows it, or double the quotes inside a quoted cell ("")`},
		{"open quote", "tenant_id,name\n,x\nT,\"Contoso\nU,Fabrikam\n",
			"file.csv:2: tenant_id: the cell is empty; every row needs a value here\n" +
				`file.csv:3: name: a quote (") is not closed before the end of the file; close it, and double the quotes inside a quoted cell ("")`},
	} {
		c.check(t, "")
	}
}

func TestReadingEndsAtAHundredFaults(t *testing.T) {
	f, err := facts.Open("file.csv", strings.NewReader("tenant_id,name\n"+strings.Repeat("T,\n", 150)), programme.BuiltIn(), facts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for f.Next() {
		if _, ok := f.Customer(); ok {
			t.Error("a row without a name is taken")
		}
	}
	f.Fault(7, "", "one too many")
	if n := len(f.Faults()); n != facts.MostFaults || f.Rows() != 100 || f.Line() != 101 || f.Next() {
		t.Errorf("%d faults, %d rows, line %d", n, f.Rows(), f.Line())
	}
}

func TestFaultsOfTheCallerStandInTheOrderOfLines(t *testing.T) {
	f, err := facts.Open("file.csv", strings.NewReader("tenant_id,name\nT,\nU,Contoso\n"), programme.BuiltIn(), facts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for f.Next() {
		_, _ = f.Customer()
	}
	for _, line := range []int{3, 2, 1, 3} {
		f.Fault(line, "tenant_id", fmt.Sprint("said of ", line))
	}
	var got []string
	for _, fault := range f.Faults() {
		got = append(got, fault.Message)
	}
	want := []string{"said of 1", "the cell is empty; a new row needs a value here, and a known one keeps its own if the column is left out", "said of 2", "said of 3", "said of 3"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	var fault *facts.Fault
	if !errors.As(f.Err(), &fault) || fault.Line != 1 || fault.File != f.Name() {
		t.Errorf("%v", f.Err())
	}
}

func TestARowOfAnotherKindIsAMistakeOfTheProgram(t *testing.T) {
	f, err := facts.Open("file.csv", strings.NewReader("tenant_id,name\nT,Contoso\n"), programme.BuiltIn(), facts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, ask := range []func(){func() { f.Customer() }, func() { f.Next(); f.Partner() }} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("it is answered")
				}
			}()
			ask()
		}()
	}
}
