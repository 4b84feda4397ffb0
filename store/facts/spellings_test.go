package facts_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"shimei/store/facts"
	"shimei/store/programme"
)

// spelling is a file as somebody wrote it: what its rows say, or why it is refused, which is how the first
// fault ends or begins.
type spelling struct {
	name, file string
	options    facts.Options
	form       string // "" for any
	rows       []any
	refused    string
}

func taken(name, file string, rows ...any) spelling {
	return spelling{name: name, file: file, rows: rows}
}
func refused(name, file, why string) spelling {
	return spelling{name: name, file: file, refused: why}
}

// by says the encoding of a spelling, and in says the order of its dates.
func (s spelling) by(label string) spelling { s.options.Encoding = label; return s }
func (s spelling) in(order facts.Dates) spelling {
	s.options.Dates = order
	return s
}
func (s spelling) as(form string) spelling { s.form = form; return s }

// check reads the file, and compares rows or the fault.
func (s spelling) check(t *testing.T) {
	t.Helper()
	f, err := facts.Open("file.csv", strings.NewReader(s.file), programme.BuiltIn(), s.options)
	var rows []any
	if err == nil {
		for f.Next() {
			if row, good := rowOf(f); good {
				rows = append(rows, row)
			}
		}
		if err = f.Err(); s.form != "" && f.Form() != s.form {
			t.Errorf("%s: it is %s, want %s", s.name, f.Form(), s.form)
		}
		if closing := f.Close(); closing != nil {
			t.Errorf("%s: %v", s.name, closing)
		}
	}
	if s.refused != "" {
		if err == nil || !strings.Contains(err.Error()+"\n", s.refused) || !strings.HasPrefix(err.Error(), "file.csv:") {
			t.Errorf("%s\n got: %v, %v\nwant: %s", s.name, rows, err, s.refused)
		}
		return
	}
	if diff := cmp.Diff(s.rows, rows); diff != "" || err != nil {
		t.Errorf("%s: %v\n%s", s.name, err, diff)
	}
}

// customer is what most spellings say.
func customer(line int, id, name string) facts.CustomerRow {
	return facts.CustomerRow{Line: line, TenantID: id, Name: name}
}

// The text of most spellings: one customer, with the name given.
func named(name string) string { return "tenant_id,name\nT-1," + name + "\n" }

func semicolons(text string) string { return strings.ReplaceAll(text, ",", ";") }
func tabs(text string) string       { return strings.ReplaceAll(text, ",", "\t") }

func TestARealSpellingIsReadRightlyOrRefusedClearly(t *testing.T) {
	all := [][]spelling{encodings(t), separators(), headers(), dates(), numbers(), keys(t), quotes(), otherFiles(t), field(t)}
	count := 0
	for _, list := range all {
		for _, s := range list {
			s.check(t)
			count++
		}
	}
	if count < 100 {
		t.Errorf("there are %d spellings", count)
	}
}

