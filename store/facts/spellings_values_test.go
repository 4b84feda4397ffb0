package facts_test

import (
	"strings"
	"testing"

	"shimei/store/facts"
)

// sold is a sale on a day.
func sold(text string) string {
	return "order_id,subscription_id,partner_id,date,seats\no,S,A,\"" + text + "\",5\n"
}

func dates() []spelling {
	on := func(at string) []string { // who sells is the seller from then on
		return []string{stored("sale", "o", "S", "A", at, 5), stored("association", "seller", "A", "T", "S", at, "-", "-", "sale", "-")}
	}
	april, march := on("day 16894"), on("day 16864")
	const isNone = `is not a day; write it as 2016-04-15`
	month := func(text string) string { return "subscription_id,month,active_users\nS," + text + ",5\n" }
	used := stored("usage", "S", "24195", "", "-", "-", 5, "-", "-")
	return []spelling{
		taken("a day", sold("2016-04-03"), april...),
		taken("an instant", sold("2016-04-03T09:00:00+09:00"), on("1459641600000")...),
		taken("a day with midnight", sold("2016-04-03 00:00:00"), april...),
		taken("a day with midnight to the microsecond", sold("2016-04-03 00:00:00.000000"), april...),
		taken("a day with the midnight of ISO", sold("2016-04-03T00:00:00"), april...),
		taken("a day with midnight in an order", sold("2016-04-03 00:00:00"), april...).in(facts.DayMonthYear),
		taken("dmy", sold("03/04/2016"), april...).in(facts.DayMonthYear),
		taken("mdy", sold("03/04/2016"), march...).in(facts.MonthDayYear),
		taken("mdy with midnight in the morning", sold("03/04/2016 12:00:00 AM"), march...).in(facts.MonthDayYear),
		taken("points", sold("3.4.2016"), april...).in(facts.DayMonthYear),
		taken("ymd", sold("2016/4/3"), april...).in(facts.YearMonthDay),
		taken("the year first in another order", sold("2016/04/03"), april...).in(facts.DayMonthYear),
		taken("full width", sold("２０１６-０４-０３"), april...),
		taken("full-width hyphens", sold("２０１６－０４－０３"), april...),
		taken("a day that a formula keeps", sold(`=""2016-04-03""`), april...),
		taken("a fixed space after a day", sold("2016-04-03\u00a0"), april...),
		taken("midnight in UTC is an instant", sold("2016-04-03T00:00:00Z"), on("1459641600000")...),
		taken("a fraction of a second", sold("2016-04-03T09:30:00.1239999Z"), on("1459675800123")...),
		taken("the last day", sold("9999-12-31"), on("day 2932896")...),
		taken("the first day", sold("1.1.1900"), on("day -25567")...).in(facts.DayMonthYear),
		taken("a month and a day of one digit", sold("2016-4-3"), april...).in(facts.DayMonthYear),
		refused("an hour of one digit", sold("2016-04-03T9:30:00Z"), isNone),
		refused("a decimal comma of seconds", sold("2016-04-03T09:30:00,5Z"), isNone),
		refused("a zone of 24 hours", sold("2016-04-03T00:00:00+24:00"), isNone),
		refused("a zone of 60 minutes", sold("2016-04-03T00:00:00+08:60"), isNone),
		refused("a zone without its colon", sold("2016-04-03T00:00:00+0900"), isNone),
		refused("24:00", sold("2016-04-03 24:00:00"), isNone),
		refused("a leap second", sold("2016-12-31T23:59:60Z"), isNone),
		refused("digits alone", sold("20160403"), isNone),
		refused("the number of a day in a spreadsheet", sold("42463"), isNone),
		refused("seconds since 1970", sold("1459641600"), isNone),
		refused("a day of a week", sold("2016-W14-7"), isNone),
		refused("an era", sold("平成28年4月3日"), isNone),
		refused("a minus sign in place of a hyphen", sold("2016\u221204\u221203"), isNone),
		refused("an invisible character of a day", sold("\u200b2016-04-03"), isNone),
		refused("a year of five digits", sold("10000-01-01"), isNone),
		refused("a year of five digits in an order", sold("03/04/02016"), isNone).in(facts.DayMonthYear),
		refused("the year 0", sold("0000-01-01"), "is outside the years 1900 to 9999; correct the year"),
		refused("an instant before 1900", sold("1899-12-31T23:59:59Z"), "is outside the years 1900 to 9999; correct the year"),
		refused("no such day in an order", sold("30/02/2016"), "is not a day in the order dmy").in(facts.DayMonthYear),
		refused("an order that nobody says", sold("03/04/2016"), `file.csv:2: date: "03/04/2016" could be more than one day; write it as 2016-04-15, or say in which order the dates are: dmy, mdy or ymd`),
		refused("the year first that nobody says", sold("2016/04/03"), "is not written as 2016-04-15; write it so, or say that the dates are in the order ymd"),
		refused("two digits of a year", sold("03/04/16"), "write the year in four digits").in(facts.DayMonthYear),
		refused("another order", sold("04/15/2016"), "is not a day in the order dmy; correct it, or name the order that the dates are in").in(facts.DayMonthYear),
		refused("noon", sold("03/04/2016 12:00:00 PM"), isNone).in(facts.MonthDayYear),
		refused("a time of day", sold("2016-04-03 09:30:00"), isNone),
		refused("no such day", sold("2016-02-30"), isNone),
		refused("a name of a month", sold("3 Apr 2016"), isNone).in(facts.DayMonthYear),
		refused("Japanese", sold("2016年4月3日"), isNone),
		refused("a year before 1900", sold("1899-12-31"), "is outside the years 1900 to 9999; correct the year"),
		taken("a month", month("2016-04"), used),
		taken("a month by its first day", month("2016-04-01"), used),
		taken("a month by its first day with midnight", month("4/1/2016 12:00:00 AM"), used).in(facts.MonthDayYear),
		refused("a month by another day", month("2016-04-30"), `file.csv:2: month: "2016-04-30" is a day within a month; write the month as 2016-04, or its first day`),
		taken("a month in full width", month("２０１６－０４"), used),
		refused("a month by an instant", month("2016-04-01T00:00:00-04:00"), `file.csv:2: month: "2016-04-01T00:00:00-04:00" is not a month; write it as 2016-04`),
		refused("a month of digits alone", month("201604"), `file.csv:2: month: "201604" is not a month; write it as 2016-04`),
		refused("a month of one digit", month("2016-4"), `file.csv:2: month: "2016-4" is not a month; write it as 2016-04`),
		refused("a quarter", month("2016-Q2"), `file.csv:2: month: "2016-Q2" is not a month; write it as 2016-04`),
		refused("a month by its name", month("Apr-16"), `file.csv:2: month: "Apr-16" is not a month; write it as 2016-04`),
	}
}

