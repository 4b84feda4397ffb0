package facts_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

func encodings(t *testing.T) []spelling {
	low, high := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	marked := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	kana, cheese := customerAs("T-1", "ドメイン表示"), customerAs("T-1", "Käse Osaka")
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
		taken("ASCII that is said to be Shift_JIS", named("Contoso"), customerAs("T-1", "Contoso")).by("shift_jis").as("Shift_JIS, comma-separated"),
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
		taken("half-width kana", encoded(t, japanese.ShiftJIS, named("ﾄﾞﾒｲﾝ")), customerAs("T-1", "ﾄﾞﾒｲﾝ")).by("cp932"),
		taken("EUC-JP", euc, kana).by("euc-jp").as("EUC-JP, comma-separated"),
		taken("ISO-2022-JP", jis, kana).by("iso-2022-jp").as("ISO-2022-JP, comma-separated"),
		refused("ISO-2022-JP that nobody says", jis, "file.csv:2: the text is in ISO-2022-JP; name it, as --encoding iso-2022-jp, or save the file as CSV in UTF-8\n"),
		taken("windows-1252", encoded(t, charmap.Windows1252, semicolons(c)), cheese).by("windows-1252").as("windows-1252, semicolon-separated"),
		taken("Latin 1", encoded(t, charmap.ISO8859_1, c), cheese).by("latin1").as("windows-1252, comma-separated"),
		taken("windows-1251", encoded(t, charmap.Windows1251, named("Сыр")), customerAs("T-1", "Сыр")).by("cp1251"),
		taken("GB 18030", encoded(t, simplifiedchinese.GB18030, named("北京公司")), customerAs("T-1", "北京公司")).by("gb18030"),
		taken("GBK by its code page", encoded(t, simplifiedchinese.GBK, named("北京公司")), customerAs("T-1", "北京公司")).by("cp936"),
		taken("Big5", encoded(t, traditionalchinese.Big5, named("臺北")), customerAs("T-1", "臺北")).by("big5"),
		taken("EUC-KR", encoded(t, korean.EUCKR, named("서울")), customerAs("T-1", "서울")).by("euc-kr"),
		refused("an encoding that is none", c, `file.csv:1: "klingon" is no encoding known here; name it as the web does, such as utf-8, `).by("klingon"),
		refused("an encoding that the web replaces", c, `file.csv:1: "iso-2022-kr" is no encoding known here`).by("iso-2022-kr"),
		refused("half of a UTF-16 character", strings.TrimSuffix(encoded(t, marked, c), "\x00"), "the cell is no text in UTF-16; name the encoding that the file is in"),
		refused("a character of Shift_JIS that is cut", "tenant_id,name\nT-1,\x83\n", "file.csv:2: name: the cell is no text in Shift_JIS; name the encoding that the file is in\n").by("shift_jis"),
		taken("a character of Shift_JIS with a backslash in it", "tenant_id,name\nT-1,\x83\x5C\n", customerAs("T-1", "ソ")).by("shift_jis"),
		refused("UTF-8 of halves", "tenant_id,name\nT-1,\xED\xA0\xBD\xED\xB8\x80\n", "file.csv:2: name: the byte 0xed is not UTF-8; say which encoding it is"),
		refused("a lost character", named("K\uFFFDse"), `file.csv:2: name: a character of "K`+"\uFFFD"+`se" was lost when the file was saved; fetch it anew from where it comes`),
		refused("a lost character of an id", "tenant_id,name\nT\uFFFD,x\n", `file.csv:2: tenant_id: a character of "T`),
	}
}

