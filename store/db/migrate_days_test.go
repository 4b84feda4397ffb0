package db_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/intake"
	"shimei/store/programme"
	"shimei/store/storetest"
)

// oldFiles are what the database of asOldFilesWere was made of, in New York.
var oldFiles = map[string]string{
	"partners":      "partner_id,name\nA,A\nB,B\n",
	"customers":     "tenant_id,name\nT,T\n",
	"subscriptions": "subscription_id,tenant_id,product,start_date,end_date\nS,T,office365,2016-03-01,2016-05-01\n",
	"sales":         "order_id,subscription_id,partner_id,date,seats\no,S,A,2016-04-01,5\n",
	"associations": "route,partner_id,subscription_id,tenant_id,from,to\ndap,B,,T,2016-04-01,2016-05-01\n" +
		"dpor,A,S,,2016-03-10,2016-03-20\ndpor,B,S,,2016-04-01T12:00:00Z,\n",
	"usage": "subscription_id,month,active_users\nS,2016-03,7\nS,2016-04,8\n",
}

// asOldFilesWere is what the release before days were kept made of oldFiles.
func asOldFilesWere(p *programme.Programme) []string {
	const march1, march10, march20, april1, may1 = 1456808400000, 1457586000000, 1458446400000, 1459483200000, 1462075200000
	return []string{
		fmt.Sprintf("INSERT INTO programmes (since, hash, name, source) VALUES (1, '%s', 'p.toml', '%s')", p.Hash, strings.ReplaceAll(string(p.Source), "'", "''")),
		"INSERT INTO partners (id, partner_id, name, country, email, suspended, sorted, found) VALUES (1, 'A', 'A', '', '', FALSE, 'a', 'a\n'), (2, 'B', 'B', '', '', FALSE, 'b', 'b\n')",
		"INSERT INTO customers (id, tenant_id, name, domain, country, sorted, found) VALUES (3, 'T', 'T', '', '', 't', 't\n')",
		fmt.Sprintf("INSERT INTO subscriptions (id, subscription_id, customer_id, product, kind, licensing, start_at, end_at) VALUES (5, 'S', 3, 'office365', 'paid', '', %d, %d)", march1, may1),
		fmt.Sprintf("INSERT INTO sales (order_id, subscription_id, partner_id, sold_at, seats) VALUES ('o', 5, 1, %d, 5)", april1),
		fmt.Sprintf(`INSERT INTO associations (route, exclusive, partner_id, customer_id, subscription_id, from_at, to_at, source) VALUES
			('dap', FALSE, 2, 3, NULL, %d, %d, 'import'), ('dpor', TRUE, 1, 3, 5, %d, %d, 'import'),
			('dpor', TRUE, 2, 3, 5, %d, NULL, 'import'), ('seller', FALSE, 1, 3, 5, %d, NULL, 'sale')`,
			april1, may1, march10, march20, april1+8*60*60*1000, april1),
		"INSERT INTO usage (month, subscription_id, workload, active) VALUES (24194, 5, '', 7), (24195, 5, '', 8)",
	}
}

func TestADatabaseOfBeforeDaysWereKeptIsWhatItsFilesMakeToday(t *testing.T) {
	p, err := programme.Load("york.toml", []byte(strings.ReplaceAll(string(programme.BuiltIn().Source), `time_zone = "UTC"`, `time_zone = "America/New_York"`)))
	if err != nil {
		t.Fatal(err)
	}
	storetest.Each(t, func(t *testing.T, url string) {
		db.AsOf(t, url, 8, asOldFilesWere(p)...)
		beside := storetest.Beside(t, url)
		(&storetest.Template{}).At(t, beside)
		old, today := opened(t, url, nil), opened(t, beside, p)
		if _, err := old.Recompute(t.Context()); err != nil { // the statements above keep no credits
			t.Fatal(err)
		}
		before := storetest.Dump(t, url)
		for _, x := range imported(t, old) {
			if x.Unchanged != x.Rows {
				t.Errorf("its own file changes it: %+v", x)
			}
		}
		imported(t, today)
		if diff := cmp.Diff(storetest.Dump(t, beside), before); diff != "" {
			t.Errorf("made of the files today, and migrated:\n%s", diff)
		}
		if diff := cmp.Diff(before, storetest.Dump(t, url)); diff != "" {
			t.Error(diff)
		}
	})
}

func opened(t *testing.T, url string, p *programme.Programme) *store.Store {
	t.Helper()
	s, _, err := store.Open(t.Context(), url, store.Options{Programme: p})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func imported(t *testing.T, s *store.Store) []intake.Import {
	t.Helper()
	var files []intake.Source
	for kind, text := range oldFiles {
		files = append(files, intake.Source{Name: kind, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }})
	}
	done, err := s.Import(t.Context(), files, intake.Options{})
	if err != nil || len(done) != len(oldFiles) {
		t.Fatal(done, err)
	}
	return done
}