func encodings(t *testing.T) []spelling {
	low, high := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	marked := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	kana, cheese := customer(2, "T-1", "ドメイン表示"), customer(2, "T-1", "Käse Osaka")
	k, c := named("ドメイン表示"), named("Käse Osaka")
	sjis, euc, jis := encoded(t, japanese.ShiftJIS, k), encoded(t, japanese.EUCJP, k), encoded(t, japanese.ISO2022JP, k)
	long := named("ドメイン表示") + strings.Repeat("T-2,ASCII\n", 9000)
	const isUTF8, leave = "file.csv:1: the file is text in UTF-8, and names in it would read otherwise in ", "; leave --encoding out, or save the file as CSV in UTF-8\n"
	return []spelling{
		taken("UTF-8", c, cheese).as("UTF-8, comma-separated"),
		taken("UTF-8 with a mark", "\uFEFF"+k, kana).as("UTF-8, comma-separated"),
		taken("UTF-8 with a mark that is said to be another", "\uFEFF"+k, kana).by("shift_jis").as("UTF-8, comma-separated"),
		taken("UTF-8 that is said", k, kana).by("UTF-8").as("UTF-8, comma-separated"),
		taken("UTF-8 as Python calls it", "\uFEFF"+k, kana).by("utf-8-sig").as("UTF-8, comma-separated"),
		taken("ASCII that is said to be Shift_JIS", named("Contoso"), customer(2, "T-1", "Contoso")).by("shift_jis").as("Shift_JIS, comma-separated"),
		refused("UTF-8 that is said to be Shift_JIS", k, isUTF8+"Shift_JIS"+leave).by("shift_jis"),
		refused("UTF-8 that is said to be windows-1252", c, isUTF8+"windows-1252"+leave).by("windows-1252"),
		refused("a long file of UTF-8 that is said to be EUC-KR", long, isUTF8+"EUC-KR"+leave).by("euc-kr"),
		refused("UTF-8 that is said to be UTF-16", k, "file.csv:1: the file is not in UTF-16LE; leave --encoding out, or name the encoding that it is in\n").by("utf-16"),
		taken("UTF-16", encoded(t, marked, tabs(c)), cheese).as("UTF-16, tab-separated"),
		taken("UTF-16, big end first", "\xFE\xFF"+encoded(t, high, k), kana).as("UTF-16, comma-separated"),
		taken("UTF-16 without its mark", encoded(t, low, k), kana).by("utf-16le").as("UTF-16LE, comma-separated"),
		taken("UTF-16 without its mark, big end first", encoded(t, high, k), kana).by("utf-16be").as("UTF-16BE, comma-separated"),
		refused("UTF-16 that nobody says", encoded(t, low, k), "file.csv:1: the file is in UTF-16 without its mark; name it, as --encoding utf-16le\n"),
		refused("UTF-16 that nobody says, big end first", encoded(t, high, k), "file.csv:1: the file is in UTF-16 without its mark; name it, as --encoding utf-16be\n"),
		refused("UTF-16 that is said to be Shift_JIS", encoded(t, low, k), "file.csv:1: the file is in UTF-16 without its mark; name it, as --encoding utf-16le\n").by("shift_jis"),
		refused("UTF-16 by the other end", encoded(t, high, k), "file.csv:1: the file is in UTF-16BE; name it, as --encoding utf-16be\n").by("utf-16le"),
		refused("UTF-16 with the mark of the other end", "\xFF\xFE"+encoded(t, high, k), "file.csv:1: the mark at the beginning of the file says UTF-16LE, and its text is in UTF-16BE; save it as CSV in UTF-8\n"),
		taken("Shift_JIS", sjis, kana).by("Shift_JIS").as("Shift_JIS, comma-separated"),
		taken("Shift_JIS as Windows calls it", sjis, kana).by("windows-31j").as("Shift_JIS, comma-separated"),
		taken("Shift_JIS by its code page", sjis, kana).by("CP932").as("Shift_JIS, comma-separated"),
		refused("Shift_JIS that nobody says", sjis, "file.csv:2: name: the byte 0x83 is not UTF-8; say which encoding it is, such as --encoding shift_jis or "),
		refused("Shift_JIS that is said to be EUC-JP", sjis, "file.csv:2: name: the cell is no text in EUC-JP; name the encoding that the file is in\n").by("euc-jp"),
		taken("half-width kana", encoded(t, japanese.ShiftJIS, named("ﾄﾞﾒｲﾝ")), customer(2, "T-1", "ﾄﾞﾒｲﾝ")).by("cp932"),
		taken("EUC-JP", euc, kana).by("euc-jp").as("EUC-JP, comma-separated"),
		taken("ISO-2022-JP", jis, kana).by("iso-2022-jp").as("ISO-2022-JP, comma-separated"),
		refused("ISO-2022-JP that nobody says", jis, "file.csv:2: the text is in ISO-2022-JP; name it, as --encoding iso-2022-jp, or save the file as CSV in UTF-8\n"),
		taken("windows-1252", encoded(t, charmap.Windows1252, semicolons(c)), cheese).by("windows-1252").as("windows-1252, semicolon-separated"),
		taken("Latin 1", encoded(t, charmap.ISO8859_1, c), cheese).by("latin1").as("windows-1252, comma-separated"),
		taken("windows-1251", encoded(t, charmap.Windows1251, named("Сыр")), customer(2, "T-1", "Сыр")).by("cp1251"),
		taken("GB 18030", encoded(t, simplifiedchinese.GB18030, named("北京公司")), customer(2, "T-1", "北京公司")).by("gb18030"),
		taken("GBK by its code page", encoded(t, simplifiedchinese.GBK, named("北京公司")), customer(2, "T-1", "北京公司")).by("cp936"),
		taken("Big5", encoded(t, traditionalchinese.Big5, named("臺北")), customer(2, "T-1", "臺北")).by("big5"),
		taken("EUC-KR", encoded(t, korean.EUCKR, named("서울")), customer(2, "T-1", "서울")).by("euc-kr"),
		refused("an encoding that is none", c, `file.csv:1: "klingon" is no encoding known here; name it as the web does, such as utf-8, `).by("klingon"),
		refused("an encoding that the web replaces", c, `file.csv:1: "iso-2022-kr" is no encoding known here`).by("iso-2022-kr"),
		refused("a lost character", named("K\uFFFDse"), `file.csv:2: name: a character of "K`+"\uFFFD"+`se" was lost when the file was saved; fetch it anew from where it comes`),
		refused("a lost character of an id", "tenant_id,name\nT\uFFFD,x\n", `file.csv:2: tenant_id: a character of "T`),
	}
}

