package main

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"shimei/views"
)

// nominators is how many people nominate at once.
const nominators = 16

// nominations is how many nominations there are in a round.
func (b *bench) nominations() int { return b.times(2000, nominators) }

// nominate is the rate of nominations by the customers' people over HTTP, against that of
// inserts of one row each by nobody but one writer. Both are on disk when they are answered.
func (b *bench) nominate() (r row, err error) {
	db, err := b.after(monthsAtFirst)
	if err != nil {
		return row{}, err
	}
	x, err := b.site("nominations", db)
	if err != nil {
		return row{}, err
	}
	defer func() { err = errors.Join(err, x.close()) }()
	clients := newLoad(nominators)
	defer clients.close()
	left := b.world.open(b.nominations() * rounds)
	each := len(left) / rounds
	ours, against, err := inTurn(
		func() (float64, error) {
			now := left[:each]
			left = left[each:]
			a, err := clients.ask(b.ctx, each, func(k int) (*http.Request, error) { return now[k].request(x.url) }, isNominated)
			return a.rate(), err
		},
		func() (float64, error) { return b.bareInserts(each) })
	return row{
		work: fmt.Sprintf("nominations over HTTP, %d at once", nominators), ours: perSecond(ours),
		against: perSecond(against) + ", bare one-row inserts", ratio: ours / against,
		must: atLeast(0.15, "0.15"), aim: atLeast(0.4, "0.4"),
	}, err
}

// request is the last step of the nomination: what a browser sends when the owner confirms.
func (o open) request(base string) (*http.Request, error) {
	form := url.Values{"s": {o.subscription}, "seen": {"0"}, "partner": {o.partner}}
	r, err := http.NewRequest(http.MethodPost, base+views.NominatePath, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	as(tenantID(o.tenant), r)
	return r, nil
}

// isNominated reports whether an answer is the way to the confirmation.
func isNominated(r *http.Response) bool {
	return r.StatusCode == http.StatusSeeOther && strings.HasPrefix(r.Header.Get("Location"), views.NominationPath(""))
}

// bareInserts returns the rate of so many inserts, each a transaction of its own, into a
// table of nothing else on the same disk.
func (b *bench) bareInserts(n int) (rate float64, err error) {
	path := b.path("inserts.db")
	if err := removeDB(path); err != nil {
		return 0, err
	}
	db, err := openSQLite(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close(), removeDB(path)) }()
	if _, err := db.ExecContext(b.ctx, `CREATE TABLE nominations
		(id INTEGER PRIMARY KEY, subscription_id INTEGER NOT NULL, partner_id INTEGER NOT NULL, at INTEGER NOT NULL)`); err != nil {
		return 0, err
	}
	var insert *sql.Stmt
	if insert, err = db.PrepareContext(b.ctx, "INSERT INTO nominations (subscription_id, partner_id, at) VALUES ($1, $2, $3)"); err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, insert.Close()) }()
	begun := time.Now()
	for k := range n {
		if _, err := insert.ExecContext(b.ctx, k, k%100, begun.UnixMilli()); err != nil {
			return 0, err
		}
	}
	return float64(n) / time.Since(begun).Seconds(), nil
}
