package demo

import (
	"strconv"
	"time"

	"shimei/store/programme"
)

// The rows of the fact files. A zero value is an empty cell, where not said otherwise.

type partner struct {
	id, name, parent, country, status, email string
}

type customer struct {
	id, name, domain, country, reading string
}

type subscription struct {
	id         string
	tenant     *customer
	product    string
	kind       programme.Kind
	licensing  string
	seats      int64
	start, end time.Time
	renewal    time.Time
	renews     bool // by itself; empty where there is no renewal date

	habit // how it is used, for the world to report
}

type usage struct {
	subscription *subscription
	month        programme.Month
	workload     string
	seated       bool // whether it has seats: zeros of a metered product are empty cells
	available    int64
	assigned     int64
	active       int64
	consumed     int64 // cents, of a metered product
}

type sale struct {
	id           string
	subscription *subscription
	partner      string
	date         time.Time
	seats        int64
}

type association struct {
	route, partner string
	subscription   *subscription // nil for the whole tenant
	tenant         *customer     // nil for one subscription
	from, to       time.Time
}

func (p *partner) row() []string {
	return []string{p.id, p.name, p.parent, p.country, p.status, p.email, kana[p.name]}
}

func (c *customer) row() []string { return []string{c.id, c.name, c.domain, c.country, c.reading} }

func (s *subscription) row() []string {
	seats, renews := "", ""
	if s.seats != 0 {
		seats = number(s.seats)
	}
	if !s.renewal.IsZero() {
		renews = strconv.FormatBool(s.renews)
	}
	return []string{s.id, s.tenant.id, s.product, string(s.kind), s.licensing, seats,
		day(s.start), day(s.end), day(s.renewal), renews}
}

func (u *usage) row() []string {
	if !u.seated {
		return []string{u.subscription.id, u.month.String(), u.workload, "", "", "",
			programme.FormatDecimal(u.consumed, 2)}
	}
	return []string{u.subscription.id, u.month.String(), u.workload,
		number(u.available), number(u.assigned), number(u.active), ""}
}

func (s *sale) row() []string {
	return []string{s.id, s.subscription.id, s.partner, day(s.date), number(s.seats)}
}

func (a *association) row() []string {
	subscription, tenant := "", ""
	if a.subscription != nil {
		subscription = a.subscription.id
	} else {
		tenant = a.tenant.id
	}
	return []string{a.route, a.partner, subscription, tenant, day(a.from), day(a.to)}
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// day writes a date, or an empty cell for none.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// date is midnight of a day in the programme's time zone.
func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
