package facts

import "bytes"

// foreign are the forms of file that are often taken for a fact file, by how they begin, and what helps.
var foreign = []struct{ begins, message string }{
	{"%PDF-", "the file is a PDF; fetch what it shows as CSV or .xlsx"},
	{"\xD0\xCF\x11\xE0", "the file is an old workbook (.xls), or one with a password; save it as .xlsx without a password, or as CSV in UTF-8"},
	{"\x89PNG", "the file is a picture; fetch what it shows as CSV or .xlsx"},
	{"\xFF\xD8\xFF", "the file is a picture; fetch what it shows as CSV or .xlsx"},
	{"7z\xBC\xAF", unknownPacking},
	{"Rar!", unknownPacking},
	{"BZh", unknownPacking},
	{"\xFD7zXZ", unknownPacking},
	{"\x28\xB5\x2F\xFD", unknownPacking},
	{"PAR1", "the file is in Parquet; write it as CSV in UTF-8"},
	{"SQLite format 3\x00", "the file is a database, and no fact file; to put a copy in place of the database there is shimei restore"},
}

const unknownPacking = "the file is packed in a way that is not known here; unpack it, or pack it as .gz or .zip"

// foreignForm returns the fault of a file that begins as those of another form do, or nil.
func foreignForm(head []byte) *stopped {
	for _, f := range foreign {
		if bytes.HasPrefix(head, []byte(f.begins)) {
			return stop("%s", f.message)
		}
	}
	return nil
}

// markup returns the fault of a text that is a web page or other XML, or nil.
func markup(text []byte) *stopped {
	text = bytes.ToLower(bytes.TrimSpace(text))
	switch {
	case !bytes.HasPrefix(text, []byte("<")):
		return nil
	case bytes.Contains(text, []byte("<html")), bytes.Contains(text, []byte("<!doctype html")), bytes.Contains(text, []byte("<table")):
		return stop("the file is a web page, whatever its name says; open it to see what the page says, or save it as .xlsx in a spreadsheet program")
	}
	return stop("the file is XML; save it as .xlsx in a spreadsheet program, or as CSV in UTF-8")
}
