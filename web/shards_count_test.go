package web

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"shimei/store/storetest"
	"shimei/views"
)

// touched are whose parts of tables the statements of a page looked into: each that they name, and how many of
// them look for something in all parts.
type touched struct {
	statements, all   int
	tenants, accounts map[int64]bool // by the statements that name them
}

// touchedBy reads what a server ran. A statement that names no customer and no account looks into the part that is
// nobody's too.
func touchedBy(ran []storetest.Ran) touched {
	x := touched{statements: len(ran), tenants: map[int64]bool{}, accounts: map[int64]bool{}}
	for _, one := range ran {
		tenants, accounts := map[int64]bool{}, map[int64]bool{}
		for _, part := range one.Asked {
			switch table, owner := storetest.OwnerOf(part); storetest.Shards[table].By {
			case storetest.ByTenant:
				tenants[owner] = true
			case storetest.ByAccount:
				accounts[owner] = true
			}
		}
		if tenants[0] || accounts[0] {
			x.all++
			continue
		}
		for owner := range tenants {
			x.tenants[owner] = true
		}
		for owner := range accounts {
			x.accounts[owner] = true
		}
	}
	return x
}

// others are the customers and accounts that a page's reader has nothing to do with and that it asked for by name.
// Levels of partners that a customer is shown are of their accounts; admins have to do with everybody.
func (x touched) others(a views.Audience, tenants, accounts map[string]int64) (all []string) {
	if a == views.Admin {
		return nil
	}
	own := []string{"T-A"}
	if a != views.Customer {
		own = append(own, "T-B")
	}
	for id, key := range tenants {
		if x.tenants[key] && !slices.Contains(own, id) {
			all = append(all, id)
		}
	}
	for id, key := range accounts {
		if x.accounts[key] && a != views.Customer && id != "100" {
			all = append(all, id)
		}
	}
	return all
}

// splitSite serves the small fixture and two customers more from tables that are split, with what tells how statements
// are run, and the addresses of its pages.
func splitSite(t *testing.T, dsn string) (*site, *storetest.Plans, map[string]string) {
	t.Helper()
	s := open(t, dsn)
	take(t, s, smallFacts())
	take(t, s, distant())
	addPeople(t, s, smallPeople)
	at := serve(t, s, offering(owner)).theirs()
	storetest.Splits(t, dsn)
	watched, plans := storetest.Watched(t, dsn)
	return serve(t, open(t, watched), offering(owner)), plans, at
}

// The statements of each page, as PostgreSQL runs them on tables that are split: how many they are, how many of them
// name neither a customer nor an account, and that the others name nobody else's.
func TestPagesAskForTheirOwnCustomersAndAccount(t *testing.T) {
	t.Parallel()
	dsn := storetest.Postgres(t)
	x, plans, at := splitSite(t, dsn)
	tenants, accounts := keysIn(t, dsn, "SELECT tenant_id, id FROM customers"), keysIn(t, dsn, "SELECT partner_id, id FROM partners")
	var table []string
	for _, reader := range shardReaders {
		v := x.signedIn(reader.who)
		v.get(views.HomeOf(x.audience(reader.who))).is(http.StatusOK) // what is kept in memory is there
		for _, path := range pagesOf(reader.audience, at) {
			plans.Take()
			v.get(at[path]).is(http.StatusOK)
			x.portal.Finish(t.Context()) // what is recorded beside the page
			p := touchedBy(plans.Take())
			table = append(table, fmt.Sprintf("| %s | `%s` | %d | %d |", reader.of, path, p.statements, p.all))
			if others := p.others(reader.audience, tenants, accounts); len(others) > 0 {
				t.Errorf("%s asks for what is of %v", path, others)
			}
		}
	}
	if !slices.Equal(saidOfShards(t), table) {
		t.Errorf("docs/scale.md has another table. It is\n%s", strings.Join(table, "\n"))
	}
}

// saidOfShards are the rows of docs/scale.md with the statements of each page.
func saidOfShards(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../docs/scale.md")
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile("(?m)^\\| (?:customer|partner|anybody|vendor) \\| `/.*\\|$").FindAllString(string(text), -1)
}
