package web

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"

	"shimei/store"
	"shimei/store/demo"
)

// The people and partners of the demonstration's guided tour.
const (
	mika    = "mika@alpineskihouse.example"    // owner of Alpine Ski House
	dana    = "dana@adatum-deployment.example" // of Adatum Deployment
	robin   = "admin@vendor.example"
	adatum  = "4620115"
	lucerne = "4663320"
)

var tourTemplate = &template{fill: fillTour, people: tourPeople()}

// tour serves the demonstration as far as the guided tour goes.
func tour(t *testing.T, change ...func(*Options)) *site {
	t.Helper()
	return tourTemplate.serve(t, change...)
}

func fillTour(t *testing.T, s *store.Store) {
	t.Helper()
	take(t, s, tourFacts(t))
	addPeople(t, s, tourPeople())
}

func tourPeople() []demo.Person {
	return slices.DeleteFunc(demo.People(), func(p demo.Person) bool { return !slices.Contains([]string{mika, dana, robin}, p.Email) })
}

// table is a fact file in rows of cells by their column.
type table struct {
	name    string
	columns []string
	rows    []map[string]string
}

func (x *table) keep(is func(row map[string]string) bool) {
	x.rows = slices.DeleteFunc(x.rows, func(row map[string]string) bool { return !is(row) })
}

// tourFacts are the demonstration's facts of the customers of the tour's person and of the
// partner Adatum, in the last 13 months: all that Adatum's figures of the last month are made
// of. The whole takes long to import where races are looked for.
func tourFacts(t *testing.T) []demo.File {
	t.Helper()
	all := map[string]*table{}
	var order []*table
	for _, f := range demo.Files() {
		x := parse(t, f)
		all[strings.TrimSuffix(f.Name, ".csv")], order = x, append(order, x)
	}
	tenants, tenantOf := map[string]bool{}, map[string]string{}
	for _, p := range tourPeople() {
		tenants[p.TenantID] = true
	}
	for _, row := range all["subscriptions"].rows {
		tenantOf[row["subscription_id"]] = row["tenant_id"]
	}
	for _, name := range []string{"associations", "sales"} {
		for _, row := range all[name].rows {
			if row["partner_id"] == adatum {
				tenants[row["tenant_id"]+tenantOf[row["subscription_id"]]] = true
			}
		}
	}
	for _, name := range []string{"customers", "subscriptions", "usage", "sales", "associations"} {
		all[name].keep(func(row map[string]string) bool {
			tenant := row["tenant_id"]
			if tenant == "" {
				tenant = tenantOf[row["subscription_id"]]
			}
			return tenants[tenant] && (row["month"] == "" || row["month"] >= "2015-04")
		})
	}
	var files []demo.File
	for _, x := range order {
		files = append(files, x.file(t))
	}
	return files
}

func parse(t *testing.T, f demo.File) *table {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(f.CSV)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	x := &table{name: f.Name, columns: lines[0]}
	for _, cells := range lines[1:] {
		row := map[string]string{}
		for k, column := range x.columns {
			row[column] = cells[k]
		}
		x.rows = append(x.rows, row)
	}
	return x
}

func (x *table) file(t *testing.T) demo.File {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	lines := [][]string{x.columns}
	for _, row := range x.rows {
		var cells []string
		for _, column := range x.columns {
			cells = append(cells, row[column])
		}
		lines = append(lines, cells)
	}
	if err := w.WriteAll(lines); err != nil {
		t.Fatal(err)
	}
	return demo.File{Name: x.name, CSV: b.Bytes()}
}

// nominable is one of the subscriptions that the tour leaves without a partner of record, of
// a product, with its active entitlements in the last month by the combination of workloads
// that the programme has for the product.
func nominable(t *testing.T, product string, combine func(sum, n int64) int64) (id string, entitlements int64) {
	t.Helper()
	var tenant string
	for _, p := range tourPeople() {
		tenant += p.TenantID
	}
	for _, f := range demo.Files() {
		for _, row := range parse(t, f).rows {
			if f.Name == "subscriptions.csv" && row["tenant_id"] == tenant && row["product"] == product && row["end_date"] == "" {
				id = row["subscription_id"]
			}
			if f.Name == "usage.csv" && row["subscription_id"] == id && row["month"] == "2016-04" {
				n, err := strconv.ParseInt(row["active_users"], 10, 64)
				if err != nil {
					t.Fatal(err)
				}
				entitlements = combine(entitlements, n)
			}
		}
	}
	if id == "" || entitlements == 0 {
		t.Fatalf("the tour has no subscription of %s with any use", product)
	}
	return id, entitlements
}
