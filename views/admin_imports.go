package views

import (
	"net/url"
	"time"

	"shimei/store/programme"
)

// ImportsPath is the address of the imports (POST file, complete, whole, sum, map, map-file and
// SettingField: keep files, and show what storing them would do).
const ImportsPath = "/admin/imports"

// ImportTemplatePath is the address of a file of a kind to begin with (kind), as files only (FilePath).
const ImportTemplatePath = ImportsPath + "/template"

// ImportTemplate is the address of the file of a kind in a form.
func ImportTemplate(kind, form string) string {
	return withQuery(FilePath(ImportTemplatePath, form), url.Values{"kind": {kind}})
}

// ImportState is how an import ended.
type ImportState string

// The states of an import. A dry run stores nothing.
const (
	ImportStored  ImportState = "stored"
	ImportRefused ImportState = "refused"
	ImportDryRun  ImportState = "dry_run"
	ImportUndone  ImportState = "undone" // stored, and taken back since
	ImportAsked   ImportState = "asked"  // it leaves something open that can be chosen
	ImportUntried ImportState = "untried"
)

// ImportsPage takes fact files in, and lists what was taken.
type ImportsPage struct {
	Frame
	Rows            []Import
	List            List
	Columns         Columns
	Months          MonthsPart
	Kinds           []string     // of files, in the order of dependence
	Whole, Complete bool         // as ticked in a form that was refused
	Sum             bool         // likewise
	Mapping         MappingForm  // likewise, or as it was chosen last
	Errors          []FieldError // of its fields
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
	Because   string // the file for which one that is untried is so
	// First and Last are the first and the last month that it wrote usage of; 0 for none.
	First, Last programme.Month
}

// months are those that an import wrote usage of.
func (i Import) months(l *Locale) string {
	if i.First == i.Last {
		return l.Month(i.First)
	}
	return l.Month(i.First) + " – " + l.Month(i.Last)
}

// importKinds are the kinds of files that a file dialogue offers.
const importKinds = ".csv,.tsv,.txt,.xlsx,.gz,.zip,text/csv"

// fileField is the field that takes the files.
func (p ImportsPage) fileField() Field {
	return Field{Name: "file", Required: true, Label: p.T("imports.file_label"), Hint: p.T("imports.file_hint"),
		Error: errorAt(p.Errors, "file")}
}