func separators() []spelling {
	c, said := named("Käse, Osaka"), customer(2, "T-1", "Käse Osaka")
	c = strings.ReplaceAll(c, "Käse, ", "Käse ")
	return []spelling{
		taken("semicolons", semicolons(c), said).as("UTF-8, semicolon-separated"),
		taken("tabs", tabs(c), said).as("UTF-8, tab-separated"),
		taken("CRLF", strings.ReplaceAll(c, "\n", "\r\n"), said),
		taken("no end of the last line", strings.TrimSuffix(c, "\n"), said),
		taken("sep=,", "sep=,\r\n"+c, customer(3, "T-1", "Käse Osaka")).as("UTF-8, comma-separated"),
		taken("sep=;", "SEP=;\n"+semicolons(c), customer(3, "T-1", "Käse Osaka")).as("UTF-8, semicolon-separated"),
		taken("sep= and a tab", "sep=\t\n"+tabs(c), customer(3, "T-1", "Käse Osaka")).as("UTF-8, tab-separated"),
		taken("a semicolon in quotes", "tenant_id;\"name\"\nT-1;\"Käse; Osaka\"\n", customer(2, "T-1", "Käse; Osaka")),
		taken("a line break in quotes", "tenant_id,name,domain\nT-1,Käse,\"a.example\n\"\nT-2,Osaka,\n",
			facts.CustomerRow{Line: 2, TenantID: "T-1", Name: "Käse", Domain: "a.example"}, customer(4, "T-2", "Osaka")),
		taken("rows and columns of nothing", ",,\n tenant_id,name,,\n,,\nT-1,Käse Osaka,,\n , ,\n\n,,,\n", customer(4, "T-1", "Käse Osaka")),
		taken("the end that DOS writes", c+"\x1A", said),
		refused("bars", strings.ReplaceAll(c, ",", "|"), `file.csv:1: "|" stands between the cells; put commas, semicolons or tabs there`),
		refused("sep=|", "sep=|\n"+strings.ReplaceAll(c, ",", "|"), `file.csv:1: "|" stands between the cells; put commas, semicolons or tabs there`),
		refused("a comma that is not in quotes", "tenant_id,name\nT-1,Käse, Osaka\n", "file.csv:2: column 3: the row has 3 cells where the header names 2 columns; put a cell that contains a comma in quotes"),
		refused("too few cells", "tenant_id,name\nT-1\n", "file.csv:2: name: the row ends before this column: it has 1 of 2 cells; write a comma before every empty cell too"),
		refused("CR alone", strings.ReplaceAll(c, "\n", "\r"), "file.csv:1: the lines end with CR alone; end them with LF or CRLF"),
	}
}

