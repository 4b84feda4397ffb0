package views

import (
	"net/url"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// PublicPartnersPath is the address below which each partner has its page for customers.
const PublicPartnersPath = "/partners"

// PublicPartnerPath returns the address of a partner's page for customers (GET s, and POST act).
func PublicPartnerPath(id string) string { return PublicPartnersPath + "/" + url.PathEscape(id) }

// PublicPartnerPage is a partner as every customer may see it, and what the customer has to do with it.
type PublicPartnerPage struct {
	Frame
	Choice       PartnerChoice
	Account      *PartnerRef // the global account that it is a location of; nil for none
	Locations    []PartnerChoice
	Languages    []string // that it works in, by their codes
	Introduction string   // in its own words
	Support      *Contact // whom its customers turn to; nil where it told nobody
	Chosen       []string // ids of the subscriptions of a nomination that goes on from here; or none
	MayNominate  bool     // the person is the customer's owner or administrator
}

// canBe reports whether the partner itself is nominated, and not one of its locations.
func (p PublicPartnerPage) canBe() bool { return len(p.Locations) == 0 }

// onward is where a nomination of the partner goes on.
func (p PublicPartnerPage) onward() string {
	if len(p.Chosen) == 0 {
		return NominateStep(NominatePath, nil, p.Choice.Partner.ID)
	}
	return NominateStep(NominateCheckPath, p.Chosen, p.Choice.Partner.ID)
}

// act is what the button does.
func (p PublicPartnerPage) act() string {
	if len(p.Chosen) == 0 {
		return p.T("partner_page.nominate", "Name", p.Choice.Partner.Name)
	}
	return p.T("partner_page.nominate_chosen", "Name", p.Choice.Partner.Name, "N", len(p.Chosen))
}

// back leads to the choice of a partner that the page was opened from, or to all partners.
func (p PublicPartnerPage) back() (path, text string) {
	if len(p.Chosen) == 0 {
		return AccessPath, p.T("partner_page.back")
	}
	return NominateStep(NominatePartnerPath, p.Chosen, ""), p.T("check.other_partner")
}

// languages names the languages that the partner works in.
func (p PublicPartnerPage) languages() string {
	names := make([]string, 0, len(p.Languages))
	for _, code := range p.Languages {
		names = append(names, p.L.LanguageName(code))
	}
	return strings.Join(names, p.T("partner_page.between"))
}

// asOf says which month the levels are of.
func (p PublicPartnerPage) asOf() string {
	if p.DataThrough == nil {
		return p.T("frame.no_data")
	}
	return p.T("partner_page.levels_as_of", "Month", p.L.Month(*p.DataThrough))
}

// LanguageName names a language by its ISO 639 code; a code that is none reads as it is written.
func (l *Locale) LanguageName(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	return display.Languages(language.Make(l.Language())).Name(tag)
}