func numbers() []spelling {
	count := func(text string) string { return "subscription_id,month,active_users\nS,2016-04,\"" + text + "\"\n" }
	money := func(text string) string { return "subscription_id,month,consumed\nT-azure,2016-04,\"" + text + "\"\n" }
	inCurrency := func(cells string) string {
		return "subscription_id,month,consumed,currency\nT-azure,2016-04," + cells + "\n"
	}
	users := func(n int64) string { return stored("usage", "S", "24195", "", "-", "-", n, "-", "-") }
	cents := func(n int64) string { return stored("usage", "T-azure", "24195", "", "-", "-", "-", n, "-") }
	const whole = " is not a whole number; write it in the digits 0 to 9 alone, such as 1000, without separators and decimals"
	const amount = " is not an amount; write it as 1000.50, without separators"
	return []spelling{
		taken("a count", count("1234"), users(1234)),
		taken("an amount", money("1234.5"), cents(123450)),
		taken("zeros before a count", count("007"), users(7)),
		taken("zeros before an amount", money("007.50"), cents(750)),
		taken("a credit note", money("-0.07"), cents(-7)),
		taken("zeros after", money("5.5000"), cents(550)),
		taken("the largest count", count("1000000000000000"), users(1e15)),
		taken("zero with a sign", count("-0"), users(0)),
		taken("no credit", money("-0.00"), cents(0)),
		taken("a credit that an export guarded", money("'-5"), cents(-500)),
		refused("an exponent of a count", count("1e3"), `file.csv:2: active_users: "1e3"`+whole),
		refused("a plus", count("+5"), `file.csv:2: active_users: "+5"`+whole),
		refused("a plus before an amount", money("+5.00"), `file.csv:2: consumed: "+5.00"`+amount),
		refused("a count below zero", count("-5"), `file.csv:2: active_users: "-5" is below zero; a count is a whole number from 0 on`),
		refused("a minus sign that is no hyphen", money("\u22125"), `file.csv:2: consumed: "`+"\u2212"+`5"`+amount),
		refused("a fixed space of thousands", money("1\u00a0234"), `file.csv:2: consumed: "1\u00a0234"`+amount),
		refused("a narrow space of thousands", count("1\u202f234"), `file.csv:2: active_users: "1\u202f234"`+whole),
		refused("an apostrophe of thousands", money("1'234.50"), `file.csv:2: consumed: "1'234.50"`+amount),
		refused("a point of thousands in an amount", money("1.234"), `file.csv:2: consumed: "1.234" has more than 2 decimals`),
		refused("a minus after an amount", money("5.00-"), `file.csv:2: consumed: "5.00-"`+amount),
		refused("no digit before the point", money(".5"), `file.csv:2: consumed: ".5"`+amount),
		refused("no number", money("NaN"), `file.csv:2: consumed: "NaN"`+amount),
		refused("NULL", count("NULL"), `file.csv:2: active_users: "NULL"`+whole),
		refused("an amount beyond the largest", money("10000000000000.01"), `is beyond the largest amount taken, 10000000000000.00`),
		refused("a comma of thousands", count("1,234"), `file.csv:2: active_users: "1,234"`+whole),
		refused("a point of thousands", count("1.234"), `file.csv:2: active_users: "1.234"`+whole),
		refused("a decimal count", count("5.0"), `file.csv:2: active_users: "5.0"`+whole),
		refused("full-width digits", count("１２"), `file.csv:2: active_users: "１２"`+whole),
		refused("a decimal comma", money("1234,50"), `file.csv:2: consumed: "1234,50"`+amount),
		refused("a sign of a currency", money("$5"), `file.csv:2: consumed: "$5"`+amount),
		refused("below zero in brackets", money("(5)"), `file.csv:2: consumed: "(5)"`+amount),
		refused("an exponent", money("1E+05"), `file.csv:2: consumed: "1E+05"`+amount),
		refused("too many decimals", money("0.005"), `file.csv:2: consumed: "0.005" has more than 2 decimals, the most that the currency has`),
		refused("a count beyond the largest", count("1000000000000001"), "is beyond the largest count taken, 1000000000000000; correct it"),
		taken("a currency in lower case", inCurrency("5.00,usd"), cents(500)),
		taken("a currency in full width", inCurrency("5.00, ＵＳＤ "), cents(500)),
		taken("the currency of the programme where none is said", inCurrency("5.00,"), cents(500)),
		refused("a currency by its sign", inCurrency("5.00,US$"), `file.csv:2: currency: "US$" is no currency; write the three letters of ISO 4217`),
		refused("a currency without a rate", inCurrency("5.00,eur"), "file.csv:2: currency: there is no rate of EUR for 2016-04; import a rates file"),
		refused("an error of a spreadsheet", count("#N/A"), `file.csv:2: active_users: "#N/A"`+whole),
	}
}