func headers() []spelling {
	said := customer(2, "T-1", "Contoso")
	row := "\nT-1,Contoso\n"
	return []spelling{
		taken("capitals and spaces", "Tenant ID,NAME"+row, said),
		taken("hyphens", "tenant-id,na me"+row, said),
		taken("full width", "ｔｅｎａｎｔ＿ｉｄ,Ｎａｍｅ"+row, said),
		taken("camels", "TenantId,Name"+row, said),
		taken("quotes", "\"tenant_id\",\"name\""+row, said),
		taken("a header alone", "tenant_id,name\n"),
		refused("a mistyped column", "tennant_id,name"+row, `unknown column "tennant_id" (did you mean tenant_id?); the columns of customers are `),
		refused("columns of two kinds", "order_id,seats\n1,2\n", "file.csv:1: the header fits no kind of file; for sales: missing columns subscription_id, partner_id, date; "),
		refused("no header", "T-1,Contoso\n", "file.csv:1: the first row names no known column; it must name those of one kind of file: "),
		refused("a column twice", "tenant_id,name,Tenant ID\n", `file.csv:1: the column "tenant_id" stands twice in the header; keep one of them`),
		refused("an empty file", "", "file.csv:1: the file is empty; its first row must name the columns"),
		refused("a nameless column", "tenant_id,,name\n", "file.csv:1: column 2 of the header has no name; name it, or remove it from every row"),
	}
}

// sold is a sale on a day.
func sold(text string) string {
	return "order_id,subscription_id,partner_id,date,seats\no,S,A,\"" + text + "\",5\n"
}

func dates() []spelling {
	on := func(m programme.Moment) facts.SaleRow {
		return facts.SaleRow{Line: 2, OrderID: "o", SubscriptionID: "S", PartnerID: "A", At: m, Seats: 5}
	}
	april, march := on(day(2016, 4, 3)), on(day(2016, 3, 4))
	const isNone = `is not a day; write it as 2016-04-15`
	month := func(text string) string { return "subscription_id,month,active_users\nS," + text + ",5\n" }
	used := facts.UsageRow{Line: 2, SubscriptionID: "S", Month: programme.MonthOf(2016, 4), Active: new(int64(5))}
	return []spelling{
		taken("a day", sold("2016-04-03"), april),
		taken("an instant", sold("2016-04-03T09:00:00+09:00"), on(programme.MomentOf(day(2016, 4, 3).At))),
		taken("a day with midnight", sold("2016-04-03 00:00:00"), april),
		taken("a day with midnight to the microsecond", sold("2016-04-03 00:00:00.000000"), april),
		taken("a day with the midnight of ISO", sold("2016-04-03T00:00:00"), april),
		taken("a day with midnight in an order", sold("2016-04-03 00:00:00"), april).in(facts.DayMonthYear),
		taken("dmy", sold("03/04/2016"), april).in(facts.DayMonthYear),
		taken("mdy", sold("03/04/2016"), march).in(facts.MonthDayYear),
		taken("mdy with midnight in the morning", sold("03/04/2016 12:00:00 AM"), march).in(facts.MonthDayYear),
		taken("points", sold("3.4.2016"), april).in(facts.DayMonthYear),
		taken("ymd", sold("2016/4/3"), april).in(facts.YearMonthDay),
		taken("the year first in another order", sold("2016/04/03"), april).in(facts.DayMonthYear),
		taken("full width", sold("２０１６-０４-０３"), april),
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
		refused("a month by its name", month("Apr-16"), `file.csv:2: month: "Apr-16" is not a month; write it as 2016-04`),
	}
}

