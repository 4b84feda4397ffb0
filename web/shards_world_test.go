package web

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"shimei/store/demo"
	"shimei/store/storetest"
	"shimei/views"
)

// distant are two customers more, with whom Aster Foods and Lumen Cloud have nothing to do.
func distant() []demo.File {
	return []demo.File{
		{Name: "customers.csv", CSV: []byte("tenant_id,name,domain,country\nT-C,Cedar Line,cedar.example,JP\nT-D,Dune Works,dune.example,US\n")},
		{Name: "subscriptions.csv", CSV: []byte(`subscription_id,tenant_id,product,licensing,seats,start_date,end_date
c-office,T-C,office365,direct,50,2015-05-01,
c-azure,T-C,azure,direct,,2015-05-01,
d-office,T-D,office365,direct,30,2015-05-01,
`)},
		{Name: "usage.csv", CSV: []byte(`subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed
c-office,2016-03,exchange,50,40,30,
c-office,2016-04,exchange,50,45,40,
c-azure,2016-04,,,,,800.25
d-office,2016-04,exchange,30,28,25,
`)},
		{Name: "associations.csv", CSV: []byte("route,partner_id,subscription_id,tenant_id,from,to\n" +
			"dpor,400,c-office,,2015-05-10,\ndpor,201,c-azure,,2015-05-10,\ndpor,400,d-office,,2015-05-10,\n")},
	}
}

// shardReaders are who opens the pages that are counted and compared, by audience: of Aster Foods, of Lumen Cloud, who
// has to do with Aster Foods and Birch Mills, and of the vendor.
var shardReaders = []struct {
	audience views.Audience
	of       string // for people
	who      string
}{{views.Customer, "customer", owner}, {views.Partner, "partner", lumen}, {views.SignedIn, "anybody", lumen}, {views.Admin, "vendor", admin}}

// pagesOf are the paths of an audience's pages that have an address, without files, without what one portal
// keeps for itself, and without what an undo would do, which asks for each row of a file.
func pagesOf(a views.Audience, open map[string]string) (paths []string) {
	for _, rt := range routes {
		out := isDownload(rt.path) || a == views.Admin && (strings.Contains(rt.path, ":token") || strings.HasSuffix(rt.path, "/undo"))
		if rt.method == get && rt.audience == a && open[rt.path] != "" && !out {
			paths = append(paths, rt.path)
		}
	}
	slices.Sort(paths)
	return paths
}

// keysIn returns keys by ids, of what a statement selects.
func keysIn(t *testing.T, dsn, query string) map[string]int64 {
	t.Helper()
	keys := map[string]int64{}
	storetest.Connected(t, dsn, func(c *sql.DB) error {
		rows, err := c.Query(query)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id string
			var key int64
			if err := rows.Scan(&id, &key); err != nil {
				return err
			}
			keys[id] = key
		}
		return rows.Err()
	})
	return keys
}
