package views

import (
	"net/url"
	"time"

	"shimei/store/programme"
)

// SubscriptionsPath is the address of a customer's subscriptions.
const SubscriptionsPath = "/subscriptions"

// SubscriptionsPage is a customer's subscriptions, and what needs doing about them.
type SubscriptionsPage struct {
	Frame
	Filter      SubscriptionFilter
	Products    []Option
	Count       int64 // of all that the filter lets through
	Rows        []SubscriptionRow
	Together    []Together          // what was reported of several together, of the products of these rows
	Without     int64               // subscriptions that could have a partner of record and have none; all pages together
	Asked       []AskedSubscription // the first of those that came by a move and have none
	AskedCount  int64               // all of them
	ToAnswer    int64               // requests of partners that wait for an answer, for who may give it
	Usual       *UsualPartner       // who could be nominated for them too, as for most others; nil for nobody
	Renewing    Renewing            // that are renewed soon
	MayNominate bool                // the person is the customer's owner or administrator
	List        List
}

// UsualPartner is the partner of record that most of a customer's subscriptions have.
type UsualPartner struct {
	Partner PartnerRef
	Has, Of int      // how many have it, of those that have a partner of record
	Without []string // ids of those that could have it too
}

// path is the address where a nomination of it for those is checked, with all answers filled in.
func (u UsualPartner) path() string {
	return NominateStep(NominateCheckPath, u.Without, u.Partner.ID)
}

// AskedSubscription is one that came by a move and has no partner of record: the customer is asked to
// nominate.
type AskedSubscription struct {
	ID      string
	Product programme.Text
	Since   time.Time // it is the customer's
}

// SubscriptionFilter narrows the list, as it stands in the query.
type SubscriptionFilter struct {
	Product string // id
	Record  string // FilterNone for those without a partner of record, or empty
	State   string // FilterOpen, FilterEnded or empty for all
	ID      string // a part of it
}

// FilterNone narrows to what has none.
const FilterNone = "none"

func (f SubscriptionFilter) fields() []filterField {
	return []filterField{{"product", f.Product}, {"record", f.Record}, {"state", f.State}, {"subscription", f.ID}}
}

// Query returns the filter as a query, without its empty fields.
func (f SubscriptionFilter) Query() url.Values { return queryOf(f.fields()) }

// chips returns the filters that are on.
func (p SubscriptionsPage) chips() []Chip {
	return p.chipsOf(p.List, p.Filter.fields(), func(field filterField) string {
		switch field.name {
		case "product":
			return nameOf(p.L, p.Products, field.value)
		case "record":
			return p.T("record.none_yet")
		case "state":
			return p.L.Term("subscription_state", field.value)
		}
		return field.value
	})
}

// records are whether a partner of record is looked at.
func (p SubscriptionsPage) records() []choice {
	return []choice{{"", p.T("filter.all")}, {FilterNone, p.T("record.none_yet")}}
}

func (p SubscriptionsPage) states() []choice {
	return []choice{{"", p.T("filter.all")}, {FilterOpen, p.L.Term("subscription_state", FilterOpen)},
		{FilterEnded, p.L.Term("subscription_state", FilterEnded)}}
}

// none reports whether the customer has no subscription at all.
func (p SubscriptionsPage) none() bool { return len(p.Rows) == 0 && len(p.chips()) == 0 }

// without returns the ids of this page's subscriptions that have no partner of record yet.
func (p SubscriptionsPage) without() []string {
	var ids []string
	for _, r := range p.Rows {
		if r.Nominable && r.Present == nil {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// askedPath begins the nomination for those that are named.
func (p SubscriptionsPage) askedPath() string {
	ids := make([]string, 0, len(p.Asked))
	for _, a := range p.Asked {
		ids = append(ids, a.ID)
	}
	return NominateStep(NominatePath, ids, "")
}

// anyNominable reports whether there is anything to tick.
func (p SubscriptionsPage) anyNominable() bool {
	for _, r := range p.Rows {
		if r.Nominable {
			return true
		}
	}
	return false
}
