package facts_test

import (
	"encoding/csv"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"shimei/store/facts"
	"shimei/store/programme"
)

// line writes cells as a line of CSV, whatever they hold.
func line(cells ...string) string {
	var text strings.Builder
	w := csv.NewWriter(&text)
	_ = w.Write(cells) // a builder takes all
	w.Flush()
	return text.String()
}

// varied writes letters in the other case or in full width, and underscores as hyphens or spaces, as the bits
// of seed say.
func varied(text string, seed uint64) string {
	return strings.Map(func(r rune) rune {
		bits := seed & 3
		seed = seed>>2 | seed<<62
		switch isLetter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'; {
		case r == '_':
			return []rune("_- _")[bits]
		case isLetter && bits == 1:
			return r ^ 0x20
		case isLetter && bits == 2:
			return r + '！' - '!'
		}
		return r
	}, text)
}

// FuzzHeader reads anything as a header. It holds that one that fits a kind fits it however its letters are
// written.
func FuzzHeader(f *testing.F) {
	for _, header := range []string{"tenant_id,name", "Subscription ID;Month;active_users", "\"Order-ID\"\tsubscription_id\tpartner_id\tdate\tseats",
		"partner_id,as_of,,", "route,to", "ＴｅｎａｎｔＩＤ,ﾅﾏｴ", "tenant_id|name", ",,\n\ntenant_id\n"} {
		f.Add(header, uint64(0x9E3779B97F4A7C15))
	}
	f.Fuzz(func(t *testing.T, header string, seed uint64) {
		told(t, header)
		one, err := facts.Open("file", strings.NewReader(header), programme.BuiltIn(), facts.Options{})
		packed := strings.HasPrefix(header, "PK") || strings.HasPrefix(header, "\x1F")
		if err != nil || packed || !utf8.ValidString(header) || len(header) > facts.MostRecord/3 || strings.HasPrefix(strings.TrimPrefix(strings.ToLower(header), "\uFEFF"), "sep=") {
			return
		}
		other, err := facts.Open("file", strings.NewReader(varied(header, seed)), programme.BuiltIn(), facts.Options{})
		if err != nil || other.Kind() != one.Kind() || other.Form() != one.Form() {
			t.Errorf("%q is of %s, and %q: %v", header, one.Kind(), varied(header, seed), err)
		}
	})
}

// FuzzDates reads anything as a day and as a month. It holds that a day is none that is not written there, and
// that without an order nothing is guessed.
func FuzzDates(f *testing.F) {
	for _, text := range []string{"2016-04-15", "15/04/2016", "4.15.2016 00:00", "04/05/2016 12:00:00 AM", "2016/4/5", "2016-04-15T09:30:00+09:00", "２０１６-０４-０１", "1899-12-31", `="2016-04"`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, order := range []facts.Dates{facts.ISO, facts.DayMonthYear, facts.MonthDayYear, facts.YearMonthDay} {
			for _, file := range []string{sold("") + line("o", "S", "A", text, "5"), "subscription_id,month,active_users\n" + line("S", text, "5")} {
				opened, err := facts.Open("file", strings.NewReader(file), programme.BuiltIn(), facts.Options{Dates: order})
				if err != nil {
					t.Fatal(err)
				}
				for opened.Next() {
					if row, good := rowOf(opened); good {
						dated(t, order, text, row)
					}
				}
			}
		}
	})
}

// dated checks that the day or month of a row stands in its text.
func dated(t *testing.T, order facts.Dates, text string, row any) {
	day := ""
	switch row := row.(type) {
	case facts.SaleRow:
		if !row.At.IsDay { // an instant, which names its zone
			return
		}
		day = row.At.Day.String()
	case facts.UsageRow:
		day = row.Month.String() + "-01"
	}
	numbers := func(s string) (all []int) {
		for _, digits := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' && (r < '０' || r > '９') }) {
			n, err := strconv.Atoi(strings.Map(func(r rune) rune {
				if r >= '０' {
					return r - '０' + '0'
				}
				return r
			}, digits))
			if err != nil {
				t.Fatalf("%q is read as %s", text, day)
			}
			all = append(all, n)
		}
		return all
	}
	want, is := numbers(day), numbers(text)
	if len(is) == 2 {
		is = append(is, 1) // a month
	}
	if len(is) < 3 || order == facts.ISO && !slices.Equal(is[:3], want) {
		t.Fatalf("%q is read as %s without an order", text, day)
	}
	is = is[:3]
	slices.Sort(is)
	slices.Sort(want)
	if !slices.Equal(is, want) {
		t.Errorf("%q is read as %s in the order %s", text, day, order)
	}
}

// FuzzNumbers reads anything as a count and as an amount, which are what is written or refused.
func FuzzNumbers(f *testing.F) {
	for _, text := range []string{"0", "007", "1000.50", "-0.07", "1,234", "1E5", "１２", `="12"`, "'-5", "1000000000000001", "0x10", "1_000", "5.", ".5"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rows, _ := read(strings.NewReader("subscription_id,month,active_users,consumed\n"+line("S", "2016-04", text, "")+line("S", "2016-05", "", text)), programme.BuiltIn(), "")
		for _, row := range rows {
			row := row.(facts.UsageRow)
			written, is := new(big.Rat).SetString(strings.Trim(text, "=\"' \t\r\n\v\f\u0085\u00A0\u3000"))
			var got *big.Rat
			switch {
			case row.Active != nil:
				got = big.NewRat(*row.Active, 1)
			case row.Consumed != nil:
				got = big.NewRat(*row.Consumed, 100)
			default:
				continue // an empty cell, beside nothing
			}
			if !is || written.Cmp(got) != 0 || strings.ContainsAny(text, "eExX_/,") {
				t.Errorf("%q is read as %s", text, got)
			}
		}
	})
}

// FuzzEncoding reads anything in any encoding. It holds that what is taken has no character that was lost.
func FuzzEncoding(f *testing.F) {
	for _, label := range append(facts.Encodings(), "cp932", "replacement", "x-user-defined") {
		f.Add([]byte("tenant_id,name\nT-1,\x83\x68\x83\x81\n"), label)
		f.Add([]byte("t\x00e\x00n\x00a\x00n\x00t\x00_\x00i\x00d\x00\n\x00T\x00"), label)
		f.Add([]byte("tenant_id,name\nT-1,\x1B$B\x25\x49\x1B(B\nT-2,東\n"), label)
	}
	f.Fuzz(func(t *testing.T, file []byte, label string) {
		opened, err := facts.Open("file", strings.NewReader(string(file)), programme.BuiltIn(), facts.Options{Encoding: label})
		if err != nil {
			if fault, is := err.(*facts.Fault); !is || fault.Line != 1 && !strings.Contains(string(file), "\n") || fault.Message == "" {
				t.Errorf("%#v", err)
			}
			return
		}
		for opened.Next() {
			row, good := rowOf(opened)
			if customer, is := row.(facts.CustomerRow); is && good && strings.Contains(customer.TenantID+customer.Name, "\uFFFD") {
				t.Errorf("%+v", customer)
			}
		}
		if (len(opened.Faults()) == 0) != (opened.Err() == nil) {
			t.Errorf("%d faults: %v", len(opened.Faults()), opened.Err())
		}
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	})
}
