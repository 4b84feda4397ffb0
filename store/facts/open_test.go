package facts_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"shimei/store/facts"
	"shimei/store/programme"
)

func TestAFileThatIsNoCSVIsRefusedWithWhatItIs(t *testing.T) {
	for _, c := range []bad{
		{"empty", "", "file.csv:1: the file is empty; its first row must name the columns"},
		{"a BOM alone", "\uFEFF", "file.csv:1: the file is empty; its first row must name the columns"},
		{"blank lines", "\r\n\n", "file.csv:1: the file is empty; its first row must name the columns"},
		{"workbook", "PK\x03\x04\x14\x00", "file.csv:1: the zip file is damaged or cut off, or packed in a way that is not known here (zip: not a valid zip file); fetch or pack it again"},
		{"binary", "\x7fELF\x00", "file.csv:1: the file is not text; save it as CSV in UTF-8"},
		{"Shift JIS", "tenant_id,name,\x83\x68\x83\x81\x83\x43\x83\x93\n", `file.csv:1: column 3: the byte 0x83 is not UTF-8; ` +
			`say which encoding it is, such as --encoding shift_jis or windows-1251 or gb18030 or euc-kr, or save the file as CSV in UTF-8`},
		{"no encoding", "tenant_id,name\nT,\x81\x98\xFF\n", "file.csv:2: name: the byte 0x81 is not UTF-8; save the file as CSV in UTF-8"},
		{"old line ends", "tenant_id,name\rT,Contoso\r", "file.csv:1: the lines end with CR alone; end them with LF or CRLF"},
		{"open quote", "tenant_id,\"name\nT,Contoso\n", `file.csv:1: column 2: a quote (") is not closed before the end of the file; ` +
			`close it, and double the quotes inside a quoted cell ("")`},
	} {
		c.check(t, "")
	}
}

func TestAHeaderThatFitsNoKindIsExplained(t *testing.T) {
	for _, c := range []bad{
		{"typo", "tenantt_id,name\n", `file.csv:1: the header fits no kind of file; for customers: unknown column "tenantt_id" (did you mean tenant_id?); ` +
			"the columns of customers are tenant_id, name, domain, country, reading"},
		{"after blank rows", "\n,,,,\nOrder N,subscription_id,partner_id,date,seats\n", `file.csv:3: the header fits no kind of file; ` +
			`for sales: unknown column "Order N" (did you mean order_id?); the columns of sales are order_id, subscription_id, partner_id, date, seats`},
		{"unknown", "subscription_id,month,consumed,region,site\n", `file.csv:1: the header fits no kind of file; for usage: unknown columns "region", "site"; ` +
			"the columns of usage are subscription_id, tenant_id, product, month, workload, available_seats, assigned_seats, active_users, consumed, currency"},
		{"few of sales", "order_id,seats\n", "file.csv:1: the header fits no kind of file; for sales: missing columns subscription_id, partner_id, date; " +
			"the columns of sales are order_id, subscription_id, partner_id, date, seats"},
		{"few of associations", "route,to\n", "file.csv:1: the header fits no kind of file; for associations: missing columns partner_id, from; " +
			"missing one of the columns subscription_id, tenant_id; the columns of associations are route, partner_id, subscription_id, tenant_id, from, to"},
		{"few of usage", "active_users,month,product\n", "file.csv:1: the header fits no kind of file; for usage: missing column tenant_id; " +
			"the columns of usage are subscription_id, tenant_id, product, month, workload, available_seats, assigned_seats, active_users, consumed, currency"},
		{"no value", "subscription_id,month\n", "file.csv:1: the header fits no kind of file; for usage: " +
			"missing one of the columns available_seats, assigned_seats, active_users, consumed; " +
			"the columns of usage are subscription_id, tenant_id, product, month, workload, available_seats, assigned_seats, active_users, consumed, currency"},
		{"two as near", "name,country\n", "file.csv:1: the header fits no kind of file; for partners: missing column partner_id; for customers: missing column tenant_id; " +
			"the columns of partners are partner_id, name, parent_id, country, status, email, reading, as_of; the columns of customers are tenant_id, name, domain, country, reading"},
		{"keys of another kind", "tenant_id,month,consumed\n", "file.csv:1: the header fits no kind of file; for usage: missing column product; " +
			"the columns of usage are subscription_id, tenant_id, product, month, workload, available_seats, assigned_seats, active_users, consumed, currency"},
		{"no header", "A,Fabrikam,JP\n", "file.csv:1: the first row names no known column; it must name those of one kind of file: partners (partner_id, name), " +
			"customers (tenant_id, name), subscriptions (subscription_id, tenant_id, product, start_date), rates (month, currency, rate), usage (subscription_id or tenant_id and product, month), " +
			"sales (order_id, subscription_id, partner_id, date, seats), associations (route, partner_id, from)"},
		{"twice", "tenant_id,name,tenant_id\n", `file.csv:1: the column "tenant_id" stands twice in the header; keep one of them`},
		{"twice but for spaces", "tenant_id,Name,name\n", `file.csv:1: the column "name" stands twice in the header; keep one of them`},
		{"nameless", "tenant_id,,name\n", "file.csv:1: column 2 of the header has no name; name it, or remove it from every row"},
	} {
		c.check(t, "")
	}
}

