package request

import (
	"slices"
	"strings"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// Nominated is a nomination for one subscription as it took effect.
type Nominated struct {
	Subscription, Association int64 // keys
	Reference                 string
}

// ToReview has an admin look at those nominations that the programme wants looked at, of all that a person
// made at once by a reference. They are in effect already (R5). Each gets a reference of its own, as it is
// decided on by itself.
func (r Requests) ToReview(who directory.Person, partner directory.Partner, nomination string, all []Nominated) error {
	place, known := r.p.Route(programme.DPOR)
	if !known || r.p.Routes[place].Review == programme.ReviewNone {
		return nil
	}
	of, began, err := r.knownOf(who, partner, all)
	if err != nil {
		return err
	}
	var rows [][]any
	for _, n := range all {
		of.Began = began[n.Subscription]
		flags := of.Flags(r.tx.Now)
		if r.p.Routes[place].ToReview(flags) {
			rows = append(rows, []any{n.Reference, programme.WayNomination, programme.StateActive, programme.DPOR, partner.Key, who.Customer, n.Subscription,
				n.Association, nomination, r.tx.Now, who.Key, words(flags), 0, false, false, false, 1})
		}
	}
	return r.tx.Insert(`INSERT INTO requests (reference, way, state, route, partner_id, customer_id, subscription_id, association_id, name, asked_at, asked_by,
		flags, days, objected, disputed, reviewed, version) VALUES`, rows, "")
}

// words writes flags as they are kept.
func words(flags []programme.Flag) string {
	text := make([]string, len(flags))
	for k, f := range flags {
		text[k] = string(f)
	}
	return strings.Join(text, " ")
}

// knownOf returns what is known of nominations: what all of them share, and when the partners of record of
// each subscription began before, as far as the customer nominated them.
func (r Requests) knownOf(who directory.Person, partner directory.Partner, all []Nominated) (of programme.Nominated, began map[int64][]programme.Instant, err error) {
	of.Email = partner.Email
	if _, err = r.tx.One([]any{&of.Domain, &of.InHour, &of.WasSuspended}, `SELECT c.domain,
			(SELECT count(DISTINCT e.subscription_id) FROM events e WHERE e.customer_id = $1 AND e.actor_id = $2 AND e.at > $3 AND e.kind IN ('nominated', 'changed')),
			EXISTS (SELECT 1 FROM histories h WHERE h.attribute = 'status' AND h.subject IN ($4, $5) AND h.value = 1 AND h.from_at <= $6)
		FROM customers c WHERE c.id = $1`, who.Customer, who.Key, programme.ManySince(r.tx.Now), partner.Key, partner.Account, r.tx.Now); err != nil {
		return of, nil, err
	}
	var subscriptions, made []int64
	for _, n := range all {
		subscriptions, made = append(subscriptions, n.Subscription), append(made, n.Association)
	}
	began = map[int64][]programme.Instant{}
	args := []any{programme.DPOR, who.Customer}
	those := db.Among(subscriptions, &args)
	return of, began, r.tx.Each(func(scan db.Scan) error {
		var key, subscription int64
		var from programme.Instant
		err := scan(&key, &subscription, &from)
		if !slices.Contains(made, key) {
			began[subscription] = append(began[subscription], from)
		}
		return err
	}, `SELECT a.id, a.subscription_id, a.from_at FROM associations a WHERE a.route = $1 AND a.customer_id = $2
		AND coalesce(a.closed_at > a.from_at, TRUE) AND a.subscription_id IN `+those, args...)
}
