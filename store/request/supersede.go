package request

import (
	"slices"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// waitingClaims are the claims that wait for a decision, as a condition of requests r.
const waitingClaims = "r.way = 'claim' AND r.state IN ('submitted', 'returned')"

// Supersede ends the claims that wait for a decision on subscriptions of a customer, by their keys, for which it
// has nominated: whom it named, the claim can change nothing any more (R5).
func (r Requests) Supersede(who directory.Person, subscriptions []int64) error {
	args := []any{who.Customer}
	waiting, err := r.where("WHERE r.customer_id = $1 AND "+waitingClaims+" AND r.subscription_id IN "+db.Among(subscriptions, &args)+" ORDER BY r.id", args...)
	if err != nil {
		return err
	}
	return r.supersede(who, waiting)
}

// Superseding runs what brings and takes associations that no person decides on, as a file does, and ends the
// claims that waited for a decision on a subscription which has another partner of record by that, now or later.
func (r Requests) Superseding(change func() error) error {
	before, err := r.besideClaims()
	if err != nil {
		return err
	}
	if err := change(); err != nil || len(before) == 0 {
		return err
	}
	after, err := r.besideClaims()
	if err != nil {
		return err
	}
	var given []int64
	for claim, association := range after {
		if association != 0 && association != before[claim] {
			given = append(given, claim)
		}
	}
	slices.Sort(given)
	for some := range slices.Chunk(given, 1000) {
		waiting, err := r.where("WHERE r.id IN " + db.Keys(some) + " ORDER BY r.id")
		if err != nil {
			return err
		}
		if err := r.supersede(directory.Person{}, waiting); err != nil {
			return err
		}
	}
	return nil
}

// besideClaims returns, by the key of each claim that waits, the latest association that is open where it would be
// in effect: 0 for none.
func (r Requests) besideClaims() (map[int64]int64, error) {
	beside := map[int64]int64{}
	return beside, r.tx.Each(func(scan db.Scan) error {
		var claim, association int64
		err := scan(&claim, &association)
		beside[claim] = association
		return err
	}, `SELECT r.id, coalesce((SELECT a.id FROM associations a WHERE a.route = r.route AND a.subscription_id = r.subscription_id AND a.customer_id = r.customer_id
			AND (a.to_at IS NULL OR a.to_at > $1) ORDER BY a.from_at DESC, a.id DESC LIMIT 1), 0)
		FROM requests r WHERE `+waitingClaims, r.tx.Now)
}

// supersede ends claims that wait; who is nobody where a file brought what takes their place.
func (r Requests) supersede(who directory.Person, waiting []Request) error {
	for _, q := range waiting {
		after, err := r.p.After(q.Life, programme.Actor{Side: programme.ByFacts}, programme.ActSupersede, r.tx.Now)
		if err != nil {
			continue // its time is over, which the clock records
		}
		if _, err := r.become(q, after, programme.ActSupersede, who, Said{}); err != nil {
			return err
		}
	}
	return nil
}
