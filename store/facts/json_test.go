package facts_test

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"

	"shimei/store/facts"
	"shimei/store/mapping"
	"shimei/store/programme"
)

// customers is a mapping to customers of what an API answers.
const customers = `kind = "customers"
[columns]
tenant_id = "id"
name = ["profile.name", "Customer Name"]
country = { column = "places.1", optional = true }
`

// byMapping reads a file by a mapping, and returns its customers and what is wrong.
func byMapping(t *testing.T, r io.Reader, source, encoding string) (rows []any, form string, err error) {
	t.Helper()
	m, err := mapping.Parse("mine.toml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	f, err := facts.Open("file", r, programme.BuiltIn(), facts.Options{Map: m, Encoding: encoding})
	if err != nil {
		return nil, "", err
	}
	for f.Next() {
		if row, is := f.Customer(); is {
			rows = append(rows, row)
		}
	}
	return rows, f.Form(), f.Err()
}

func TestJSONIsReadByAMapping(t *testing.T) {
	const list = `[
 {"id": "T", "profile": {"name": "Tailspin", "size": 1.50}, "places": ["US", "JP"]},
 {"id": 7, "places": [], "more": {"a": [{"b": null}]}, "profile": {"name": "東京"}},

 {"profile": {"name": null, "size": true}, "id": "U", "places": null}
]`
	want := []any{
		facts.CustomerRow{Line: 2, TenantID: "T", Name: "Tailspin", Country: "JP"},
		facts.CustomerRow{Line: 3, TenantID: "7", Name: "東京"},
	}
	const fault = "file:5: name: the cell is empty; a new row needs a value here, and a known one keeps its own if the column is left out"
	utf16, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(list)
	if err != nil {
		t.Fatal(err)
	}
	packed := gzipped(t, list)
	for _, c := range []struct {
		name, file, encoding, form string
		more                       int // lines before the list
	}{
		{"a list", list, "", "UTF-8, JSON", 0},
		{"with a mark", "\uFEFF" + list, "", "UTF-8, JSON", 0},
		{"UTF-16", utf16, "utf-16be", "UTF-16BE, JSON", 0},
		{"packed", packed, "", "gzip, UTF-8, JSON", 0},
		{"an answer", `{"@odata.context": "x", "other": [{"value": 1}], "value": ` + list + `, "@odata.count": 3}`, "", "UTF-8, JSON", 0},
		{"items", "\n\n{\"totalCount\": 3, \"items\": \n" + list + "}\n\n", "", "UTF-8, JSON", 3},
	} {
		for _, reader := range []io.Reader{strings.NewReader(c.file), iotest.OneByteReader(strings.NewReader(c.file))} {
			got, form, err := byMapping(t, reader, customers, c.encoding)
			if c.more > 0 {
				continue
			}
			if diff := cmp.Diff(want, got); diff != "" || form != c.form || err == nil || err.Error() != fault {
				t.Errorf("%s: %q %v\n%s", c.name, form, err, diff)
			}
		}
	}
	if _, _, err := byMapping(t, strings.NewReader("\n\n{\"totalCount\": 3, \"items\": \n"+list+"}\n\n"), customers, ""); err == nil || !strings.HasPrefix(err.Error(), "file:8: name: ") {
		t.Errorf("lines are not counted: %v", err)
	}
}

func TestJSONThatIsNoListOfObjectsIsRefused(t *testing.T) {
	const start = "[{\"id\": \"T\", \"profile\": {\"name\": \"A\"}}"
	for _, c := range []bad{
		{"a list of nothing", "[]", "file:1: the list of the file is empty; there is nothing to import"},
		{"a list of numbers", "[1]", "file:1: an entry of the list is no object; give it as {…}"},
		{"no list", "{\"a\": 1, \"values\": [{}]}", "file:1: the file has no list of objects under value or items; give the list itself, as [{…}, {…}]"},
		{"an object in place of a list", "{\"value\": {\"a\": 1}}", "file:1: the file has no list of objects under value or items; give the list itself, as [{…}, {…}]"},
		{"an empty object", "[{}]", "file:1: the first object has no field; its fields are the columns of the file"},
		{"other objects", "[\n{\"a\": 1}]", "file:2: the mapping mine.toml reads columns that the file does not have: id, profile.name or Customer Name"},
		{"cut off", start, "file:1: the JSON is cut off here; fetch the file again"},
		{"cut off in a text", "[\n{\"id\": \"T", "file:2: the JSON is cut off here; fetch the file again"},
		{"cut off after the list", "{\"value\": " + start + "]", "file:1: the JSON is cut off here; fetch the file again"},
		{"something after the list", start + "] []", "file:1: something stands after the end of the list; give one list in a file"},
		{"broken", start + ",\n oops]", "file:2: the file is no sound JSON from here on (invalid character 'o' looking for beginning of value); fetch it again"},
		{"twice", "[{\"id\": 1,\n\"id\": 2}]", "file:2: the field \"id\" stands twice in an object; give it once"},
		{"a field that came later", start + ",\n{\"id\": \"U\", \"profile\": {\"name\": \"B\"}, \"places\": [\"US\", \"JP\"]}]",
			`file:2: the first object has no field "places.1", and this one has; give it in the first one too, as null where it is empty`},
		{"no UTF-8", "[{\"id\": \"\xff\"}]", "file:1: the text \"\uFFFD\" is damaged, or in another encoding; save the file in UTF-8, or name its encoding"},
		{"too deep", "[{\"a\": " + strings.Repeat("[", 30) + strings.Repeat("]", 30) + "}]", "file:1: objects lie in more than 20 others; leave out what the mapping does not read"},
		{"too long", "[{\"a\": \"" + strings.Repeat("x", 1100<<10) + "\"}]", "file:1: an object is longer than 1024 KiB; leave out fields that the mapping does not read"},
		{"no end", "[{" + "\"a\": {" + strings.Repeat(" ", 1100<<10), "file:1: an object is longer than 1024 KiB; leave out fields that the mapping does not read"},
	} {
		_, _, err := byMapping(t, strings.NewReader(c.file), customers, "")
		if err == nil || err.Error() != c.want {
			t.Errorf("%s\n got: %v\nwant: %s", c.name, err, c.want)
		}
	}
}

func TestAFailureOfTheReaderIsNoFaultOfTheJSON(t *testing.T) {
	_, _, err := byMapping(t, io.MultiReader(strings.NewReader("[{\"id\": \"T\", \"profile\": {\"name\": \"A\"}},"), iotest.ErrReader(io.ErrNoProgress)), customers, "")
	if err == nil || err.Error() != "reading file: multiple Read calls return no data or error" {
		t.Error(err)
	}
}

// Without a mapping JSON is no fact file.
func TestJSONAloneIsRefused(t *testing.T) {
	if got := faults("[{\"tenant_id\": \"T\"}]", ""); !strings.HasPrefix(got, "file.csv:1: ") {
		t.Error(got)
	}
}

// FuzzJSON reads any JSON, and what is none, by a mapping.
func FuzzJSON(f *testing.F) {
	f.Add(`{"a": {"b": [1, {"c": null}]}, "value": [{"id": "T", "profile": {"name": "A"}, "places": ["x", "y"]}, {"id": 2}], "z": 1}`)
	f.Add("[{\"id\": \"T\",\n\"Customer Name\": true}]")
	f.Add("{\"items\": [")
	m, err := mapping.Parse("mine.toml", []byte(customers))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		lines := 1 + strings.Count(text, "\n")
		file, err := facts.Open("file", iotest.HalfReader(strings.NewReader(text)), programme.BuiltIn(), facts.Options{Map: m})
		if err != nil {
			if fault, is := err.(*facts.Fault); !is || fault.Line < 1 || fault.Line > lines || fault.Message == "" {
				t.Errorf("%#v", err)
			}
			return
		}
		for file.Next() {
			file.Customer()
			if file.Line() < 1 || file.Line() > lines {
				t.Errorf("line %d of %d", file.Line(), lines)
			}
		}
		for _, fault := range file.Faults() {
			if fault.Line < 1 || fault.Line > lines {
				t.Errorf("%v of %d lines", fault, lines)
			}
		}
		if file.Close() != nil {
			t.Error("it does not close")
		}
	})
}