func numbers() []spelling {
	used := func(active, consumed string) string {
		return "subscription_id,month,active_users,consumed\nS,2016-04,\"" + active + "\",\"" + consumed + "\"\n"
	}
	is := func(active, consumed *int64) facts.UsageRow {
		return facts.UsageRow{Line: 2, SubscriptionID: "S", Month: programme.MonthOf(2016, 4), Active: active, Consumed: consumed}
	}
	const whole = " is not a whole number; write it in the digits 0 to 9 alone, such as 1000, without separators and decimals"
	const amount = " is not an amount; write it as 1000.50, without separators"
	return []spelling{
		taken("a count and an amount", used("1234", "1234.5"), is(new(int64(1234)), new(int64(123450)))),
		taken("zeros before", used("007", "007.50"), is(new(int64(7)), new(int64(750)))),
		taken("a credit note", used("", "-0.07"), is(nil, new(int64(-7)))),
		taken("zeros after", used("", "5.5000"), is(nil, new(int64(550)))),
		taken("the largest count", used("1000000000000000", ""), is(new(int64(1e15)), nil)),
		refused("a comma of thousands", used("1,234", ""), `file.csv:2: active_users: "1,234"`+whole),
		refused("a point of thousands", used("1.234", ""), `file.csv:2: active_users: "1.234"`+whole),
		refused("a decimal count", used("5.0", ""), `file.csv:2: active_users: "5.0"`+whole),
		refused("full-width digits", used("１２", ""), `file.csv:2: active_users: "１２"`+whole),
		refused("a decimal comma", used("", "1234,50"), `file.csv:2: consumed: "1234,50"`+amount),
		refused("a sign of a currency", used("", "$5"), `file.csv:2: consumed: "$5"`+amount),
		refused("below zero in brackets", used("", "(5)"), `file.csv:2: consumed: "(5)"`+amount),
		refused("an exponent", used("", "1E+05"), `file.csv:2: consumed: "1E+05"`+amount),
		refused("too many decimals", used("", "0.005"), `file.csv:2: consumed: "0.005" has more than 2 decimals, the most that the currency has`),
		refused("a count beyond the largest", used("1000000000000001", ""), "is beyond the largest count taken, 1000000000000000; correct it"),
		refused("an error of a spreadsheet", used("#N/A", ""), `file.csv:2: active_users: "#N/A"`+whole),
	}
}

func keys(t *testing.T) []spelling {
	of := func(id string) string { return "tenant_id,name\n" + id + ",Contoso\n" }
	is := func(id string) facts.CustomerRow { return customer(2, id, "Contoso") }
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
		refused("a number of a sheet that lost its digits", sheet(1.2345678901234567e+16, "0"), digits),
		refused("an error of a spreadsheet", of("#N/A"), `file.csv:2: tenant_id: "#N/A" is an error of a spreadsheet, and no id; correct the formula`),
		refused("an invisible character", of("T\u200b"), `file.csv:2: tenant_id: "T\u200b" contains the invisible character U+200B; remove it`),
		refused("no id", of(""), "file.csv:2: tenant_id: the cell is empty; every row needs a value here"),
		refused("a formula of nothing", of(`="" `), `file.csv:2: tenant_id: a closing quote (") is followed by more text or a space`),
		refused("a formula of an empty text", of(`=""`), "file.csv:2: tenant_id: the cell is empty; every row needs a value here"),
	}
}

func quotes() []spelling {
	return []spelling{
		taken("quotes in quotes", named(`"Contoso ""East"""`), customer(2, "T-1", `Contoso "East"`)),
		taken("a formula of a text", named(`="Contoso, ""East"""`), customer(2, "T-1", `Contoso, "East"`)),
		taken("a name that an export guarded", named("'=SUM(A1)"), customer(2, "T-1", "=SUM(A1)")),
		taken("a name with an apostrophe", named("'s-Hertogenbosch"), customer(2, "T-1", "'s-Hertogenbosch")),
		taken("a name of a year", named("'47 Brewery"), customer(2, "T-1", "'47 Brewery")),
		refused("a quote inside a cell", named(`15" rack`), `file.csv:2: name: a quote (") stands inside a cell that does not begin with one; remove the space before it, or put the whole cell in quotes`),
		refused("a space before a quote", named(` "Contoso"`), `file.csv:2: name: a quote (") stands inside a cell that does not begin with one; remove the space before it`),
		refused("a space after a quote", "tenant_id,name\n\"T-1\" ,Contoso\n", `file.csv:2: tenant_id: a closing quote (") is followed by more text or a space; remove what follows it`),
		refused("an open quote", named(`"Contoso`), `file.csv:2: name: a quote (") is not closed before the end of the file; close it`),
	}
}

