package facts_test

import (
	"bytes"
	"encoding/csv"
	"maps"
	"math/rand"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store/facts"
	"shimei/store/programme"
)

// written is a row, and its cells as a file has them.
type written struct {
	row   any
	cells map[string]string
}

func TestWhatIsWrittenIsReadBackWhateverTheOrderOfColumns(t *testing.T) {
	for kind, draw := range draws {
		t.Run(string(kind), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				rows := rapid.SliceOfN(rapid.Custom(draw), 1, 20).Draw(t, "rows")
				file := write(t, rows)
				got, err := read(bytes.NewReader(file), programme.BuiltIn(), "")
				if err != nil {
					t.Fatalf("%v\n%s", err, file)
				}
				var want []any
				for k, w := range rows {
					want = append(want, onLine(w.row, k+2))
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("%s\n%s", diff, file)
				}
			})
		})
	}
}

// write writes rows as CSV, with the columns in any order, LF or CRLF, and perhaps a BOM.
func write(t *rapid.T, rows []written) []byte {
	header := slices.Sorted(maps.Keys(rows[0].cells))
	rand.New(rand.NewSource(rapid.Int64().Draw(t, "order"))).Shuffle(len(header), func(i, j int) {
		header[i], header[j] = header[j], header[i]
	})
	var file bytes.Buffer
	if rapid.Bool().Draw(t, "BOM") {
		file.WriteString("\uFEFF")
	}
	w := csv.NewWriter(&file)
	w.UseCRLF = rapid.Bool().Draw(t, "CRLF")
	_ = w.Write(header)
	for _, row := range rows {
		record := make([]string, len(header))
		for k, name := range header {
			record[k] = row.cells[name]
		}
		_ = w.Write(record)
	}
	w.Flush()
	return file.Bytes()
}

func onLine(row any, line int) any {
	switch r := row.(type) {
	case facts.PartnerRow:
		r.Line = line
		return r
	case facts.CustomerRow:
		r.Line = line
		return r
	case facts.SubscriptionRow:
		r.Line = line
		return r
	case facts.RateRow:
		r.Line = line
		return r
	case facts.UsageRow:
		r.Line = line
		return r
	case facts.SaleRow:
		r.Line = line
		return r
	case facts.AssociationRow:
		r.Line = line
		return r
	}
	return row
}

