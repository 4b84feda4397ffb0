package directory

import (
	"errors"
	"strconv"

	"shimei/store/db"
	"shimei/store/programme"
)

// Usual is the partner that a customer chose to be proposed for new subscriptions, or else the partner of record that
// most of its subscriptions have, and that others could have too.
type Usual struct {
	Partner Partner
	Chosen  bool     // by the customer, for subscriptions that are new
	Has     int      // otherwise, how many of the subscriptions that go on have it
	Of      int      // how many of them have one at all
	Without []string // ids of those that could have one and have none, most at a time
}

// Usual returns it, at most so many that have none. Its Partner has no key where there is none, or two are as
// usual as each other, or it cannot be nominated any more.
func (d Directory) Usual(customer int64, most int) (u Usual, err error) {
	if u.Partner, err = d.Default(customer); err != nil {
		return u, err
	}
	if u.Partner.Key != 0 {
		u.Chosen = true
		u.Without, err = d.newOnes(customer, most)
		return u, err
	}
	return d.mostUsual(customer, most)
}

// mostUsual is the partner of record that most have.
func (d Directory) mostUsual(customer int64, most int) (u Usual, err error) {
	var key, second int64
	if err := d.tx.Each(func(scan db.Scan) error {
		var partner int64
		var has int
		err := scan(&partner, &has)
		u.Of += has
		switch {
		case key == 0:
			key, u.Has = partner, has
		case has == u.Has:
			second = partner
		}
		return err
	}, `SELECT a.partner_id, count(DISTINCT s.id) AS has FROM associations a JOIN subscriptions s ON s.id = a.subscription_id AND s.customer_id = a.customer_id
		WHERE s.customer_id = $1 AND a.route = $2 AND a.from_at <= $3 AND (a.to_at IS NULL OR a.to_at > $3) AND (s.end_at IS NULL OR s.end_at > $3)
		GROUP BY a.partner_id ORDER BY 2 DESC, 1`, customer, programme.DPOR, d.tx.Now); err != nil || key == 0 || second != 0 {
		return Usual{}, err
	}
	found, err := d.PartnersWhere("WHERE p.id = $1", key)
	if err != nil || len(found) == 0 {
		return Usual{}, err
	}
	var refusal *programme.Refusal
	switch u.Partner, err = d.Nominee(found[0].ID); {
	case errors.As(err, &refusal):
		return Usual{}, nil
	case err != nil:
		return Usual{}, err
	}
	others, err := d.without(customer, most)
	for _, s := range others {
		u.Without = append(u.Without, s.ID)
	}
	return u, err
}

// without returns some of the subscriptions of a customer that could have a partner of record and have none, and that
// meet further conditions.
func (d Directory) without(customer int64, most int, further ...func(*db.Conditions)) ([]Subscription, error) {
	f := SubscriptionFilter{Without: true}
	c := db.Where("s.customer_id = ?", customer)
	f.narrow(d, &c)
	for _, add := range further {
		add(&c)
	}
	return d.SubscriptionsWhere("WHERE "+c.String()+" ORDER BY s.subscription_id LIMIT "+strconv.Itoa(most), c.Args...)
}
