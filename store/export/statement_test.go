package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/export"
	"shimei/store/programme"
	"shimei/store/storetest"
)

const columns = "statement,partner_id,metric,products,tenant_id,customer,subscription_id,product,month,corrects,route,amount"

const click = `=HYPERLINK("http://x.example","click")`

// want are the lines of the fixture's April by their columns, without the guards of a CSV. How
// the customers are ordered is the database's affair.
var want = []string{
	`2016-04|=P|active_entitlements|office365|T1|` + click + `|office||2016-03|2016-03|dpor|-2`,
	`2016-04|=P|active_entitlements|office365|T1|` + click + `|office||2016-04||dpor|25`,
	`2016-04|=P|consumed_revenue|azure|@T2|株式会社みどり|+azure||2016-03|2016-03|dpor|0.05`,
	`2016-04|=P|consumed_revenue|azure|@T2|株式会社みどり|+azure||2016-04||dpor|0.07`,
	`2016-04|=P|net_new_customers|office365|T1|` + click + `|||2016-01||dpor|1`,
	`2016-04|=P|net_new_customers|office365|T3|-Minus Ltd|||2016-01||seller|1`,
	`2016-04|=P|seats_sold|office365|T3|-Minus Ltd|-7||2016-04||seller|-5`,
}

// wantTotals are their sums by metric, products and the month that they correct.
var wantTotals = []string{
	"active_entitlements|office365||25", "seats_sold|office365||-5", "net_new_customers|office365||2", "consumed_revenue|azure||0.07",
	"active_entitlements|office365|2016-03|-2", "consumed_revenue|azure|2016-03|0.05",
}

// joined are rows in an order of their own.
func joined(rows [][]string) []string {
	var all []string
	for _, row := range rows {
		all = append(all, strings.Join(row, "|"))
	}
	slices.Sort(all)
	return all
}

func TestACSVFileHoldsEveryLineAndNoFormula(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		rows, err := csv.NewReader(bytes.NewReader(written(t, s, "=P", april, export.CSV))).ReadAll()
		if err != nil || strings.Join(rows[0], ",") != columns {
			t.Fatalf("%v %q", err, rows)
		}
		for _, row := range rows[1:] {
			for k, cell := range row {
				if amount := k == len(row)-1; strings.IndexAny(cell, "=+-@") == 0 && !amount && cell != "-7" {
					t.Errorf("%q is run as a formula", cell)
				}
				row[k] = strings.TrimPrefix(cell, "'")
			}
		}
		if diff := cmp.Diff(want, joined(rows[1:])); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAJSONFileHoldsTheTotalsAndEveryLine(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		var file struct {
			PartnerID     string `json:"partner_id"`
			Month, State  string
			ProgrammeHash string `json:"programme_hash"`
			Totals, Lines []struct {
				Metric       string
				Products     []string
				TenantID     string `json:"tenant_id"`
				Customer     string
				Subscription string `json:"subscription_id"`
				Product      string
				Month        string
				Corrects     string
				Route        string
				Amount       json.RawMessage
			}
		}
		if err := json.Unmarshal(written(t, s, "=P", april, export.JSON), &file); err != nil {
			t.Fatal(err)
		}
		var lines, totals [][]string
		// Money is a string and a count is a number.
		plain := func(metric string, amount json.RawMessage) string {
			if text := strings.Trim(string(amount), `"`); (text != string(amount)) == (metric == "consumed_revenue") {
				return text
			}
			return "not as it should be: " + string(amount)
		}
		for _, l := range file.Lines {
			lines = append(lines, []string{file.Month, file.PartnerID, l.Metric, strings.Join(l.Products, " "), l.TenantID, l.Customer,
				l.Subscription, l.Product, l.Month, l.Corrects, l.Route, plain(l.Metric, l.Amount)})
		}
		for _, x := range file.Totals {
			totals = append(totals, []string{x.Metric, strings.Join(x.Products, " "), x.Corrects, plain(x.Metric, x.Amount)})
		}
		if diff := cmp.Diff(want, joined(lines)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(slices.Sorted(slices.Values(wantTotals)), joined(totals)); diff != "" {
			t.Error(diff)
		}
		if file.State != "open" || file.ProgrammeHash != programme.BuiltIn().Hash {
			t.Errorf("%s by %s", file.State, file.ProgrammeHash)
		}
	})
}

func TestAClosedStatementNamesItsHash(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		all, err := s.Statements(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		closed := all[len(all)-1]
		for _, form := range []string{export.JSON, export.XLSX} {
			text := string(written(t, s, "=P", march, form))
			if form == export.XLSX {
				text = strings.Join(joined(sheet(t, []byte(text), "Statement")), "\n")
			}
			for _, part := range []string{closed.Hash, "2016-05-02T09:00:00Z", `closed`} {
				if len(part) == 0 || !strings.Contains(text, part) {
					t.Errorf("%s does not say %q:\n%s", form, part, text)
				}
			}
		}
		if text := string(written(t, s, "=P", march, export.CSV)); !strings.Contains(text, ",20\n") || !strings.Contains(text, "1000.10") || strings.Contains(text, "1000.15") {
			t.Errorf("what was corrected later is in a closed statement:\n%s", text)
		}
	})
}

func TestAStatementWithoutLinesIsAFileAllTheSame(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		if text := string(written(t, s, "Q", may, export.CSV)); text != columns+"\n" {
			t.Errorf("%q", text)
		}
		var file map[string]any
		if err := json.Unmarshal(written(t, s, "Q", may, export.JSON), &file); err != nil || file["state"] != "no usage facts" ||
			cmp.Diff([]any{}, file["lines"]) != "" || cmp.Diff([]any{}, file["totals"]) != "" {
			t.Errorf("%v %v", file, err)
		}
		book := written(t, s, "Q", may, export.XLSX)
		if rows := sheet(t, book, "Lines"); len(rows) != 1 || strings.Join(rows[0], ",") != columns {
			t.Errorf("%q", rows)
		}
		if rows := joined(sheet(t, book, "Statement")); !slices.Contains(rows, "state|no usage facts") {
			t.Errorf("%q", rows)
		}
	})
}

func TestOfAnUnknownPartnerOrFormNothingIsWritten(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		for _, form := range []string{export.CSV, export.JSON, export.XLSX} {
			var file bytes.Buffer
			if err := export.Statement(t.Context(), s, "nobody", april, form, &file); !errors.Is(err, store.ErrNotFound) || file.Len() != 0 {
				t.Errorf("%s: %v, %d bytes", form, err, file.Len())
			}
		}
		if err := export.Statement(t.Context(), s, "=P", april, "pdf", nil); err == nil || !strings.Contains(err.Error(), "pdf") {
			t.Error(err)
		}
	})
}
