package views

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"shimei/store/programme"
)

// CasePage is one case of the queue, with all that a decision hangs on.
type CasePage struct {
	Frame
	Case          ReviewCase
	Filter        ReviewFilter // of the list that it was opened from
	Before, After string       // references of the cases before and after it in that list, or empty
	Present       *PartnerOfRecord
	Rivals        []RivalCase
	Scope         []Event // what happened to the subscription, or to the whole tenant, latest first
	Errors        []FieldError
}

// RivalCase is a claim or a nomination of the same subscription, with what was said for it.
type RivalCase struct {
	ReviewCase
	Note string
}

// path is the address of another case of the same list.
func (p CasePage) path(reference string) string {
	return withQuery(RequestPath(Admin, reference), p.Filter.Query())
}

// queue is the address of the list.
func (p CasePage) queue() string { return withQuery(ReviewPath, p.Filter.Query()) }

// at is the address of an act on the case, which leads back to the list that it was opened from.
func (p CasePage) at(act programme.Act) string {
	return withQuery(RequestActPath(Admin, p.Case.Reference, act), p.Filter.Query())
}

// sides are the claims side by side: this case and its rivals, in the order in which they were asked for.
func (p CasePage) sides() []RivalCase {
	all := append(slices.Clone(p.Rivals), RivalCase{p.Case, p.Case.Note})
	slices.SortStableFunc(all, func(a, b RivalCase) int { return a.AskedAt.Compare(b.AskedAt) })
	return all
}

// nomination is the reference of the customer's nomination that the case is of, which may be one of several.
func (c ReviewCase) nomination() string {
	if c.Way == programme.WayNomination {
		return c.Name
	}
	return ""
}

// version is what a form carries as seen.
func (c ReviewCase) version() string { return strconv.FormatInt(c.Version, 10) }

// takesReason reports whether one of the acts takes a reason of the list.
func (p CasePage) takesReason() bool {
	return slices.Contains(p.Case.Acts, programme.ActReject) || slices.Contains(p.Case.Acts, programme.ActEnd)
}

// actKey is the access key of an act.
func actKey(act programme.Act) string {
	switch act {
	case programme.ActApprove:
		return "a"
	case programme.ActReturn:
		return "b"
	case programme.ActReject:
		return "r"
	case programme.ActEnd:
		return "e"
	}
	return "w"
}

// keys names the access keys of a case.
func (p CasePage) keys() string {
	var all []string
	for _, act := range p.Case.Acts {
		all = append(all, p.L.Term("case_key", string(act)))
	}
	if p.Before != "" {
		all = append(all, p.L.Term("case_key", "before"))
	}
	if p.After != "" {
		all = append(all, p.L.Term("case_key", "after"))
	}
	return strings.Join(all, p.T("case.keys_between"))
}

// reasonChoices are the reasons of a list, and none.
func reasonChoices(l *Locale) []choice {
	list := []choice{{"", l.T("request.choose_reason")}}
	for _, id := range ReviewReasons {
		list = append(list, choice{id, reasonWord(l, id)})
	}
	return list
}

// ReviewReasons are the reasons of a list, by id.
var ReviewReasons = []string{"no_evidence", "not_the_partner", "customer_objects", "other_partner", "not_eligible", "other"}

// here is the address of the part of the list that is shown.
func (l List) here() string { return l.address(l.Path, l.Sort, l.After) }

// CaseOf returns the address of a case, in the list of a filter.
func CaseOf(reference string, f url.Values) string {
	return withQuery(RequestPath(Admin, reference), f)
}