func TestAKindThatIsGivenNamesTheColumnsInItsWay(t *testing.T) {
	bad{"another kind", "order_id,subscription_id,partner_id,date,seats\n", `file.csv:1: unknown columns "order_id", "partner_id", "date"; the columns of subscriptions are subscription_id, tenant_id, product, kind, licensing, ` +
		`seats, start_date, end_date, renewal_date, auto_renew, as_of`}.check(t, facts.Subscriptions)
	bad{"many", strings.Repeat("x", 100) + ",b,c,d,e,f,g,h,i,j,tenant_id,name\n", `file.csv:1: unknown columns "` + strings.Repeat("x", 60) +
		`"…, "b", "c", "d", "e", "f", "g", "h", and 2 more; the columns of customers are tenant_id, name, domain, country, reading`}.check(t, facts.Customers)
	bad{"no kind", "tenant_id,name\n", `file.csv:1: "people" is no kind of file; ` +
		"the kinds are partners, customers, subscriptions, rates, usage, sales, associations"}.check(t, "people")
}

func TestTheKindIsToldByTheHeader(t *testing.T) {
	for header, want := range map[string]facts.Kind{
		"name,partner_id":                                 facts.Partners,
		"name,tenant_id,domain":                           facts.Customers,
		"start_date,product,tenant_id,subscription_id":    facts.Subscriptions,
		"consumed,month,subscription_id":                  facts.Usage,
		"seats,date,partner_id,subscription_id,order_id":  facts.Sales,
		"from,partner_id,route,tenant_id":                 facts.Associations,
		"from,partner_id,route,subscription_id,tenant_id": facts.Associations,
		"partner_id":                           facts.Partners,
		"status,partner_id,as_of":              facts.Partners,
		"tenant_id":                            facts.Customers,
		"tenant_id,country":                    facts.Customers,
		"subscription_id":                      facts.Subscriptions,
		"subscription_id,seats":                facts.Subscriptions,
		"tenant_id,subscription_id,as_of":      facts.Subscriptions,
		"assigned_seats,month,subscription_id": facts.Usage,
	} {
		for _, as := range []facts.Kind{"", want} {
			f, err := facts.Open("file.csv", strings.NewReader(header), programme.BuiltIn(), facts.Options{As: as})
			if err != nil || f.Kind() != want || f.Next() || f.Err() != nil {
				t.Errorf("%s as %q: %v, want %s", header, as, err, want)
			}
		}
	}
}

func TestAnErrorOfTheReaderIsWrapped(t *testing.T) {
	broken := errors.New("the disk is gone")
	for _, text := range []string{"", "tenant_id,na", "tenant_id,name\nT,Con", "tenant_id,name\n" + strings.Repeat("T,Contoso\n", 9999)} {
		rows, err := read(iotest.TimeoutReader(strings.NewReader(text)), programme.BuiltIn(), "")
		if len(text) > 1<<16 && (!errors.Is(err, iotest.ErrTimeout) || len(rows) == 0) {
			t.Errorf("timeout after %d rows: %v", len(rows), err)
		}
		failing := io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken))
		_, err = read(failing, programme.BuiltIn(), "")
		if !errors.Is(err, broken) || err.Error() != "reading file.csv: the disk is gone" {
			t.Errorf("%.20q: %v", text, err)
		}
	}
}

func TestKindsAreParsedByName(t *testing.T) {
	for _, k := range facts.Kinds {
		if got, err := facts.ParseKind(string(k)); got != k || err != nil {
			t.Errorf("%s: %s, %v", k, got, err)
		}
	}
	if _, err := facts.ParseKind("Usage"); err == nil {
		t.Error("Usage is taken for a kind")
	}
}
