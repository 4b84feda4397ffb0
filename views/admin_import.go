package views

import "strconv"

// ImportPage is one import with the errors that it was refused for.
type ImportPage struct {
	Frame
	Import Import
	Errors []ImportError // mostErrors at most
	Stays  []ImportStay  // what an undo left as it is
	Just   bool          // it was stored just now
}

// ImportError is one thing that is wrong in a file.
type ImportError struct {
	File    string
	Line    int64  // from 1; 0 for the file as a whole
	Column  string // its name, or empty
	Message string
}

// importTitle names an import by its number.
func importTitle(f Frame, i Import) string {
	if i.Undoes != 0 {
		return f.T("import.title_undo", "ID", strconv.FormatInt(i.ID, 10), "Of", strconv.FormatInt(i.Undoes, 10))
	}
	return f.T("import.title", "ID", strconv.FormatInt(i.ID, 10))
}

// outcome says what the import did, and if nothing, what to do.
func (p ImportPage) outcome() string {
	switch {
	case p.Import.State == ImportRefused:
		return p.T("import.refused")
	case p.Import.UndoneBy != 0:
		return p.T("import.taken_back")
	case p.Import.Undoes != 0:
		return p.T("import.undone")
	}
	return p.T("import.stored")
}

// canUndo reports whether the import can be taken back, as far as its state tells.
func (p ImportPage) canUndo() bool { return p.Import.ID != 0 && p.Import.State == ImportStored }

// mostErrors is how many errors of a file are told: then it is read no further.
const mostErrors = 100

// ImportPath returns the address of one import.
func ImportPath(id int64) string { return ImportsPath + "/" + strconv.FormatInt(id, 10) }

// StoredPath returns the address of one import where it says that it was stored just now.
func StoredPath(id int64) string { return ImportPath(id) + "?stored=1" }

// ImportErrorsPath returns the address of an import's errors, as files only (FilePath).
func ImportErrorsPath(id int64) string { return ImportPath(id) + "/errors" }
