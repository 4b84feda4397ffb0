package views

import (
	"strings"

	"shimei/store/programme"
)

// SimulatePath is the address of a simulation (POST file, or kept for the one of before, month, format: as a page, or
// as a file).
const SimulatePath = "/admin/simulate"

// SimulatePage tries a programme file: who would gain or lose which level. The file stays chosen
// for a while, so that it is looked at in other months.
type SimulatePage struct {
	Frame
	Month  programme.Month
	Months []programme.Month // those with facts, latest first
	Errors []FieldError      // of field file: its faults, by line
	Result *SimulateResult   // nil before a file was tried
	File   string            // name of the one that stays chosen; "" for none
	Token  string            // by which it is kept
}

// SimulateResult is the outcome of a programme file that was tried.
type SimulateResult struct {
	Month         programme.Month
	Before, After ProgrammeRef // in force, and tried
	Levels        []string     // ids of both, lowest first
	Totals        []SimulatedTotal
	Moves         []SimulatedMove
	Moved         int // how many moves there are; Moves may be the first of them
}

// ProgrammeRef names a programme, and by a part of its file's hash the very file.
type ProgrammeRef struct {
	ID   string
	Name programme.Text
	Hash string
}

// SimulatedTotal counts the holders of one competency, before and after.
type SimulatedTotal struct {
	Name          programme.Text
	Before, After []int // accounts that hold exactly the level, in the order of the result's Levels
	Gained, Lost  int   // accounts
}

// SimulatedMove is an account whose level in a competency changes.
type SimulatedMove struct {
	Partner       PartnerRef
	Competency    programme.Text
	Kind          string // gains, loses or differs: the last part of a message key
	Before, After string // level ids, or programme.NoLevel
	Requirements  []SimulatedRequirement
}

// SimulatedRequirement is one requirement of a move. A side that does not ask for it has nil.
type SimulatedRequirement struct {
	Metric        programme.Text
	Products      []programme.Text
	Money         bool // amounts are minor units
	Before, After *int64
	Needs         []SimulatedNeed
	Short         int64  // what the new need for the level that is lost lacks; 0 for none, or not by this
	Spare         *int64 // what is beyond the new need for the level that is gained; nil where there is none
}

// SimulatedNeed is the threshold of a level on both sides.
type SimulatedNeed struct {
	Level         string // id
	Before, After *int64
}

// fileField is the field that takes the programme file.
func (p SimulatePage) fileField() Field {
	x := Field{Name: "file", Required: p.File == "", Label: p.T("simulate.file_label"), Hint: p.T("simulate.file_hint"), Error: errorAt(p.Errors, "file")}
	if p.File != "" {
		x.Label, x.Hint = p.T("simulate.another"), ""
	}
	return x
}

// in names a programme with the beginning of its file's hash.
func (p ProgrammeRef) in(f Frame) string {
	return f.T("simulate.programme", "Name", f.L.Text(p.Name), "ID", p.ID, "Hash", p.Hash[:min(12, len(p.Hash))])
}

// amountOr writes an amount, or a dash where there is none.
func (f Frame) amountOr(n *int64, money bool) string {
	if n == nil {
		return "–"
	}
	return f.amount(*n, money)
}

// change writes an amount on both sides, once where they are the same.
func (f Frame) change(before, after *int64, money bool) string {
	was, is := f.amountOr(before, money), f.amountOr(after, money)
	if was == is {
		return is
	}
	return f.T("simulate.change", "Before", was, "After", is)
}

// rows is how many lines of the table a move takes.
func (m SimulatedMove) rows() int { return max(1, len(m.Requirements)) }

// against says how a figure stands against what the new programme needs, "" for nothing to say.
func (r SimulatedRequirement) against(f Frame) string {
	switch {
	case r.Short > 0:
		return f.T("simulate.short", "Amount", f.amount(r.Short, r.Money))
	case r.Spare != nil:
		return f.T("simulate.spare", "Amount", f.amount(*r.Spare, r.Money))
	}
	return ""
}

func (r SimulatedRequirement) products(f Frame) string {
	names := make([]string, len(r.Products))
	for k, p := range r.Products {
		names[k] = f.L.Text(p)
	}
	return strings.Join(names, f.T("list.separator"))
}
