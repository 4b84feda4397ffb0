package demo

import (
	"bytes"
	"encoding/csv"

	"shimei/store/programme"
)

// Start is the instant at which the demo's clock begins, in RFC 3339: a Monday in the last
// month that has facts, after everything that the files tell of.
const Start = "2016-04-11T00:00:00Z"

// The first and the last month of the demo's usage. The last one is whole although it has
// not ended at Start: the vendor reports it ahead, so that levels of the month can be seen.
var (
	firstMonth = programme.MonthOf(2014, 5)
	lastMonth  = programme.MonthOf(2016, 4)
)

// File is a fact file.
type File struct {
	Name string // such as partners.csv
	CSV  []byte // UTF-8, with a header row
}

// Files returns the demo's fact files in the order of dependence, in which they are to be
// imported. Every call makes the same bytes.
func Files() []File {
	w := cases()
	w.build()
	return w.files()
}

// facts are the rows of the files, in their order.
type facts struct {
	partners      []*partner
	customers     []*customer
	subscriptions []*subscription
	usage         []*usage
	sales         []*sale
	associations  []*association
}

func (f *facts) files() []File {
	return []File{
		write("partners", f.partners, "partner_id", "name", "parent_id", "country", "status", "email", "reading"),
		write("customers", f.customers, "tenant_id", "name", "domain", "country", "reading"),
		write("subscriptions", f.subscriptions, "subscription_id", "tenant_id", "product", "kind",
			"licensing", "seats", "start_date", "end_date", "renewal_date", "auto_renew"),
		write("usage", f.usage, "subscription_id", "month", "workload",
			"available_seats", "assigned_seats", "active_users", "consumed"),
		write("sales", f.sales, "order_id", "subscription_id", "partner_id", "date", "seats"),
		write("associations", f.associations, "route", "partner_id", "subscription_id", "tenant_id", "from", "to"),
	}
}

func write[T interface{ row() []string }](name string, rows []T, columns ...string) File {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	must(w.Write(columns))
	for _, r := range rows {
		must(w.Write(r.row()))
	}
	w.Flush()
	must(w.Error())
	return File{Name: name + ".csv", CSV: b.Bytes()}
}

// must holds what cannot fail: a buffer takes all that is written to it.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