func otherFiles(t *testing.T) []spelling {
	document := zipped(t, entry{"[Content_Types].xml", ""}, entry{"word/document.xml", ""})
	return []spelling{
		refused("a PDF", "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "file.csv:1: the file is a PDF; fetch what it shows as CSV or .xlsx"),
		refused("a web page", "\n<!DOCTYPE html>\n<title>Sign in</title>", "file.csv:1: the file is a web page, whatever its name says; open it to see what the page says"),
		refused("a table of the web that is called .xls", "<table><tr><td>tenant_id</td></tr></table>", "file.csv:1: the file is a web page"),
		refused("XML", "<?xml version=\"1.0\"?>\n<Workbook/>", "file.csv:1: the file is XML; save it as .xlsx in a spreadsheet program, or as CSV in UTF-8"),
		refused("an old workbook", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", oldWorkbook),
		refused("a document", document, "file.csv:1: the file is a document (.docx or .pptx); put its table into a spreadsheet, and save that as .xlsx"),
		refused("a sheet of OpenDocument", zipped(t, entry{"mimetype", ""}, entry{"content.xml", ""}), "file.csv:1: the file is an OpenDocument file; save it as .xlsx, or as CSV in UTF-8"),
		refused("a sheet of Apple's", zipped(t, entry{"Index/Document.iwa", ""}, entry{"preview.jpg", ""}), "file.csv:1: the file is one of Apple's programs; export it as .xlsx, or as CSV in UTF-8"),
		refused("a picture", "\x89PNG\r\n\x1A\n", "file.csv:1: the file is a picture; fetch what it shows as CSV or .xlsx"),
		refused("another packing", "7z\xBC\xAF\x27\x1C", "file.csv:1: the file is packed in a way that is not known here; unpack it, or pack it as .gz or .zip"),
		refused("an empty zip", zipped(t), "file.csv:1: the zip file is empty; pack the file into it that is to be imported"),
		refused("a zip of two", zipped(t, entry{"a.csv", ""}, entry{"b.csv", ""}), `file.csv:1: the zip file holds 2 files: "a.csv", "b.csv"; pack each file alone, or unpack it and import what it holds`),
		refused("what is no text", "\x7fELF\x02\x01\x01\x00\x00", "file.csv:1: the file is not text; save it as CSV in UTF-8"),
		taken("a zip of one", zipped(t, entry{"a.csv", named("Contoso")}), customer(2, "T-1", "Contoso")).as("zip, UTF-8, comma-separated"),
		taken("a workbook", workbook(t, table{{"Tenant ID", "Name"}, {"T-1", "Contoso"}}), customer(2, "T-1", "Contoso")).as("workbook, sheet Sheet1"),
		taken("Shift_JIS in gz", gzipped(t, encoded(t, japanese.ShiftJIS, named("東京"))), customer(2, "T-1", "東京")).by("sjis").as("gzip, Shift_JIS, comma-separated"),
	}
}

// field are the small inputs of the field that are about reading.
func field(t *testing.T) []spelling {
	of := func(name string) string {
		file, err := os.ReadFile("../testdata/field/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(file)
	}
	used := func(line int, id string, year int, month time.Month) facts.UsageRow {
		return facts.UsageRow{Line: line, SubscriptionID: id, Month: programme.MonthOf(year, month)}
	}
	seats, may, typo := used(2, "T-office", 2016, 4), used(2, "T-office", 2016, 5), used(2, "T-office", 2026, 12)
	seats.Workload, seats.Available, seats.Assigned = "exchange", new(int64(520)), new(int64(500))
	may.Workload, may.Active = "exchange", new(int64(3))
	typo.Workload, typo.Active = "exchange", new(int64(3))
	var daily []any
	for k := range 3 {
		row := used(2+k, "T-azure", 2016, 4)
		row.Consumed = new(int64(1000 * (k + 1)))
		daily = append(daily, row)
	}
	return []spelling{
		taken("excel-empty-rows", of("excel-empty-rows.csv"), facts.PartnerRow{Line: 2, PartnerID: "C", Name: "Partner C", Country: "DE"}),
		taken("sep-line-comma", of("sep-line-comma.csv"), facts.PartnerRow{Line: 3, PartnerID: "C", Name: "Partner C"}),
		taken("nightly-partners", of("nightly-partners.csv"), facts.PartnerRow{Line: 2, PartnerID: "B", Name: "Partner B"}),
		taken("seats-feed", of("seats-feed.csv"), seats),
		taken("first-row-of-may", of("first-row-of-may.csv"), may),
		taken("typo-month", of("typo-month.csv"), typo),
		taken("daily-rows", of("daily-rows.csv"), daily...),
		refused("sci-id", of("sci-id.csv"), `file.csv:2: partner_id: a spreadsheet made "4.62E+06" of the id, whose digits are lost`),
	}
}
