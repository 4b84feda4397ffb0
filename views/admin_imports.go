package views

import (
	"strconv"
	"time"
)

// ImportState is how an import ended.
type ImportState string

// The states of an import. A dry run stores nothing.
const (
	ImportStored  ImportState = "stored"
	ImportRefused ImportState = "refused"
	ImportDryRun  ImportState = "dry_run"
)

// ImportsPage takes fact files in, and lists what was taken.
type ImportsPage struct {
	Frame
	Rows   []Import
	List   List
	DryRun bool         // as ticked in a form that was refused
	Errors []FieldError // of field file
}

// Import is one import as the list shows it.
type Import struct {
	ID        int64
	At        time.Time
	By        string
	Files     []string
	Kinds     []string // of the files: partners, customers, subscriptions, usage, sales, associations
	Rows      int64
	Added     int64
	Changed   int64
	Unchanged int64
	State     ImportState
}

// ImportPage is one import with the errors that it was refused for.
type ImportPage struct {
	Frame
	Import Import
	Errors []ImportError // 100 at most
	Found  int64         // how many errors there are
}

// ImportError is one thing that is wrong in a file.
type ImportError struct {
	File    string
	Line    int64  // from 1; 0 for the file as a whole
	Column  string // its name, or empty
	Message string
}

// fileField is the field that takes the files.
func (p ImportsPage) fileField() Field {
	return Field{Name: "file", Required: true, Label: p.T("imports.file_label"), Hint: p.T("imports.file_hint"),
		Error: errorAt(p.Errors, "file")}
}

// title names the import by its number. A dry run leaves no record, and has none.
func (p ImportPage) title() string {
	if p.Import.ID == 0 {
		return p.T("import.title_dry_run")
	}
	return p.T("import.title", "ID", strconv.FormatInt(p.Import.ID, 10))
}

// outcome says what the import did, and if nothing, what to do.
func (p ImportPage) outcome() string {
	switch {
	case p.Import.State == ImportRefused:
		return p.T("import.refused")
	case p.Import.State == ImportDryRun && len(p.Errors) > 0:
		return p.T("import.dry_run_refused")
	case p.Import.State == ImportDryRun:
		return p.T("import.dry_run")
	}
	return p.T("import.stored")
}