var draws = map[facts.Kind]func(*rapid.T) written{
	facts.Partners: func(t *rapid.T) written {
		parent, suspended := text(t), rapid.Bool().Draw(t, "s")
		r := facts.PartnerRow{PartnerID: "P" + text(t), Name: "N" + text(t), ParentID: &parent, Country: text(t), Email: text(t), Reading: text(t), Suspended: &suspended}
		status := map[bool]string{true: "suspended", false: rapid.SampledFrom([]string{"", "active"}).Draw(t, "active")}
		r.NoStatus = status[suspended] == ""
		if programme.KeyOf(parent) == programme.KeyOf(r.PartnerID) {
			parent = ""
		}
		return written{r, map[string]string{"partner_id": r.PartnerID, "name": r.Name, "parent_id": parent,
			"country": r.Country, "email": r.Email, "reading": r.Reading, "status": status[suspended]}}
	},
	facts.Customers: func(t *rapid.T) written {
		r := facts.CustomerRow{TenantID: "T" + text(t), Name: "N" + text(t), Domain: text(t), Country: text(t), Reading: text(t)}
		return written{r, map[string]string{"tenant_id": r.TenantID, "name": r.Name, "domain": r.Domain, "country": r.Country, "reading": r.Reading}}
	},
	facts.Subscriptions: func(t *rapid.T) written {
		p := programme.BuiltIn()
		r := facts.SubscriptionRow{SubscriptionID: "S" + text(t), TenantID: "T" + text(t),
			Product: rapid.IntRange(0, len(p.Products)-1).Draw(t, "product"), Kind: rapid.SampledFrom([]programme.Kind{
				programme.Paid, programme.Trial, programme.Internal}).Draw(t, "kind"),
			Licensing: rapid.SampledFrom([]string{"", "ea", "open", "mpsa", "direct", "csp"}).Draw(t, "licensing"), Seats: number(t, 0)}
		c := map[string]string{"subscription_id": r.SubscriptionID, "tenant_id": r.TenantID, "product": p.Products[r.Product].ID,
			"kind": string(r.Kind), "licensing": r.Licensing, "seats": decimal(r.Seats), "renewal_date": "", "auto_renew": ""}
		r.Start, r.End, c["start_date"], c["end_date"] = span(t)
		if renewal := rapid.Bool().Draw(t, "renews"); renewal {
			r.Renewal, r.AutoRenew = &r.Start, &renewal
			c["renewal_date"], c["auto_renew"] = c["start_date"], strconv.FormatBool(renewal)
		}
		return written{r, c}
	},
	facts.Rates: func(t *rapid.T) written {
		rate := rapid.StringMatching(`[1-9][0-9]{0,5}(\.[0-9]{1,20})?`).Draw(t, "rate")
		r := facts.RateRow{Month: programme.Month(rapid.IntRange(1900*12, 9999*12+11).Draw(t, "month")), Rate: exact(t, rate)}
		var c map[string]string
		r.Currency, c = foreign(t)
		c["month"], c["rate"] = r.Month.String(), rate
		return written{r, c}
	},
	facts.Usage: func(t *rapid.T) written {
		r := facts.UsageRow{SubscriptionID: "S" + text(t), Month: programme.Month(rapid.IntRange(1900*12, 9999*12+11).Draw(t, "month")),
			Workload: text(t), Available: number(t, 0), Assigned: number(t, 0), Active: number(t, 0), Consumed: number(t, -programme.MaxAmount)}
		consumed, c := "", map[string]string{"currency": rapid.SampledFrom([]string{"", "USD", "usd"}).Draw(t, "own")}
		if r.Consumed != nil {
			consumed = programme.FormatDecimal(*r.Consumed, 2)
		} else if rapid.Bool().Draw(t, "foreign") {
			consumed = rapid.StringMatching(`-?[0-9]{1,10}(\.[0-9]{1,20})?`).Draw(t, "original")
			r.Original = &programme.Money{Amount: exact(t, consumed)}
			r.Original.Currency, c = foreign(t)
		} else if r.Active == nil {
			r.Active = new(int64)
		}
		maps.Copy(c, map[string]string{"subscription_id": r.SubscriptionID, "month": r.Month.String(), "workload": r.Workload,
			"available_seats": decimal(r.Available), "assigned_seats": decimal(r.Assigned), "active_users": decimal(r.Active), "consumed": consumed})
		return written{r, c}
	},
	facts.Sales: func(t *rapid.T) written {
		seats := rapid.Int64Range(-programme.MaxAmount, programme.MaxAmount).Draw(t, "seats")
		r := facts.SaleRow{OrderID: "O" + text(t), SubscriptionID: "S" + text(t), PartnerID: "P" + text(t), Seats: seats}
		c := map[string]string{"order_id": r.OrderID, "subscription_id": r.SubscriptionID, "partner_id": r.PartnerID, "seats": decimal(&seats)}
		r.At, _, c["date"], _ = span(t)
		return written{r, c}
	},
	facts.Associations: func(t *rapid.T) written {
		p := programme.BuiltIn()
		r := facts.AssociationRow{Route: rapid.IntRange(0, len(p.Routes)-1).Draw(t, "route"), PartnerID: "P" + text(t)}
		if id := "S" + text(t); p.Routes[r.Route].Scope == programme.ScopeTenant {
			r.TenantID = id
		} else {
			r.SubscriptionID = id
		}
		c := map[string]string{"route": p.Routes[r.Route].ID, "partner_id": r.PartnerID, "subscription_id": r.SubscriptionID, "tenant_id": r.TenantID}
		r.From, r.To, c["from"], c["to"] = span(t)
		return written{r, c}
	},
}

func text(t *rapid.T) string {
	s := rapid.StringMatching(`[ -~ÄßéあA京部\x{1F600}]{0,90}`).Draw(t, "text")
	for trimmed := ""; trimmed != s; s = strings.TrimPrefix(strings.TrimLeft(s, "' "), `="`) { // which are marks
		trimmed = s
	}
	return strings.TrimSpace(s)
}

func exact(t *rapid.T, s string) programme.Decimal {
	d, err := programme.ParseExact(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// foreign draws a currency that is not the programme's, and the cell that names it.
func foreign(t *rapid.T) (code string, cells map[string]string) {
	cell := rapid.SampledFrom([]string{"EUR", "eur", "ＪＰＹ", "chf"}).Draw(t, "currency")
	return map[string]string{"EUR": "EUR", "eur": "EUR", "ＪＰＹ": "JPY", "chf": "CHF"}[cell], map[string]string{"currency": cell}
}

// number draws a number from least on, or none.
func number(t *rapid.T, least int64) *int64 {
	if rapid.Bool().Draw(t, "absent") {
		return nil
	}
	return new(rapid.Int64Range(least, programme.MaxAmount).Draw(t, "number"))
}

func decimal(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

// span draws a beginning as a day and an end, if any, as an instant that is not before it.
func span(t *rapid.T) (from, to programme.Moment, fromCell, toCell string) {
	from, to = day(2000, 1, rapid.IntRange(1, 10_000).Draw(t, "from")), programme.Never
	if rapid.Bool().Draw(t, "ends") {
		to = programme.MomentOf(from.At + programme.Instant(rapid.Int64Range(0, 1e12).Draw(t, "to")))
		toCell = to.At.In(time.UTC).Format("2006-01-02T15:04:05.999Z07:00")
	}
	fromCell = from.Day.String()
	return from, to, fromCell, toCell
}
