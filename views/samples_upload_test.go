package views

import (
	"testing"

	"github.com/a-h/templ"

	"shimei/store/programme"
)

var sampleKinds = []string{"partners", "customers", "subscriptions", "usage", "sales", "associations"}

var sampleMappings = []string{"azure-cost", "focus-1.2", "graph-m365-activity", "graph-subscribed-skus", "partner-center-licenses", "partner-center-usage"}

// sampleMapping is a form with a setting that only a mapping of one's own asks for.
func sampleMapping() MappingForm {
	m := MappingForm{Chosen: OwnMapping, Settings: []MappingSetting{{"tenant_id", "T & Co"}, {"month", "April"}, {"region & zone", ""}}}
	for _, name := range sampleMappings {
		m.Mappings = append(m.Mappings, Mapping{Name: name})
	}
	m.Mappings[2].Settings, m.Mappings[3].Settings = []string{"tenant_id"}, []string{"month"}
	return m
}

// sampleMapped are a report with amounts that are long, and a file that could not be read.
func sampleMapped() []ImportMapped {
	return []ImportMapped{{File: "osaka & co.csv", Mapping: "azure-cost", Report: true, Rows: 1234567, Taken: 1234560, Into: 12, NoPlace: []string{"ResourceId", "Tags & more"},
		LeftOut: []MappedLeftOut{{programme.Text{En: "it is tax & more", Ja: "税 & その他"}, 7, []string{"-1234.000011139", ""}}},
		Totals:  []MappedTotal{{"consumed", "USD", "1234567.890123", "1235801.890134139", "1235801.89"}, {"assigned_seats", "", "12", "12", ""}}},
		{File: "other.csv", Mapping: "mine & yours.toml"}}
}

// sampleAsks are questions with answers that fit, and with none.
func sampleAsks(answered bool) []ImportAsk {
	days := []*programme.Day{nil, some(programme.DayOf(2016, 4, 3))}
	return []ImportAsk{{File: "osaka & co.csv", Questions: []ImportQuestion{
		{Name: "encoding-0", Asks: "encoding", Answered: answered, Chosen: "shift_jis", Readings: []ImportReading{
			{"shift_jis", []string{"tenant_id", "name"}, []ImportPreview{{1234, []string{"T-1", "営業部"}, []*programme.Day{nil, nil}}}},
			{"windows-1252", []string{"tenant_id", "name"}, []ImportPreview{{1234, []string{"T-1", "‰c‹Æ•”"}, nil}}}}},
		{Name: "dates-0", Asks: "dates", Answered: answered, Chosen: "dmy", Readings: []ImportReading{{"dmy", []string{"order_id", "date"},
			[]ImportPreview{{2, []string{"O", "03/04/2016"}, days}}}}}}},
		{File: "strange.csv", Questions: []ImportQuestion{{Name: "encoding-1", Asks: "encoding"}, {Name: "dates-1", Asks: "dates"}}}}
}

func uploadSamples() []sample {
	rows := sampleImports()
	rows[0].Rows = rows[0].Added + rows[0].Changed + rows[0].Unchanged + 1234
	rows[0].First, rows[0].Last = april-1, april
	for k := range rows[1:] {
		rows[k+1].ID = 0
	}
	wrong := []ImportError{{File: "sales.csv", Line: 1234, Column: "partner_id", Message: `no partner has the id "X"`}, {File: "sales.csv", Message: "the file has no rows"}}
	return []sample{
		{Admin, "import-kept", func(f Frame) templ.Component {
			return ImportKeptPage{Frame: f, Token: "TOKEN", Files: rows, Cleared: []ImportCleared{{"partners.csv", "partner_id", 1234}}, Effect: sampleEffect(), Mapped: sampleMapped()}.Page()
		}},
		{Admin, "import-kept-past", func(f Frame) templ.Component {
			return ImportKeptPage{Frame: f, Token: "TOKEN", Files: rows, Asks: sampleAsks(true), ReachesBack: true, Effect: &Effect{Before: some(april), After: some(april)}}.Page()
		}},
		{Admin, "import-kept-open", func(f Frame) templ.Component {
			return ImportKeptPage{Frame: f, Token: "TOKEN", Files: rows, Asks: sampleAsks(false), Errors: wrong}.Page()
		}},
		{Admin, "import-kept-unchosen", func(f Frame) templ.Component {
			return ImportKeptPage{Frame: f, Token: "TOKEN", Files: rows, Asks: sampleAsks(false), Errors: wrong,
				Wrong: []FieldError{{"dates-0", f.T("upload.choose_dates", "File", "osaka & co.csv")}}}.Page()
		}},
		{Admin, "import-kept-refused", func(f Frame) templ.Component {
			return ImportKeptPage{Frame: f, Token: "TOKEN", Files: rows, Errors: make([]ImportError, mostErrors), FaultyRows: true, Again: &ImportAgain{Whole: true}}.Page()
		}},
		{Admin, "import-kept-refused-sums", func(f Frame) templ.Component {
			return ImportKeptPage{Frame: f, Token: "TOKEN", Files: rows, Errors: make([]ImportError, 1), FaultyRows: true, FaultySums: true, Mapped: sampleMapped()[1:]}.Page()
		}},
		{Admin, "import-reading", func(f Frame) templ.Component {
			return ImportProgressPage{Frame: f, Token: "TOKEN", Read: 123456789, Total: 234567890}.Page()
		}},
		{Admin, "import-storing", func(f Frame) templ.Component {
			return ImportProgressPage{Frame: f, Token: "TOKEN", Storing: true, Read: 5, Total: 5}.Page()
		}},
		{Admin, "import-stored-partly", func(f Frame) templ.Component {
			return ImportStoredPage{Frame: f, Imports: []Import{{Files: []string{"osaka & co.csv"}, State: ImportRefused},
				{Files: []string{"sales.csv"}, State: ImportUntried, Because: "osaka & co.csv"}}}.Page()
		}},
		{Admin, "import-stored", func(f Frame) templ.Component { return ImportStoredPage{Frame: f, Imports: rows}.Page() }},
	}
}

func TestHowFarItIsIsSaidInKilobytesAndPercent(t *testing.T) {
	f := Frame{L: For("en")}
	for _, c := range []struct {
		read, total int64
		want        string
	}{
		{0, 2048, "0 of 2 kB are read, 0%."}, {1, 2000, "1 of 2 kB are read, 0%."}, {1500, 2000, "2 of 2 kB are read, 75%."},
		{1 << 30, 1 << 31, "1,048,576 of 2,097,152 kB are read, 50%."},
		{5, 5, f.T("progress.all")}, {0, 0, f.T("progress.all")},
	} {
		if got := (ImportProgressPage{Frame: f, Read: c.read, Total: c.total}).said(); got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.read, c.total, got, c.want)
		}
	}
}

func TestMonthsOfSeveralImportsAreOneSpan(t *testing.T) {
	f := Frame{L: For("en")}
	for want, imports := range map[string][]Import{
		"April 2016":               {{First: april, Last: april}, {}},
		"March 2016 to April 2016": {{First: april, Last: april}, {First: april - 1, Last: april - 1}},
	} {
		if first, last := monthsOf(imports); f.monthSpan(first, last) != want {
			t.Errorf("%s, want %s", f.monthSpan(first, last), want)
		}
	}
	if first, last := monthsOf([]Import{{}}); first != 0 || last != 0 {
		t.Error("months of nothing")
	}
}
