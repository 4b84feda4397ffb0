package facts_test

import (
	"os"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

func otherFiles(t *testing.T) []spelling {
	document := zipped(t, entry{"[Content_Types].xml", ""}, entry{"word/document.xml", ""})
	return []spelling{
		refused("a PDF", "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "file.csv:1: the file is a PDF; fetch what it shows as CSV or .xlsx"),
		refused("a web page", "\n<!DOCTYPE html>\n<title>Sign in</title>", "file.csv:1: the file is a web page, whatever its name says; open it to see what the page says"),
		refused("a table of the web that is called .xls", "<table><tr><td>tenant_id</td></tr></table>", "file.csv:1: the file is a web page"),
		refused("XML", "<?xml version=\"1.0\"?>\n<Workbook/>", "file.csv:1: the file is XML; save it as .xlsx in a spreadsheet program, or as CSV in UTF-8"),
		refused("JSON", `[{"tenant_id": "T-1", "name": "Contoso"}]`, "file.csv:1: the file is JSON, which is read by a mapping; name one with --map, or write the file as CSV"),
		refused("an old workbook", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", oldWorkbook),
		refused("a document", document, "file.csv:1: the file is a document (.docx or .pptx); put its table into a spreadsheet, and save that as .xlsx"),
		refused("a sheet of OpenDocument", zipped(t, entry{"mimetype", ""}, entry{"content.xml", ""}), "file.csv:1: the file is an OpenDocument file; save it as .xlsx, or as CSV in UTF-8"),
		refused("a sheet of Apple's", zipped(t, entry{"Index/Document.iwa", ""}, entry{"preview.jpg", ""}), "file.csv:1: the file is one of Apple's programs; export it as .xlsx, or as CSV in UTF-8"),
		refused("a picture", "\x89PNG\r\n\x1A\n", "file.csv:1: the file is a picture; fetch what it shows as CSV or .xlsx"),
		refused("another packing", "7z\xBC\xAF\x27\x1C", "file.csv:1: the file is packed in a way that is not known here; unpack it, or pack it as .gz or .zip"),
		refused("an empty zip", zipped(t), "file.csv:1: the zip file is empty; pack the file into it that is to be imported"),
		refused("a zip of two", zipped(t, entry{"a.csv", ""}, entry{"b.csv", ""}), `file.csv:1: the zip file holds 2 files: "a.csv", "b.csv"; pack each file alone, or unpack it and import what it holds`),
		refused("what is no text", "\x7fELF\x02\x01\x01\x00\x00", "file.csv:1: the file is not text; save it as CSV in UTF-8"),
		taken("a zip of one", zipped(t, entry{"a.csv", named("Contoso")}), customerAs("T-1", "Contoso")).as("zip, UTF-8, comma-separated"),
		taken("a workbook", workbook(t, table{{"Tenant ID", "Name"}, {"T-1", "Contoso"}}), customerAs("T-1", "Contoso")).as("workbook, sheet Sheet1"),
		taken("a workbook with zeros", workbook(t, table{{"Partner ID", "Name"}, {420, "Litware"}}, shown("A2:A2", "00000")), stored("partner", "00420", "Litware", "", "", "", 0, "")),
		refused("two tables of a workbook, one below the other", workbook(t, table{{"Tenant ID", "Name"}, {"T-1", "Contoso"}, {"Tenant ID", "Name"}, {"T-2", "Fabrikam"}}),
			"file.csv:3: the header stands here again"),
		taken("Shift_JIS in gz", gzipped(t, encoded(t, japanese.ShiftJIS, named("東京"))), customerAs("T-1", "東京")).by("sjis").as("gzip, Shift_JIS, comma-separated"),
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
	partner := func(id, name, country string) string {
		return stored("partner", id, name, "", country, "", 0, "")
	}
	return []spelling{
		taken("excel-empty-rows", of("excel-empty-rows.csv"), partner("C", "Partner C", "DE")),
		taken("sep-line-comma", of("sep-line-comma.csv"), partner("C", "Partner C", "")),
		taken("nightly-partners", of("nightly-partners.csv"), partner("B", "Partner B", "")),
		taken("seats-feed", of("seats-feed.csv"), stored("usage", "T-office", "24195", "exchange", 520, 500, "-", "-", "-")),
		taken("first-row-of-may", of("first-row-of-may.csv"), stored("usage", "T-office", "24196", "exchange", "-", "-", 3, "-", "-")),
		refused("typo-month", of("typo-month.csv"), "2026-12 is yet to come"),
		refused("daily-rows", of("daily-rows.csv"), "file.csv:3: the row says otherwise than line 2"),
		refused("sci-id", of("sci-id.csv"), `file.csv:2: partner_id: a spreadsheet made "4.62E+06" of the id, whose digits are lost`),
	}
}
