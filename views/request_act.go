package views

import (
	"slices"
	"strconv"

	"shimei/store/programme"
)

// NoteMost is how many letters a note on a request has at most.
const NoteMost = 2000

// RequestActPage asks once more before somebody acts on a request, for a reason and a note where one is
// needed. A refused POST shows it again.
type RequestActPage struct {
	Frame
	Request    RequestView
	Act        programme.Act
	NeedsNote  bool
	TakesFiles bool     // that show more of a claim
	Reasons    []string // to choose from, by id; none where no reason is needed
	Reason     string   // chosen
	Note       string   // typed
	Errors     []FieldError
}

// takesNote reports whether there is anything to say of the act: who accepts has said it.
func (p RequestActPage) takesNote() bool { return p.NeedsNote || p.Act != programme.ActAccept }

// noteLabel is the label of the note, which says where it may be left out.
func (p RequestActPage) noteLabel() string {
	if p.Act == programme.ActAnswer {
		return p.T("request.note_answer")
	}
	if p.NeedsNote {
		return p.T("request.note_needed")
	}
	return p.T("request.note_free")
}

// title asks whether to act.
func (p RequestActPage) title() string {
	return p.T("request_ask."+WordedAct(p.Request.Way, p.Act), "Partner", p.Request.Partner.Name, "Customer", p.Request.Customer)
}

// WordedAct is the last part of the keys of the words for an act on a request. No partner asked for a nomination
// or a correction.
func WordedAct(way programme.Way, act programme.Act) string {
	switch {
	case way == programme.WayNomination && act == programme.ActApprove:
		return "approve_nomination"
	case way == programme.WayNomination && act == programme.ActEnd:
		return "end_nomination"
	case way == programme.WayCorrection && act == programme.ActApprove:
		return "approve_correction"
	case way == programme.WayCorrection && act == programme.ActReject:
		return "reject_correction"
	case way == programme.WayCorrection && act == programme.ActWithdraw:
		return "withdraw_correction"
	}
	return string(act)
}

// means says what follows of the act.
func (p RequestActPage) means() string {
	key := WordedAct(p.Request.Way, p.Act)
	if p.Act == programme.ActAccept && p.Request.Way == programme.WayExtension {
		key = "accept_extension"
	}
	var last string
	if p.Request.Would != nil {
		last = p.date(*p.Request.Would)
	}
	return p.T("request_means."+key, "Partner", p.Request.Partner.Name, "Customer", p.Request.Customer, "Route", p.L.Text(p.Request.Route), "Date", last)
}

// gives reports whether the partner gets something by the act, which the page then names.
func (p RequestActPage) gives() bool {
	return p.Act == programme.ActAccept || p.Act == programme.ActApprove && p.Request.State.Waits()
}

// reasons are the choices of a reason.
func (p RequestActPage) reasons() []choice {
	list := []choice{{"", p.T("request.choose_reason")}}
	for _, id := range p.Reasons {
		list = append(list, choice{id, reasonWord(p.L, id)})
	}
	return list
}

// raced reports whether somebody else was faster, so that the person should see what happened.
func (p RequestActPage) raced() bool { return len(p.Errors) > 0 && p.Errors[0].Field == "" }

// version is what the form carries as seen.
func (p RequestActPage) version() string { return strconv.FormatInt(p.Request.Version, 10) }

// FieldOf is the field of the form that a refusal is about, "" for the whole form.
func (p RequestActPage) FieldOf(r *programme.Refusal) string {
	switch {
	case AboutFiles(r.Code):
		return "file"
	case r.Code != programme.RefusedReason:
		return ""
	case len(p.Reasons) > 0 && !slices.Contains(p.Reasons, p.Reason):
		return "reason"
	}
	return "note"
}
