package web

import (
	"database/sql"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/signin"
	"shimei/store/storetest"
	"shimei/views"
)

// kept are whose rows stay when those of all others go.
type kept struct {
	tenants, accounts []int64
	people            string // a condition on people
}

// copied serves a copy of a database by a clock that is a minute later, with only the rows that stay of what would be
// on other servers; with all rows where nothing is to stay.
func (x *site) copied(t *testing.T, dsn string, only *kept) *site {
	t.Helper()
	place := filepath.Join(t.TempDir(), "copy.db")
	storetest.Connected(t, dsn, func(c *sql.DB) error {
		_, err := c.Exec(withoutWaiting + "VACUUM INTO '" + place + "'")
		return err
	})
	if only != nil {
		storetest.Connected(t, place, only.cut)
	}
	now := clock()
	s, _, err := store.Open(t.Context(), place, store.Options{Passwords: signin.NewCheapGate(), Clock: func() time.Time { return now().Add(time.Minute) }})
	x.must(err)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	other := serve(t, s, offering(owner))
	other.secrets = x.secrets
	return other
}

// cut deletes the rows of others of every table that is split, the last of all those that tell whose others are.
func (k *kept) cut(c *sql.DB) error {
	last := []string{"subscriptions", "requests", "tenant_products", "customers"}
	run := []string{withoutWaiting + "BEGIN"}
	for table := range storetest.Shards {
		if !slices.Contains(last, table) {
			run = append(run, k.cutTable(table))
		}
	}
	for _, table := range last {
		run = append(run, k.cutTable(table))
	}
	_, err := c.Exec(strings.Join(append(run, "COMMIT"), ";"))
	return err
}

// withoutWaiting has a copy not wait for the disk.
const withoutWaiting = "PRAGMA synchronous = OFF;"

// cutTable is the statement that deletes the rows of others of a table.
func (k *kept) cutTable(table string) string {
	s := storetest.Shards[table]
	stay := map[storetest.Split]string{storetest.ByTenant: db.Keys(k.tenants), storetest.ByAccount: db.Keys(append(k.accounts, 0)),
		storetest.ByPerson: "(SELECT id FROM people WHERE " + k.people + ")"}[s.By]
	switch {
	case stay == "":
		return ""
	case s.Of == "subscriptions":
		stay = "(SELECT id FROM subscriptions WHERE customer_id IN " + stay + " UNION ALL SELECT -id FROM tenant_products WHERE customer_id IN " + stay + ")"
	case s.Of != "":
		stay = "(SELECT id FROM " + s.Of + " WHERE customer_id IN " + stay + ")"
	}
	return "DELETE FROM " + table + " WHERE " + s.Column + " NOT IN " + stay
}

// withoutID is an answer's text without the id of the request, and without a new secret, which is by chance.
func withoutID(a answer) string {
	if a.asked.Path == views.FactorsPath {
		return a.page.Find("h1").Text()
	}
	return strings.ReplaceAll(a.body, requestIDOf(a), "REQUEST")
}

// No page of a customer or a partner shows anything else where the rows of all others are away: none needs them.
func TestPagesAreTheSameWithoutTheRowsOfOthers(t *testing.T) {
	t.Parallel()
	x := small(t, offering(owner))
	take(t, x.store, distant())
	at := x.theirs()
	place, _ := places.Load(x.store)
	dsn := place.(string)
	tenants, accounts := keysIn(t, dsn, "SELECT tenant_id, id FROM customers"), keysIn(t, dsn, "SELECT partner_id, id FROM partners")
	whole := x.copied(t, dsn, nil)
	for _, c := range []struct {
		who      string
		audience views.Audience
		only     kept
	}{
		{owner, views.Customer, kept{tenants: []int64{tenants["T-A"]}, people: "customer_id = 1"}},
		{otherOwner, views.Customer, kept{tenants: []int64{tenants["T-B"]}, people: "customer_id = 2"}},
		{lumen, views.Partner, kept{[]int64{tenants["T-A"], tenants["T-B"]}, []int64{accounts["100"]}, "partner_id = 1"}},
		{harbour, views.Partner, kept{[]int64{tenants["T-B"], tenants["T-C"]}, []int64{accounts["200"]}, "partner_id BETWEEN 2 AND 4"}},
	} {
		cut, same := x.copied(t, dsn, &c.only), 0
		all, own := whole.as(c.who), cut.as(c.who)
		for _, audience := range []views.Audience{c.audience, views.SignedIn} {
			for _, path := range pagesOf(audience, at) {
				a, b := all.get(at[path]), own.get(at[path])
				if a.status != b.status || withoutID(a) != withoutID(b) {
					t.Errorf("%s shows %s something else without the rows of others: %d and %d\n%s\n%s", at[path], c.who, a.status, b.status, a.main(), b.main())
				}
				if a.status == http.StatusOK {
					same++
				}
			}
		}
		if same < 10 {
			t.Errorf("only %d pages open for %s", same, c.who)
		}
	}
}
