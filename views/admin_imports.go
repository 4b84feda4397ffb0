package views

import "time"

// ImportsPath is the address of the imports (POST file, dry_run: import).
const ImportsPath = "/admin/imports"

// ImportState is how an import ended.
type ImportState string

// The states of an import. A dry run stores nothing.
const (
	ImportStored  ImportState = "stored"
	ImportRefused ImportState = "refused"
	ImportDryRun  ImportState = "dry_run"
	ImportUndone  ImportState = "undone" // stored, and taken back since
)

// ImportsPage takes fact files in, and lists what was taken.
type ImportsPage struct {
	Frame
	Rows            []Import
	List            List
	Months          MonthsPart
	DryRun          bool         // as ticked in a form that was refused
	Whole, Complete bool         // likewise
	Sum             bool         // likewise
	Encodings       []string     // labels to choose from
	Encoding, Dates string       // as chosen in it: a label, and dmy, mdy or ymd; "" where the files tell
	Errors          []FieldError // of field file
}

// Import is one import as the list shows it.
type Import struct {
	ID        int64
	At        time.Time
	By        string
	Files     []string
	Kinds     []string // of the files: partners, customers, subscriptions, usage, sales, associations; or undo
	Rows      int64
	Added     int64
	Changed   int64
	Unchanged int64
	Removed   int64
	Undoes    int64 // the import that an undo took back; 0 for none
	UndoneBy  int64 // the undo that took it back; 0 for none
	State     ImportState
}

// fileField is the field that takes the files.
func (p ImportsPage) encodingField() Field {
	return Field{Name: "encoding", Label: p.T("imports.encoding"), Hint: p.T("imports.encoding_hint"), Value: p.Encoding}
}

// encodings are the encodings to choose from, by the names that programs give them.
func (p ImportsPage) encodings() []choice {
	list := []choice{{"", p.T("imports.encoding_told")}}
	for _, label := range p.Encodings {
		list = append(list, choice{label, p.L.Term("encoding", label)})
	}
	return list
}

func (p ImportsPage) datesField() Field {
	return Field{Name: "dates", Label: p.T("imports.dates"), Hint: p.T("imports.dates_hint"), Value: p.Dates}
}

func (p ImportsPage) dates() []choice {
	return []choice{{"", p.T("imports.dates_iso")}, {"dmy", p.T("imports.dates_dmy")},
		{"mdy", p.T("imports.dates_mdy")}, {"ymd", p.T("imports.dates_ymd")}}
}

func (p ImportsPage) fileField() Field {
	return Field{Name: "file", Required: true, Label: p.T("imports.file_label"), Hint: p.T("imports.file_hint"),
		Error: errorAt(p.Errors, "file")}
}