func separators() []spelling {
	c, said := named("Käse, Osaka"), customerAs("T-1", "Käse Osaka")
	c = strings.ReplaceAll(c, "Käse, ", "Käse ")
	return []spelling{
		taken("semicolons", semicolons(c), said).as("UTF-8, semicolon-separated"),
		taken("tabs", tabs(c), said).as("UTF-8, tab-separated"),
		taken("CRLF", strings.ReplaceAll(c, "\n", "\r\n"), said),
		taken("no end of the last line", strings.TrimSuffix(c, "\n"), said),
		taken("sep=,", "sep=,\r\n"+c, customerAs("T-1", "Käse Osaka")).as("UTF-8, comma-separated"),
		taken("sep=;", "SEP=;\n"+semicolons(c), customerAs("T-1", "Käse Osaka")).as("UTF-8, semicolon-separated"),
		taken("sep= and a tab", "sep=\t\n"+tabs(c), customerAs("T-1", "Käse Osaka")).as("UTF-8, tab-separated"),
		taken("a semicolon in quotes", "tenant_id;\"name\"\nT-1;\"Käse; Osaka\"\n", customerAs("T-1", "Käse; Osaka")),
		taken("a line break in quotes", "tenant_id,name,domain\nT-1,Käse,\"a.example\n\"\nT-2,Osaka,\n",
			stored("customer", "T-1", "Käse", "a.example", "", ""), customerAs("T-2", "Osaka")),
		taken("rows and columns of nothing", ",,\n tenant_id,name,,\n,,\nT-1,Käse Osaka,,\n , ,\n\n,,,\n", customerAs("T-1", "Käse Osaka")),
		taken("the end that DOS writes", c+"\x1A", said),
		taken("cells with spaces around", " tenant_id , name \n T-1 , Käse Osaka \n", said),
		taken("semicolons around commas", "tenant_id;name\nT-1;Käse, Osaka\n", customerAs("T-1", "Käse, Osaka")),
		taken("the mark before sep=", "\uFEFFsep=;\n"+semicolons(c), said),
		refused("two files, one after the other", c+c, "file.csv:3: the header stands here again, as where files are put one after the other; remove the row"),
		refused("sep= that is not so", "sep=;\n"+c, "file.csv:2: the first row names no known column"),
		refused("a long row", named(strings.Repeat("x", 70_000)), "file.csv:2: the row is longer than 64 KiB; check that it ends with a line break, and shorten its cells"),
		refused("bars", strings.ReplaceAll(c, ",", "|"), `file.csv:1: "|" stands between the cells; put commas, semicolons or tabs there`),
		refused("sep=|", "sep=|\n"+strings.ReplaceAll(c, ",", "|"), `file.csv:1: "|" stands between the cells; put commas, semicolons or tabs there`),
		refused("a comma that is not in quotes", "tenant_id,name\nT-1,Käse, Osaka\n", "file.csv:2: column 3: the row has 3 cells where the header names 2 columns; put a cell that contains a comma in quotes"),
		refused("too few cells", "tenant_id,name\nT-1\n", "file.csv:2: name: the row ends before this column: it has 1 of 2 cells; write a comma before every empty cell too"),
		refused("CR alone", strings.ReplaceAll(c, "\n", "\r"), "file.csv:1: the lines end with CR alone; end them with LF or CRLF"),
	}
}

func headers() []spelling {
	said := customerAs("T-1", "Contoso")
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
		taken("a line break in a name", "\"tenant\nid\",name"+row, said),
		refused("a column twice in other letters", "tenant_id,name,ＮＡＭＥ\n", `file.csv:1: the column "name" stands twice in the header; keep one of them`),
		refused("a mark within the header", "tenant_id,\uFEFFname"+row, `unknown column "\ufeffname"`),
		refused("a title before the header", "Customers,\n,\ntenant_id,name"+row, "file.csv:1: this row does not name the columns, and line 3 does"),
		refused("an empty file", "", "file.csv:1: the file is empty; its first row must name the columns"),
		refused("a nameless column", "tenant_id,,name\n", "file.csv:1: column 2 of the header has no name; name it, or remove it from every row"),
	}
}

func quotes() []spelling {
	return []spelling{
		taken("quotes in quotes", named(`"Contoso ""East"""`), customerAs("T-1", `Contoso "East"`)),
		taken("a formula of a text", named(`="Contoso, ""East"""`), customerAs("T-1", `Contoso, "East"`)),
		taken("a name that an export guarded", named("'=SUM(A1)"), customerAs("T-1", "=SUM(A1)")),
		taken("a name with an apostrophe", named("'s-Hertogenbosch"), customerAs("T-1", "'s-Hertogenbosch")),
		taken("a name of a year", named("'47 Brewery"), customerAs("T-1", "'47 Brewery")),
		taken("quotes of a pen", named("“Contoso”"), customerAs("T-1", "“Contoso”")),
		refused("quotes after a backslash", named(`"Contoso \"East\""`), `file.csv:2: name: a closing quote (") is followed by more text or a space`),
		refused("a line break in a name", named("\"Contoso\nEast\""), `file.csv:2: name: "Contoso\nEast" contains the invisible character U+000A; remove it`),
		refused("a null character in a name", named("x\x00y"), `file.csv:2: name: "x\x00y" contains the invisible character U+0000; remove it`),
		refused("a quote inside a cell", named(`15" rack`), `file.csv:2: name: a quote (") stands inside a cell that does not begin with one; remove the space before it, or put the whole cell in quotes`),
		refused("a space before a quote", named(` "Contoso"`), `file.csv:2: name: a quote (") stands inside a cell that does not begin with one; remove the space before it`),
		refused("a space after a quote", "tenant_id,name\n\"T-1\" ,Contoso\n", `file.csv:2: tenant_id: a closing quote (") is followed by more text or a space; remove what follows it`),
		refused("an open quote", named(`"Contoso`), `file.csv:2: name: a quote (") is not closed before the end of the file; close it`),
	}
}
