package db

import (
	"slices"
	"testing"

	"shimei/store/storetest"
)

func TestTheUsageThatIsStoredIsCountedMonthByMonth(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		asOf(t, url, 8,
			"INSERT INTO programmes (id, since, hash, name, source) VALUES (1, 0, 'h', 'p.toml', '')",
			"INSERT INTO statements (id, month, closed_at, closed_by, programme_id, hash) VALUES (1, 24192, 50, 'closer', 1, 'h'), (2, 24193, 60, 'closer', 1, 'h')",
			"INSERT INTO imports (id, at, actor, file, kind, state, read, added, changed, unchanged) VALUES (7, 1, 'a', 'f', 'usage', 'stored', 1, 1, 0, 0)",
			"INSERT INTO usage (month, subscription_id, workload, active) VALUES (24192, 1, 'exchange', 5), (24192, 1, 'sharepoint', 0), (24192, 2, '', 7), (24194, 2, '', NULL)")
		got := found(t, url, 4, "SELECT month, reported, coalesce(complete_at, 0), coalesce(completed_by, '-') FROM months ORDER BY month")
		if want := []string{"24192 2 50 closer", "24193 0 60 closer", "24194 1 0 -"}; !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
		if got := found(t, url, 1, "SELECT removed FROM imports"); !slices.Equal(got, []string{"0"}) {
			t.Errorf("%q", got)
		}
	})
}
