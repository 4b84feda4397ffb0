package facts_test

import (
	"testing"

	"golang.org/x/text/encoding"
)

// encoded is a text in another encoding.
func encoded(t *testing.T, in encoding.Encoding, text string) string {
	t.Helper()
	s, err := in.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheLinesOfAFaultAreThoseOfTheFile(t *testing.T) {
	for name, text := range map[string]string{
		"sep=": "sep=;\n\ntenant_id;name\n;;;\nT;\n",
		"rows": ",,\n,,\ntenant_id,name\n,,\nT,\n",
	} {
		if got, want := faults(text, ""), "file.csv:5: name: the cell is empty; a new row needs a value here, and a known one keeps its own if the column is left out"; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
