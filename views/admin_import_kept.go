package views

import (
	"slices"
	"strings"
	"unicode"

	"shimei/store/programme"
)

// ActStore and ActRead are the values of act with which a kept upload is stored, or read once more.
const (
	ActStore = "store"
	ActRead  = "read"
)

// KeptPath is the address of what was uploaded and is kept until it is decided on (POST act, and for ActRead
// the fields of ImportQuestion).
func KeptPath(token string) string { return ImportsPath + "/kept/" + token }

// KeptEffectPath is the address of what storing it would change, as files only (FilePath).
func KeptEffectPath(token string) string { return KeptPath(token) + "/effect" }

// KeptRowsPath is the address of its rows that have faults, as files only (FilePath).
func KeptRowsPath(token string) string { return KeptPath(token) + "/rows" }

// ImportKeptPage shows what storing uploaded files would do, or why that cannot be.
type ImportKeptPage struct {
	Frame
	Token       string
	Files       []Import // in the order of dependence until one that is refused, then those that are untried
	Errors      []ImportError
	Wrong       []FieldError   // of the questions, in a form that was refused
	FaultyRows  bool           // there are rows with faults, as a file
	FaultySums  bool           // and a mapping adds them up with others
	Mapped      []ImportMapped // of the files that a mapping reads
	Asks        []ImportAsk
	Cleared     []ImportCleared
	Effect      *Effect      // nil where a file is refused
	ReachesBack bool         // the files change what is past
	Anew        bool         // others changed something after it was shown: it may be something else now
	Again       *ImportAgain // nil where no file was refused, or a mapping has to be chosen with the files
}

// ImportAgain is how the corrected files are taken: as those that were refused.
type ImportAgain struct{ Whole, Complete, Sum bool }

// names are the ticks that go along with the corrected files.
func (x ImportAgain) names() (all []string) {
	for _, tick := range []struct {
		name string
		is   bool
	}{{"whole", x.Whole}, {"complete", x.Complete}, {"sum", x.Sum}} {
		if tick.is {
			all = append(all, tick.name)
		}
	}
	return all
}

// againField is the field that takes the corrected files.
func (p ImportKeptPage) againField() Field {
	return Field{Name: "file", Required: true, Label: p.T("imports.file_label"), Hint: p.T("upload.again_hint")}
}

// ImportCleared tells how many stored values the empty cells of a file's column would clear.
type ImportCleared struct {
	File, Column string
	Values       int64
}

// ImportAsk is what one file leaves open. Other decisions about a file stand beside these.
type ImportAsk struct {
	File      string
	Questions []ImportQuestion
}

// ImportQuestion is a decision, with the rows that it is about as they read by each answer that fits.
type ImportQuestion struct {
	Name     string          // of its field
	Asks     string          // encoding or dates
	Answered bool            // the files are read by what is chosen
	Chosen   string          // "" for none yet
	Readings []ImportReading // none where nothing fits
}

// ImportReading is how rows read by an answer: the label of an encoding, or dmy, mdy or ymd.
type ImportReading struct {
	Answer string
	Header []string
	Rows   []ImportPreview
}

// ImportPreview is one of these rows. Cells that are dates have a day.
type ImportPreview struct {
	Line  int64
	Cells []string
	Days  []*programme.Day
}

// places are those of the columns, the ones that the question is about first, which a narrow screen shows
// without scrolling: of days, and of what is not plain ASCII.
func (x ImportReading) places() (all []int) {
	about := func(k int) bool {
		return slices.ContainsFunc(x.Rows, func(row ImportPreview) bool {
			return row.isDay(k) || k < len(row.Cells) && strings.ContainsFunc(row.Cells[k], func(r rune) bool { return r > unicode.MaxASCII })
		})
	}
	for _, first := range []bool{true, false} {
		for k := range x.Header {
			if about(k) == first {
				all = append(all, k)
			}
		}
	}
	return all
}

// isDay reports whether a cell is a day, which is written out, so that April is not taken for March.
func (x ImportPreview) isDay(k int) bool { return k < len(x.Days) && x.Days[k] != nil }

// open reports whether a question waits for an answer that there is.
func (p ImportKeptPage) open() bool {
	return slices.ContainsFunc(p.Asks, func(ask ImportAsk) bool { return ask.open() })
}

// Open reports whether a question about a file waits for an answer that there is.
func (p ImportKeptPage) Open(file string) bool {
	return slices.ContainsFunc(p.Asks, func(ask ImportAsk) bool { return ask.File == file && ask.open() })
}

func (x ImportAsk) open() bool {
	return slices.ContainsFunc(x.Questions, func(q ImportQuestion) bool { return !q.Answered && len(q.Readings) > 0 })
}

// lead says where the files stand, and what to do.
func (p ImportKeptPage) lead() string {
	switch {
	case p.Effect == nil && p.open():
		return p.T("upload.open")
	case p.Effect == nil:
		return p.T("upload.refused")
	case p.Anew:
		return p.T("upload.anew")
	case p.ReachesBack:
		return p.T("effect.asked")
	}
	return p.T("upload.sound")
}

// state is that of all the files.
func (p ImportKeptPage) state() ImportState {
	switch {
	case p.Effect != nil:
		return ImportDryRun
	case p.open():
		return ImportAsked
	}
	return ImportRefused
}

// named is an answer in words.
func (q ImportQuestion) named(f Frame, answer string) string {
	if q.Asks == "dates" {
		return f.L.Term("dates", answer)
	}
	return f.L.Term("encoding", answer)
}

// fit reports whether there is an answer to choose.
func (x ImportAsk) fit() bool {
	for _, q := range x.Questions {
		if len(q.Readings) > 0 {
			return true
		}
	}
	return false
}

// leftOut are the rows of a file that repeat another one, or were added up with it.
func (i Import) leftOut() int64 {
	if i.State == ImportRefused || i.State == ImportAsked || i.Undoes != 0 {
		return 0
	}
	return max(0, i.Rows-i.Added-i.Changed-i.Unchanged)
}

func anyLeftOut(files []Import) bool {
	for _, i := range files {
		if i.leftOut() > 0 {
			return true
		}
	}
	return false
}

// fit reports whether there is any answer to choose.
func (p ImportKeptPage) fit() bool {
	for _, ask := range p.Asks {
		if ask.fit() {
			return true
		}
	}
	return false
}
