package views

import "strings"

// UndoPage asks before an import is taken back, and says what that means.
type UndoPage struct {
	Frame
	Import  Import
	Undo    Import // what it would do
	Stays   []ImportStay
	Effect  *Effect // nil where it cannot be taken back
	Refused string  // key of why it cannot be taken back; "" where it can
}

// The reasons why an import cannot be taken back.
const (
	UndoRefused = "refused"
	UndoTaken   = "taken"
	UndoNothing = "nothing"
	UndoMixed   = "mixed"
)

// ImportStay is a row that an undo leaves as it is.
type ImportStay struct {
	Line   int64    // of the file that is taken back; 0 where the row was removed
	Key    []string // of the row
	Why    string   // key of the reason
	By     int64    // the import that wrote it later; 0 for none
	ByFile string
	ByLine int64
}

// UndoPath returns the address of the page, and of the POST, that takes an import back.
func UndoPath(id int64) string { return ImportPath(id) + "/undo" }

func (p UndoPage) label() string { return p.T("undo.title", "ID", p.Import.ID) }

func (p UndoPage) interruption() Interruption {
	return Interruption{Action: UndoPath(p.Import.ID), Act: p.label(), Danger: true, Cancel: ImportPath(p.Import.ID), Leave: p.T("undo.cancel")}
}

func (s ImportStay) key() string { return strings.Join(s.Key, " ") }
