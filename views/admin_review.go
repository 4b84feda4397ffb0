package views

import (
	"net/url"
	"slices"
	"strconv"

	"shimei/store/programme"
)

// ReviewPage is the admins' home: what waits for them, oldest first. Several can be decided on at once; each
// is done or refused by itself.
type ReviewPage struct {
	Frame
	Filter ReviewFilter
	Routes []Option
	Desks  []Option // the routes that the vendor opens or approves, each with a list of its own
	Count  int64    // of all that the filter lets through
	Rows   []ReviewCase
	List   List
	Errors []FieldError

	Columns Columns

	Reason, Note string         // typed
	Results      []ReviewResult // of what was just decided on; none where nothing was
	Act          programme.Act  // that was done
}

// ReviewFilter narrows the queue, as it stands in the query.
type ReviewFilter struct {
	Way      string
	Route    string // id
	Partner  string // part of a name or an id
	Customer string // part of a name or an id
	State    string // FilterAll, or empty for what waits
}

// ReviewCase is a request with why an admin looks at it.
type ReviewCase struct {
	RequestView
	Flags    []string // of a nomination, by id
	Disputed bool     // the partner disputes the rejection
	Reviewed bool     // nothing of it is to be looked at
	ToReview bool     // an admin has to look at it
	Own      bool     // the person asked for it, so that another admin decides
	Ticked   bool
}

// ReviewResult is what came of one of several that were decided on at once.
type ReviewResult struct {
	Reference string
	Title     string // in words; empty where it is not there
	Refused   string // why not, in words; empty where it is done
}

// ReviewActs are the acts that several cases take at once.
var ReviewActs = []programme.Act{programme.ActApprove, programme.ActReturn, programme.ActReject, programme.ActEnd}

// reviewWays are the ways that come into the queue, in the order of a choice.
var reviewWays = []programme.Way{programme.WayNomination, programme.WayClaim, programme.WayApplication, programme.WayCorrection}

func (f ReviewFilter) fields() []filterField {
	return []filterField{{"way", f.Way}, {"route", f.Route}, {"partner", f.Partner}, {"customer", f.Customer}, {"state", f.State}}
}

// Query returns the filter as a query, without its empty fields.
func (f ReviewFilter) Query() url.Values { return queryOf(f.fields()) }

// chips returns the filters that are on.
func (p ReviewPage) chips() []Chip {
	return p.chipsOf(p.List, p.Filter.fields(), func(field filterField) string {
		switch field.name {
		case "way":
			return p.L.Term("request_way", field.value)
		case "route":
			return nameOf(p.L, p.Routes, field.value)
		case "state":
			return p.T("review.everything")
		}
		return field.value
	})
}

func (p ReviewPage) ways() []choice {
	list := []choice{{"", p.T("filter.all")}}
	all := reviewWays
	if p.Filter.State == FilterAll {
		all = slices.Concat(Ways, []programme.Way{programme.WayNomination, programme.WayCorrection})
	}
	for _, w := range all {
		list = append(list, choice{string(w), p.L.Term("request_way", string(w))})
	}
	return list
}

func (p ReviewPage) states() []choice {
	return []choice{{"", p.T("review.waiting")}, {FilterAll, p.T("review.everything")}}
}

// desk is the address of the list of a route.
func (p ReviewPage) desk(route string) string {
	return withQuery(ReviewPath, ReviewFilter{Route: route}.Query())
}

// address is the address of a case, from which the one before and the one after are of the same list.
func (p ReviewPage) address(reference string) string {
	return withQuery(RequestPath(Admin, reference), p.Filter.Query())
}

// done counts what was done of what was decided on.
func (p ReviewPage) done() (n int) {
	for _, r := range p.Results {
		if r.Refused == "" {
			n++
		}
	}
	return n
}

// anyTickable reports whether something on the page can be decided on.
func (p ReviewPage) anyTickable() bool {
	return p.Person.May("decide") && slices.ContainsFunc(p.Rows, ReviewCase.tickable)
}

// tickable reports whether the person can decide on the case together with others.
func (c ReviewCase) tickable() bool { return c.ToReview && !c.Own }

// seen is the case as a form carries it, with what the person saw of it.
func (c ReviewCase) seen() string { return c.Reference + " " + strconv.FormatInt(c.Version, 10) }

// Tick ticks those cases that a form sent, as it was seen.
func (p *ReviewPage) Tick(seen []string) {
	for k := range p.Rows {
		p.Rows[k].Ticked = slices.Contains(seen, p.Rows[k].seen())
	}
}

// Title says in words what the case is.
func (v RequestView) Title(l *Locale) string { return v.title(l) }

// why says in words why an admin looks at the case: each reason by itself; none where nobody has to.
func (c ReviewCase) why(l *Locale) (reasons []string) {
	if !c.ToReview {
		return nil
	}
	say := func(key string) {
		reasons = append(reasons, l.T("review_why."+key, "Partner", c.Partner.Name, "Customer", c.Customer, "By", c.AskedBy))
	}
	switch {
	case c.Way == programme.WayNomination && len(c.Flags) == 0:
		say("every_nomination")
	case c.Way == programme.WayNomination:
		for _, f := range c.Flags {
			reasons = append(reasons, l.Term("review_flag", f))
		}
	case c.Way == programme.WayCorrection && c.Own:
		say("own_correction")
	case c.Way == programme.WayClaim && c.Disputed && c.State.Waits():
		say("dispute")
	case c.Way == programme.WayClaim && !c.State.Waits():
		say("objection_after")
	default:
		say(string(c.Way))
	}
	if c.Objected && c.State.Waits() {
		say("objection")
	}
	return reasons
}

// reviewOf returns the address of the queue, narrowed.
func reviewOf(f ReviewFilter) string { return withQuery(ReviewPath, f.Query()) }

// counted says how many cases there are, of what is shown.
func (p ReviewPage) counted() string {
	if p.Filter.State == FilterAll {
		return p.T("review.count_all", "N", p.Count)
	}
	return p.T("review.count", "N", p.Count)
}
