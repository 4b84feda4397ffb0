package views

import (
	"net/url"
	"strconv"
	"time"

	"shimei/store/programme"
)

// NominatePath is the address where subscriptions are chosen (GET s, partner), and of the nomination itself (POST s, seen,
// partner).
const NominatePath = "/nominate"

// NominateChoosePage asks which subscriptions. Who ticked them in their list is not asked again.
type NominateChoosePage struct {
	Frame
	Rows    []SubscriptionRow // those of the customer; chosen ones are ticked
	Partner PartnerRef        // who is nominated for them; without an ID where that is asked next
	Errors  []FieldError      // of field s
}

// ChosenSubscription is a subscription that a nomination is about.
type ChosenSubscription struct {
	ID      string
	Product programme.Text
	Bought  *int64 // seats; nil where it has none
	Start   time.Time
	Present *PartnerOfRecord // whom the nomination replaces; nil for nobody
}

// onward is where the form leads: to the partner, unless that is known.
func (p NominateChoosePage) onward() string {
	if p.Partner.ID == "" {
		return NominatePartnerPath
	}
	return NominateCheckPath
}

// nominable returns those subscriptions that take a partner of record.
func nominable(all []SubscriptionRow) []SubscriptionRow {
	var rows []SubscriptionRow
	for _, r := range all {
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

// aboutSubscription says how large a subscription is, and since when it goes on: what people tell it from others by.
func aboutSubscription(f Frame, bought *int64, start time.Time) string {
	if start.IsZero() {
		return ""
	}
	day := start.In(f.zone())
	month := f.L.Month(programme.Month(day.Year()*12 + int(day.Month()) - 1))
	if bought == nil {
		return f.T("subscription.about", "Month", month)
	}
	return f.T("subscription.about_seats", "N", *bought, "Month", month)
}

func idsOf(list []ChosenSubscription) []string {
	ids := make([]string, 0, len(list))
	for _, s := range list {
		ids = append(ids, s.ID)
	}
	return ids
}

// replaces says whom a nomination replaces on the subscription.
func (s ChosenSubscription) replaces(f Frame) string {
	if s.Present == nil {
		return f.T("meaning.replaces_nobody")
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
