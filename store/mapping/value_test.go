package mapping_test

import (
	"strings"
	"testing"
)

// one reads a cell by an expression for the name of a customer, and returns the name, or what is wrong.
func one(t *testing.T, expression, cell string) string {
	t.Helper()
	m := parsed(t, "kind = \"customers\"\ndates = \"mdy\"\n[columns]\ntenant_id = \"id\"\nname = "+expression+"\n")
	o, err := mapped(t, m, "id,x", "T,"+cell)
	switch {
	case err != nil:
		return err.Error()
	case len(o.wrong) > 0:
		return strings.Join(o.wrong, "; ")
	}
	return strings.TrimPrefix(o.rows[1], "2 T|")
}

func TestWhereAValueComesFrom(t *testing.T) {
	for _, c := range []struct{ expression, cell, want string }{
		{`"x"`, " Tailspin ", "Tailspin"},
		{`["y", "X"]`, "Tailspin", "Tailspin"},
		{`{ column = "x" }`, "", ""},
		{`{ constant = "Tailspin" }`, "other", "Tailspin"},
		{`{ column = "x", trim_prefix = "/subscriptions/" }`, "/Subscriptions/S-1", "S-1"},
		{`{ column = "x", trim_prefix = "/subscriptions/" }`, "S-1", "S-1"},
		{`{ column = "x", trim_prefix = "/subscriptions/" }`, "/subscriptions/", ""},
		{`{ column = "x", part = 1, of = "_" }`, "tenant_sku", "tenant"},
		{`{ column = "x", part = -1, of = "/" }`, "/a/b/ c", "c"},
		{`{ column = "x", part = 2, of = "_" }`, "", ""},
		{`{ column = "x", trim_prefix = "/subscriptions/", part = 1, of = "/" }`, "/subscriptions/S-1/groups/g", "S-1"},
		{`{ column = "x", part = 3, of = "_" }`, "tenant_sku", `2 x: "tenant_sku" has 2 parts between "_", and the mapping takes part 3; correct the cell, or the mapping`},
		{`{ column = "x", part = -3, of = "_" }`, "tenant_sku", `2 x: "tenant_sku" has 2 parts between "_", and the mapping takes part -3; correct the cell, or the mapping`},
		{`{ column = "x", table = { "EXO" = "exchange", "Exchange Online" = "exchange" } }`, "ｅｘｏ", "exchange"},
		{`{ column = "x", table = { "EXO" = "exchange" } }`, "", ""},
		{`{ column = "x", table = { "" = "exchange" } }`, "", "exchange"},
		{`{ column = "x", table = { "EXO" = "exchange" } }`, "SPO", `2 x: "SPO" is not in the table of the mapping, which has EXO; add it, or leave such rows out`},
		{`{ column = "x", table = { "EXO" = "exchange" }, otherwise = "other" }`, "SPO", "other"},
		{`{ column = "x", part = 2, of = "-", table = { "1" = "one" } }`, "a-1", "one"},
		{`{ month_of = "x" }`, "2016-04", "2016-04"},
		{`{ month_of = "x" }`, "2016-04-30", "2016-04"},
		{`{ month_of = "x" }`, "04/30/2016", "2016-04"},
		{`{ month_of = "x" }`, "4/1/2016 12:00:00 AM", "2016-04"},
		{`{ month_of = "x" }`, "2016-04-30T23:59:59.999Z", "2016-04"},
		{`{ month_of = "x" }`, "2016-04-30T23:00:00-05:00", "2016-04"},
		{`{ month_of = "x" }`, "2016-04-30 23:00:00 UTC", "2016-04"},
		{`{ month_of = "x" }`, "2016-04-30T00:00", "2016-04"},
		{`{ month_of = "x" }`, "", ""},
		{`{ month_of = "x" }`, "30/04/2016", `2 x: "30/04/2016" is not a day in the order mdy; correct it, or name the order that the dates are in`},
		{`{ month_of = "x" }`, "2016-02-30T00:00:00Z", `2 x: "2016-02-30" is not a day; write it as 2016-04-15`},
		{`{ month_of = "x" }`, "April", `2 x: "April" is not a day; write it as 2016-04-15`},
		{`"y"`, "", "the mapping mine.toml reads columns that the file does not have: y"},
		{`["Yy", "id2"]`, "", "the mapping mine.toml reads columns that the file does not have: Yy or id2"},
	} {
		if got := one(t, c.expression, c.cell); got != c.want {
			t.Errorf("%s of %q\n got: %s\nwant: %s", c.expression, c.cell, got, c.want)
		}
	}
}

func TestAColumnThatMayBeMissingIsLeftOut(t *testing.T) {
	m := parsed(t, "kind = \"customers\"\n[columns]\ntenant_id = \"id\"\nname = { column = \"x\", optional = true }\ncountry = { column = \"land\", set = \"country\", optional = true }\n")
	o, err := mapped(t, m, "id", "T")
	if err != nil || o.rows[0] != "tenant_id" || o.rows[1] != "2 T" {
		t.Errorf("%v %v", o.rows, err)
	}
	if m, err = m.With(map[string]string{"country": "JP"}); err != nil {
		t.Fatal(err)
	}
	if o, err = mapped(t, m, "id", "T"); err != nil || o.rows[0] != "tenant_id|country" || o.rows[1] != "2 T|JP" {
		t.Errorf("%v %v", o.rows, err)
	}
}

func TestASettingIsReadAsTheColumnWouldBe(t *testing.T) {
	m := parsed(t, "kind = \"usage\"\n[columns]\nsubscription_id = \"id\"\nactive_users = \"n\"\nmonth = { month_of = \"day\", set = \"month\" }\n")
	for set, want := range map[string]string{"2016-04-09": "2 S|2016-04|3", "soon": `the setting month: "soon" is not a day; write it as 2016-04-15`} {
		with, err := m.With(map[string]string{"month": set})
		if err != nil {
			if err.Error() != want {
				t.Errorf("%s: %v", set, err)
			}
			continue
		}
		if o, err := mapped(t, with, "id,n", "S,3"); err != nil || o.rows[1] != want {
			t.Errorf("%s: %v %v", set, o.rows, err)
		}
	}
}

// An order of days that the mapping leaves open is known when a file is read.
func TestASettingIsRefusedWhereNoFileCouldMendIt(t *testing.T) {
	m := parsed(t, "kind = \"usage\"\n[columns]\nsubscription_id = { column = \"id\", set = \"id\" }\nactive_users = \"n\"\nmonth = { column = \"month\", set = \"month\" }\n")
	for set, want := range map[[2]string]string{
		{"month", "2016-04"}:    "",
		{"month", "2016-04-01"}: "",
		{"month", "01/04/2016"}: "",
		{"month", "2016-04-02"}: `the setting month: "2016-04-02" is a day within a month; write the month as 2016-04, or its first day`,
		{"month", "2016-4"}:     `the setting month: "2016-4" is not a month; write it as 2016-04`,
		{"month", " "}:          "the setting month: it is empty; every row needs a value here",
		{"id", "4.62E+06"}:      `the setting id: a spreadsheet made "4.62E+06" of the id, whose digits are lost; make the column one of text before the ids come into it`,
	} {
		got := ""
		if _, err := m.With(map[string]string{set[0]: set[1]}); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%v: %q, want %q", set, got, want)
		}
	}
}