func keys(t *testing.T) []spelling {
	of := func(id string) string { return "tenant_id,name\n" + id + ",Contoso\n" }
	is := func(id string) string { return customerAs(id, "Contoso") }
	sheet := func(id any, format string) string {
		return workbook(t, table{{"tenant_id", "name"}, {id, "Contoso"}}, shown("A2:A2", format))
	}
	const digits = "file.csv:2: tenant_id: a spreadsheet made "
	return []spelling{
		taken("zeros before", of("0012"), is("0012")),
		taken("zeros that a formula keeps", of(`"=""0012"""`), is("0012")),
		taken("zeros that a formula keeps, without quotes", of(`="0012"`), is("0012")),
		taken("zeros that an apostrophe keeps", of("'0012"), is("0012")),
		taken("an id that an export guarded", of("'-x"), is("-x")),
		taken("spaces around", of(" \u3000T-1\t "), is("T-1")),
		taken("Japanese", of("東京-1"), is("東京-1")),
		taken("a number of a sheet", sheet(42, "General"), is("42")),
		taken("a number of a sheet with zeros", sheet(42, "00000"), is("00042")),
		taken("a text of a sheet", sheet("0042", "@"), is("0042")),
		refused("a number that lost its digits", of("4.62E+06"), digits+`"4.62E+06" of the id, whose digits are lost; make the column one of text before the ids come into it`),
		taken("a known id in full width", of("ｔ"), customerAs("T", "Contoso"), "gone: "+customerAs("T", "Tailspin Toys")),
		taken("a text of a sheet that reads as a day", sheet("2016-04-03", "@"), is("2016-04-03")),
		taken("truth in a sheet", sheet(true, "General"), is("TRUE")),
		refused("a day that a spreadsheet made", sheet(42463, "d-mmm"), `file.csv:2: tenant_id: a spreadsheet made the day "2016-04-03" of the id; make the column one of text`),
		refused("a number as Java writes it", of("1.2345678E7"), digits+`"1.2345678E7" of the id`),
		refused("a number with a decimal comma that lost its digits", of(`"1,23E+15"`), digits+`"1,23E+15" of the id`),
		refused("an error of a German spreadsheet", of("#WERT!"), `file.csv:2: tenant_id: "#WERT!" is an error of a spreadsheet`),
		refused("a reference of a Spanish spreadsheet", of("#¡REF!"), `file.csv:2: tenant_id: "#¡REF!" is an error of a spreadsheet`),
		refused("an error of a new function", of("#FIELD!"), `file.csv:2: tenant_id: "#FIELD!" is an error of a spreadsheet`),
		refused("a column that was too narrow", of("########"), `file.csv:2: tenant_id: "########" is an error of a spreadsheet`),
		refused("a separator of lines that is not seen", of("T\u2028"+"1"), `file.csv:2: tenant_id: "T\u20281" contains the invisible character U+2028; remove it`),
		refused("a letter that is not seen", of("T\u3164"), `contains the invisible character U+3164; remove it`),
		refused("a mark at the beginning of a row", of("\uFEFFT-1"), `file.csv:2: tenant_id: "\ufeffT-1" contains the invisible character U+FEFF; remove it`),
		refused("a null character", of("T\x00"), `file.csv:2: tenant_id: "T\x00" contains the invisible character U+0000; remove it`),
		refused("an id that is too long", of(strings.Repeat("x", 101)), "file.csv:2: tenant_id: the value has 101 characters; shorten it to 100"),
		refused("a number of a sheet that lost its digits", sheet(1.2345678901234567e+16, "0"), digits),
		refused("an error of a spreadsheet", of("#N/A"), `file.csv:2: tenant_id: "#N/A" is an error of a spreadsheet, and no id; correct the formula`),
		refused("an invisible character", of("T\u200b"), `file.csv:2: tenant_id: "T\u200b" contains the invisible character U+200B; remove it`),
		refused("no id", of(""), "file.csv:2: tenant_id: the cell is empty; every row needs a value here"),
		refused("a formula of nothing", of(`="" `), `file.csv:2: tenant_id: a closing quote (") is followed by more text or a space`),
		refused("a formula of an empty text", of(`=""`), "file.csv:2: tenant_id: the cell is empty; every row needs a value here"),
	}
}
