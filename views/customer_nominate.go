package views

import (
	"net/url"
	"strconv"

	"shimei/store/programme"
)

// NominatePath is the address of step 1 (GET s, partner), and of the nomination itself (POST s, seen,
// partner).
const NominatePath = "/nominate"

// NominateChoosePage is step 1 of a nomination: which subscriptions.
type NominateChoosePage struct {
	Frame
	Rows    []SubscriptionRow // those of the customer; chosen ones are ticked
	Partner string            // the partner id that is carried, or empty
	Errors  []FieldError      // of field s
}

// ChosenSubscription is a subscription that a nomination is about.
type ChosenSubscription struct {
	ID      string
	Product programme.Text
	Present *PartnerOfRecord // whom the nomination replaces; nil for nobody
}

// nominable returns the subscriptions that take a partner of record.
func (p NominateChoosePage) nominable() []SubscriptionRow {
	var rows []SubscriptionRow
	for _, r := range p.Rows {
		if r.Nominable {
			rows = append(rows, r)
		}
	}
	return rows
}

// present says who a subscription's partner of record is, in a line of its own.
func (r SubscriptionRow) present(f Frame) string {
	if r.Present == nil {
		return f.T("nominate.present_none")
	}
	return f.T("nominate.present", "Partner", r.Present.Partner.label(f.L), "Date", f.date(r.Present.Since))
}

func idsOf(list []ChosenSubscription) []string {
	ids := make([]string, 0, len(list))
	for _, s := range list {
		ids = append(ids, s.ID)
	}
	return ids
}

// replaces says whom a nomination of partner replaces on the subscription.
func (s ChosenSubscription) replaces(f Frame, partner PartnerRef) string {
	switch {
	case s.Present == nil:
		return f.T("meaning.replaces_nobody")
	case s.Present.Partner.ID == partner.ID:
		return f.T("meaning.replaces_same", "Name", s.Present.Partner.Name)
	}
	return f.T("meaning.replaces", "Partner", s.Present.Partner.label(f.L), "Date", f.date(s.Present.Since))
}

// seen is the key of the association that the page shows as the present one, 0 for none.
func (s ChosenSubscription) seen() string {
	if s.Present == nil {
		return "0"
	}
	return strconv.FormatInt(s.Present.Key, 10)
}

// NominateStep returns a step's path with the choices so far: subscription ids and a partner
// id, either of which may be empty.
func NominateStep(step string, subscriptions []string, partner string) string {
	q := url.Values{}
	for _, id := range subscriptions {
		q.Add("s", id)
	}
	if partner != "" {
		q.Set("partner", partner)
	}
	return withQuery(step, q)
}
