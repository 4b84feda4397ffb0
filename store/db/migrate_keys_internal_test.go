package db

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"shimei/store/programme"
	"shimei/store/storetest"
)

// before16 is a database with ids that are not their own keys, and more.
func before16(t *testing.T, url string, more ...string) {
	t.Helper()
	asOf(t, url, keysVersion-1, append([]string{
		"INSERT INTO partners (id, partner_id, name, country, email, suspended, sorted, found) VALUES (1, 'Ａ１', 'A', '', '', FALSE, 'a', 'a\n')",
		"INSERT INTO customers (id, tenant_id, name, domain, country, sorted, found) VALUES (3, '{5C0FFEE0-1D2C-4A3B-9E8F-0A1B2C3D4E5F}', 'T', '', '', 't', 't\n'), " +
			"(4, 'plain', 'U', '', '', 'u', 'u\n')",
		"INSERT INTO subscriptions (id, subscription_id, customer_id, product, kind, licensing, start_at) VALUES (5, 'S-Office', 3, 'office365', 'paid', '', 0)",
		"INSERT INTO sales (order_id, subscription_id, partner_id, sold_at, seats) VALUES ('O', 5, 1, 0, 1)",
	}, more...)...)
}

const selectKeys = `SELECT partner_id, partner_key FROM partners UNION ALL SELECT tenant_id, tenant_key FROM customers
	UNION ALL SELECT subscription_id, subscription_key FROM subscriptions UNION ALL SELECT order_id, order_key FROM sales`

func TestIDsThatWereThereHaveTheirKeysThen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		before16(t, url)
		got := found(t, url, 2, selectKeys)
		want := []string{"Ａ１ a1", "{5C0FFEE0-1D2C-4A3B-9E8F-0A1B2C3D4E5F} 5c0ffee0-1d2c-4a3b-9e8f-0a1b2c3d4e5f", "plain plain", "S-Office s-office", "O o"}
		if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
			t.Errorf("%q, want %q", got, want)
		}
	})
}

func TestIDsOfOneKeyAreListedAndNothingIsChanged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		before16(t, url,
			"INSERT INTO partners (id, partner_id, name, country, email, suspended, sorted, found) VALUES (2, 'a1', 'B', '', '', FALSE, 'b', 'b\n')",
			"INSERT INTO sales (order_id, subscription_id, partner_id, sold_at, seats) VALUES ('o ', 5, 1, 0, 1), ('Ｏ', 5, 1, 0, 1)")
		for range 2 {
			_, err := Open(t.Context(), url, Options{})
			if err == nil || !strings.HasSuffix(err.Error(), "\n  partners: [\"a1\" \"Ａ１\"]\n  sales: [\"O\" \"o \" \"Ｏ\"]") || !strings.Contains(err.Error(), "nothing was changed") {
				t.Fatalf("%v", err)
			}
		}
		// A database of an older schema than the one before stays of that schema: no migration ran.
		e := engineOf(url)
		write, read, err := e.connect(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer read.Close()
		defer write.Close()
		if version, err := schemaOf(t.Context(), write, e); err != nil || version >= keysVersion {
			t.Errorf("the schema is %d: %v", version, err)
		}
		if _, err := write.ExecContext(t.Context(), "SELECT partner_key FROM partners"); err == nil {
			t.Error("a column was added")
		}
		for _, mend := range []string{"UPDATE partners SET partner_id = 'a2' WHERE id = 2", "DELETE FROM sales WHERE order_id <> 'O'"} {
			if _, err := write.ExecContext(t.Context(), mend); err != nil {
				t.Fatal(err)
			}
		}
		if got := found(t, url, 2, "SELECT partner_id, partner_key FROM partners ORDER BY id"); !slices.Equal(got, []string{"Ａ１ a1", "a2 a2"}) {
			t.Errorf("%q", got)
		}
	})
}

func TestTheCheckComesBeforeTheFirstMigration(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		asOf(t, url, 5, "INSERT INTO partners (id, partner_id, name, country, email, suspended) VALUES (1, 'A', 'A', '', '', FALSE), (2, 'a', 'B', '', '', FALSE)")
		if _, err := Open(t.Context(), url, Options{}); err == nil || !strings.Contains(err.Error(), `partners: ["A" "a"]`) {
			t.Errorf("%v", err)
		}
		e := engineOf(url)
		write, read, err := e.connect(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer read.Close()
		defer write.Close()
		if version, err := schemaOf(t.Context(), write, e); err != nil || version != 5 {
			t.Errorf("the schema is %d, want 5: %v", version, err)
		}
	})
}

// Where KeyOf changes, a new migration has to fold the keys anew, and this test goes.
func TestKeysAreFoldedAsTheMigrationFoldedThem(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		id := []rune{rune(r.IntN(128)), rune(r.IntN(0x600)), rune(0xff00 + r.IntN(0xf0)), rune(0x3000 + r.IntN(0x100))}
		if got, want := keyThen(string(id)), string(programme.KeyOf(string(id))); got != want {
			t.Fatalf("%q was folded to %q, and is to %q", string(id), got, want)
		}
	}
}
