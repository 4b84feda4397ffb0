package mapping_test

import (
	"strings"
	"testing"

	"shimei/store/mapping"
)

// head is a mapping that is sound, of two lines.
const head = "kind = \"usage\"\n[columns]\n"

func TestAMappingIsRefusedWithLineAndColumn(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"no TOML", "kind = \n", "x.toml:1:8: toml: unexpected character U+000A at start of value"},
		{"nothing", "", "x.toml:1:1: kind is missing: a mapping needs it"},
		{"another kind", "kind = \"costs\"\n", `x.toml:1:8: kind cannot be "costs": it is one of "partners", "customers", …`},
		{"an unknown key", "kind = \"usage\"\nsums = true\n[columns]\nmonth = \"Month\"\n",
			`x.toml:2:1: unknown key "sums" (did you mean sum?): a mapping has about, kind, sum, dates, decimal, thousands, columns, each, leave_out`},
		{"a key far from any", head + "month = { column = \"Month\", regular_expression = \"x\" }\n",
			`x.toml:3:29: unknown key "regular_expression": month has column, month_of, constant, set, optional, trim_prefix, part, of, table, otherwise, leave_out_others`},
		{"no columns", "kind = \"usage\"\n", "x.toml:1:1: columns is missing: a mapping needs it"},
		{"a number", head + "month = 4\n", "x.toml:3:9: month is neither the name of a column nor a table: write month = \"Column\", or month = { column = \"Column\", … }"},
		{"no origin", head + "month = { part = 1, of = \"-\" }\n", "x.toml:3:9: month comes from one of column, month_of, constant or set; a setting may stand in for a column"},
		{"two origins", head + "month = { column = \"a\", constant = \"b\" }\n", "x.toml:3:9: month comes from one of column, month_of, constant or set; a setting may stand in for a column"},
		{"a constant with steps", head + "month = { constant = \"b\", trim_prefix = \"b\" }\n", "x.toml:3:9: month is a constant, with which nothing is to be done: write it as it is to be"},
		{"no name", head + "month = \" \"\n", "x.toml:3:9: month names a column without a name"},
		{"no names", head + "month = []\n", "x.toml:3:9: month names no column"},
		{"a name that is none", head + "month = [1]\n", "x.toml:3:10: month is a whole number: it must be a text in quotes"},
		{"no part", head + "month = { column = \"a\", part = 0, of = \"-\" }\n", "x.toml:3:32: there is no part 0: 1 is the first, and -1 the last"},
		{"part of what", head + "month = { column = \"a\", part = 1 }\n", "x.toml:3:9: of is missing: month needs it"},
		{"of nothing", head + "month = { column = \"a\", part = 1, of = \"\" }\n", "x.toml:3:40: of is empty: it is what stands between the parts"},
		{"of without a part", head + "month = { column = \"a\", of = \"-\" }\n", "x.toml:3:30: of says what stands between parts: say which part is taken, such as part = 1"},
		{"twice in a table", head + "workload = { column = \"a\", table = { \"EXO\" = \"x\", \"exo \" = \"y\" } }\n",
			`x.toml:3:51: "exo " stands twice in the table: case, width and spaces make no difference`},
		{"a table of numbers", head + "workload = { column = \"a\", table = { EXO = 1 } }\n", "x.toml:3:44: EXO is a whole number: it must be a text in quotes"},
		{"otherwise than what", head + "workload = { column = \"a\", otherwise = \"x\" }\n", "x.toml:3:40: otherwise is what stands for a value that the table does not have: give the table"},
		{"others of what", head + "workload = { column = \"a\", leave_out_others = \"x\" }\n",
			"x.toml:3:47: leave_out_others leaves rows out whose value the table does not have: give the table, and no otherwise"},
		{"others of a part", head + "workload = { column = \"a\", part = 1, of = \"-\", table = { a = \"b\" }, leave_out_others = \"x\" }\n",
			"x.toml:3:88: leave_out_others goes with a table of what the column holds as it is: take no part of it, or use leave_out"},
		{"others without a reason", head + "workload = { column = \"a\", table = { a = \"b\" }, leave_out_others = \"\" }\n",
			"x.toml:3:68: the reason is missing: whoever imports the file reads it"},
		{"steps of an amount", head + "active_users = { column = \"a\", part = 1, of = \"-\" }\n", "x.toml:3:16: active_users is an amount, which is taken as it is written: name its column alone"},
		{"nothing to sum", "kind = \"customers\"\nsum = true\n[columns]\ntenant_id = \"id\"\n",
			"x.toml:2:7: there is no amount that adds up: give a column of seats, users or money, or leave sum out"},
		{"an order of dates", "kind = \"usage\"\ndates = \"us\"\n[columns]\n", `x.toml:2:9: dates cannot be "us": it is one of "dmy", "mdy", "ymd"`},
		{"a mark", "kind = \"usage\"\ndecimal = \"\"\n[columns]\n", `x.toml:2:11: decimal cannot be "": it is one of ".", ","`},
		{"marks alike", "kind = \"usage\"\ndecimal = \",\"\nthousands = \",\"\n[columns]\n", `x.toml:3:13: thousands and decimal are the same mark ",": an amount could not be told`},
		{"left out for nothing", head + "[[leave_out]]\ncolumn = \"a\"\nis = [\"b\"]\n", "x.toml:3:1: the reason is missing: whoever imports the file reads it"},
		{"left out in one language", head + "[[leave_out]]\ncolumn = \"a\"\nis = [\"b\"]\nreason = { en = \"r\" }\n", "x.toml:6:10: ja is missing: a reason needs it"},
		{"left out in no words", head + "[[leave_out]]\ncolumn = \"a\"\nis = [\"b\"]\nreason = { en = \"r\", ja = \"\" }\n",
			"x.toml:6:27: the reason in \"ja\" is empty: whoever imports the file reads it"},
		{"left out and not", head + "[[leave_out]]\ncolumn = \"a\"\nis = [\"b\"]\nexcept = [\"c\"]\nreason = \"r\"\n",
			"x.toml:3:1: a row that is left out has either is, the values that are left out, or except, those that are not"},
		{"left out without values", head + "[[leave_out]]\ncolumn = \"a\"\nis = []\nreason = \"r\"\n", "x.toml:5:6: is is empty: it has one value or more"},
		{"left out by no column", head + "[[leave_out]]\nis = [\"b\"]\nreason = \"r\"\n", "x.toml:3:1: column is missing: a row that is left out needs it"},
		{"several", head + "moth = \"a\"\nworkload = 1\n",
			"x.toml:3:1: unknown key \"moth\" (did you mean month?): usage has subscription_id, …\n" +
				"x.toml:4:12: workload is neither the name of a column nor a table: write workload = \"Column\", or workload = { column = \"Column\", … }"},
	} {
		_, err := mapping.Parse("x.toml", []byte(c.source))
		if err == nil || shortened(err.Error(), c.want) != c.want {
			t.Errorf("%s\n got: %v\nwant: %s", c.name, err, c.want)
		}
	}
}

// shortened is a text with the ends of its lines cut off where the one that is wanted leaves them out.
func shortened(text, want string) string {
	lines := strings.Split(text, "\n")
	for k, line := range strings.Split(want, "\n") {
		if start, cut := strings.CutSuffix(line, ", …"); cut && k < len(lines) && strings.HasPrefix(lines[k], start) {
			lines[k] = line
		}
	}
	return strings.Join(lines, "\n")
}

func TestAMappingMayHaveAMark(t *testing.T) {
	m, err := mapping.Parse("x.toml", []byte("\xef\xbb\xbfkind = \"usage\"\n[columns]\nmonth = \"m\"\n"))
	if err != nil || m.Kind() != "usage" || m.Reads("M ") != true || m.Reads("n") {
		t.Errorf("%+v %v", m, err)
	}
}
