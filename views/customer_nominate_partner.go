package views

import (
	"net/url"

	"shimei/store/programme"
)

// NominatePartnerPath is the address where the partner is chosen (GET s, partner, q, competency, level).
const NominatePartnerPath = "/nominate/partner"

// NominatePartnerPage asks which partner: one that the customer knows, one by its id, or one that it looks for.
type NominatePartnerPage struct {
	Frame
	Chosen  []ChosenSubscription // none where a partner's link led here, and they are chosen next
	Known   []PartnerChoice      // that the customer has or had to do with, first those that it relies on
	Partner string               // the partner id as typed, or empty
	Checked *CheckedPartner      // what the id is of; nil before one was typed
	Search  PartnerSearch
	Results []PartnerChoice
	More    bool // there are more results than these

	Competencies []Option
	Levels       []string // ids, the lowest first
}

// PartnerSearch is what partners are looked for by, as it stands in the query.
type PartnerSearch struct {
	Query      string // part of a name, a place or an id
	Competency string // id
	Level      string // id: that or a higher one
}

// on reports whether anything is looked for.
func (s PartnerSearch) on() bool { return s != PartnerSearch{} }

// PartnerChoice is a partner that can be chosen, as every customer may see it, and what the customer has to do with it.
type PartnerChoice struct {
	Partner  PartnerRef
	Place    string // where it works, as it says itself; or empty
	Levels   []HeldLevel
	Records  int  // the customer's subscriptions whose partner of record it is
	Before   bool // it is or was a partner of record of the customer
	Related  bool // it is or was associated with the customer in any way
	Proposed bool // the customer chose it for new subscriptions
}

// HeldLevel is a level that a partner holds in a competency.
type HeldLevel struct {
	Competency programme.Text
	Level      string // id
}

// CheckedPartner answers a partner id.
type CheckedPartner struct {
	Partner PartnerRef      // only its ID where the id is unknown
	Refusal string          // a programme.Refused… code; empty where it can be nominated
	Choices []PartnerChoice // the partner, or the locations of a global account; none for another one that is refused
}

func (p NominatePartnerPage) ids() []string { return idsOf(p.Chosen) }

// onward is where the choice of a partner leads.
func (p NominatePartnerPage) onward(partner string) string {
	if len(p.Chosen) == 0 {
		return NominateStep(NominatePath, nil, partner)
	}
	return NominateStep(NominateCheckPath, p.ids(), partner)
}

// onwardForm is where an id that is typed leads.
func (p NominatePartnerPage) onwardForm() string {
	if len(p.Chosen) == 0 {
		return NominatePath
	}
	return NominateCheckPath
}

// opens is the address of a partner's page, from which the nomination goes on.
func (p NominatePartnerPage) opens(partner string) string {
	return withQuery(PublicPartnerPath(partner), url.Values{"s": p.ids()})
}

// locations are those of the global account whose id was typed, which is no mistake.
func (p NominatePartnerPage) locations() []PartnerChoice {
	if p.Checked == nil || p.Checked.Refusal != programme.RefusedGlobal {
		return nil
	}
	return p.Checked.Choices
}

// meant is the partner whose id was typed before, where it can be nominated.
func (p NominatePartnerPage) meant() []PartnerChoice {
	if p.Checked == nil || p.Checked.Refusal != "" {
		return nil
	}
	return p.Checked.Choices
}

// errors returns why the id that was typed is refused.
func (p NominatePartnerPage) errors() []FieldError {
	if p.Checked == nil || p.Checked.Refusal == "" || len(p.locations()) > 0 {
		return nil
	}
	name := p.Checked.Partner.Name
	if name == "" {
		name = p.Checked.Partner.ID
	}
	return []FieldError{{Field: "partner", Message: p.T("refusal."+p.Checked.Refusal, "Name", name)}}
}

// found says how many partners were found.
func (p NominatePartnerPage) found() string {
	switch {
	case p.More:
		return p.T("nominate.results_more", "N", len(p.Results))
	case p.Search.Query == "":
		return p.T("nominate.results_all", "N", len(p.Results))
	}
	return p.T("nominate.results", "N", len(p.Results), "Query", p.Search.Query)
}

// levels are the levels that can be asked for.
func (p NominatePartnerPage) levels() []choice {
	list := []choice{{"", p.T("nominate.any_level")}}
	for _, level := range p.Levels {
		list = append(list, choice{level, p.T("nominate.least_level", "Level", p.L.Term("level", level))})
	}
	return list
}

// where says where a partner works.
func (c PartnerChoice) where(f Frame) string { return placeOf(f, c.Place, c.Partner.Country) }

// placeOf says where a partner works: its place, its country, or both.
func placeOf(f Frame, place, country string) string {
	switch {
	case country == "":
		return place
	case place == "":
		return f.L.Country(country)
	}
	return f.T("partner_page.place", "Place", place, "Country", f.L.Country(country))
}

// known says what the customer has to do with a partner; "" for nothing.
func (c PartnerChoice) known(f Frame) string {
	switch {
	case c.Proposed && c.Records > 0:
		return f.T("default_partner.chosen_records", "N", c.Records)
	case c.Proposed:
		return f.T("default_partner.chosen")
	}
	return c.relation(f)
}

// relation says how a partner is or was associated with the customer; "" for nothing.
func (c PartnerChoice) relation(f Frame) string {
	switch {
	case c.Records > 0:
		return f.T("nominate.known_records", "N", c.Records)
	case c.Before:
		return f.T("nominate.known_before")
	case c.Related:
		return f.T("nominate.known_related")
	}
	return ""
}
