package intake

import (
	"fmt"
	"hash/maphash"

	"shimei/store/facts"
	"shimei/store/programme"
)

// maybe is a value that can be absent, to be compared by what it is and not by where it is.
type maybe[V comparable] struct {
	value V
	is    bool
}

func maybeOf[V comparable](p *V) (m maybe[V]) {
	if p != nil {
		m = maybe[V]{*p, true}
	}
	return m
}

// seenRow is where a file said something, and a hash of what it said.
type seenRow struct{ line, values uint32 }

// once reads each row of a file once: one that stands twice is one, and two that are known by the same and
// say different things are a fault, as either may be meant, or their sum. told tells of a row by what it is
// known, what it says, and its line. Of each row 16 bytes are kept, so that memory stays small however far
// apart two of them are; that two of a billion rows are taken for the same key by mistake is improbable.
func once[T any, K, V comparable](im *importer, read func() (T, bool), told func(*T) (K, V, int)) func() (T, bool) {
	seen, seed := map[uint64]seenRow{}, maphash.MakeSeed()
	return func() (T, bool) {
		row, good := read()
		if !good {
			return row, false
		}
		key, values, line := told(&row)
		place, now := maphash.Comparable(seed, key), seenRow{uint32(line), uint32(maphash.Comparable(seed, values))}
		before, again := seen[place]
		switch {
		case !again:
			seen[place] = now
			return row, true
		case before.values != now.values:
			contradicts(im.file, line, int(before.line))
		default:
			im.again++ // by the one goroutine that reads
		}
		return row, false
	}
}

// contradicts reports a row that says otherwise than one before it.
func contradicts(f *facts.File, line, before int) {
	remedy := "keep one of the two"
	if (f.Kind() == facts.Usage || f.Kind() == facts.Sales) && f.Mapping() == nil {
		remedy += ", or have rows like these added up" + f.Or(" (--sum)", "")
	}
	f.Fault(line, "", fmt.Sprintf("the row says otherwise than line %d, which is known by the same %s; %s", before, f.KnownBy(), remedy))
}

type datedKey struct {
	id  programme.Key
	day programme.Day
}

type partnerValues struct {
	partnerColumns
	parent    maybe[programme.Key]
	suspended maybe[bool]
}

func toldPartner(r *facts.PartnerRow) (datedKey, partnerValues, int) {
	values := partnerValues{partnerColumns{r.Name, r.Country, r.Email, r.Reading}, maybe[programme.Key]{}, maybeOf(r.Suspended)}
	if r.ParentID != nil {
		values.parent = maybe[programme.Key]{programme.KeyOf(*r.ParentID), true}
	}
	return datedKey{programme.KeyOf(r.PartnerID), ofPartner(r).day()}, values, r.Line
}

func toldCustomer(r *facts.CustomerRow) (programme.Key, facts.CustomerRow, int) {
	values := *r
	values.Line, values.TenantID = 0, ""
	return programme.KeyOf(r.TenantID), values, r.Line
}

type subscriptionValues struct {
	plain     facts.SubscriptionRow // without what is absent or not
	seats     maybe[int64]
	renewal   maybe[programme.Moment]
	autoRenew maybe[bool]
}

func toldSubscription(r *facts.SubscriptionRow) (datedKey, subscriptionValues, int) {
	v := subscriptionValues{*r, maybeOf(r.Seats), maybeOf(r.Renewal), maybeOf(r.AutoRenew)}
	v.plain.Line, v.plain.Seats, v.plain.Renewal, v.plain.AutoRenew, v.plain.AsOf = 0, nil, nil, nil, nil
	v.plain.SubscriptionID, v.plain.TenantID, v.plain.NoKind = "", keyed(r.TenantID), false
	return datedKey{programme.KeyOf(r.SubscriptionID), ofSubscription(r).day()}, v, r.Line
}

type rateKey struct {
	month    programme.Month
	currency string
}

func toldRate(r *facts.RateRow) (rateKey, string, int) {
	return rateKey{r.Month, r.Currency}, r.Rate.Shortest(), r.Line
}

func toldSale(r *facts.SaleRow) (programme.Key, facts.SaleRow, int) {
	values := *r
	values.Line, values.OrderID = 0, ""
	values.SubscriptionID, values.PartnerID = keyed(r.SubscriptionID), keyed(r.PartnerID)
	return programme.KeyOf(r.OrderID), values, r.Line
}

// toldAssociation takes a beginning on a day and one at its first instant for the same, as the key does.
func toldAssociation(r *facts.AssociationRow) (key facts.AssociationRow, says [2]programme.Moment, line int) {
	key = *r
	key.Line, key.From, key.To = 0, programme.MomentOf(r.From.At), programme.Moment{}
	key.PartnerID, key.SubscriptionID, key.TenantID = keyed(r.PartnerID), keyed(r.SubscriptionID), keyed(r.TenantID)
	return key, [2]programme.Moment{r.From, r.To}, r.Line
}
