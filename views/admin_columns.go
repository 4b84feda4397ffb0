package views

import (
	"maps"
	"slices"
	"strings"
)

// ColumnsPath takes which columns of a list a person keeps (POST path, columns…, return).
const ColumnsPath = "/columns"

// Columns are those that a list can show, in their order, and those that it does.
type Columns struct {
	All   []string // keys, each the last part of a message key of the family list_column
	Shown []string
	Kept  bool // Shown is as the person keeps it
}

// columnsOf are the columns of each list that lets them be chosen, by its address: first those that are usual.
var columnsOf = map[string]struct{ usual, others []string }{
	AssignmentsPath:       {[]string{"subscription", "route", "partner", "period", "state"}, []string{"source", "tenant_id", "reference", "import"}},
	DeskPath:              {[]string{"subscription", "partner", "contact", "period", "state"}, []string{"tenant_id", "source", "reference"}},
	PartnersPath:          {[]string{"partner_id", "account", "country", "state"}, []string{"associations"}},
	CustomerDirectoryPath: {[]string{"tenant_id", "domain", "country", "subscriptions"}, []string{"associations"}},
	PeopleDirectoryPath:   {[]string{"email", "role", "organisation", "access"}, []string{"organisation_id"}},
	AuditPath:             {[]string{"who", "change", "customer", "subject", "before", "after"}, []string{"email", "tenant_id"}},
	ReviewPath:            {[]string{"why", "customer", "subscription", "partner", "asked"}, []string{"route", "reference", "tenant_id"}},
	StatementsPath:        {[]string{"state", "closed", "closed_by", "programme", "rules_seal", "seal"}, nil},
	ImportsPath:           {[]string{"file", "state", "rows", "added", "changed", "unchanged", "removed", "who"}, []string{"import", "months"}},
}

// counted are the columns of numbers.
var counted = []string{"subscriptions", "rows", "added", "changed", "unchanged", "removed"}

// ColumnLists are the addresses of the lists whose columns can be chosen.
func ColumnLists() (paths []string) {
	for path := range columnsOf {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	return paths
}

// ColumnsOf returns the columns of the list at an address: those that were asked for, else those that are kept, else the
// usual ones. Names of no column are passed over.
func ColumnsOf(path string, asked, kept []string) Columns {
	of := columnsOf[path]
	c := Columns{All: slices.Concat(of.usual, of.others)}
	known := func(names []string) (good []string) {
		for _, name := range c.All {
			if slices.Contains(names, name) {
				good = append(good, name)
			}
		}
		return good
	}
	switch {
	case len(known(asked)) > 0:
		c.Shown = known(asked)
	case len(known(kept)) > 0:
		c.Shown, c.Kept = known(kept), true
	default:
		c.Shown = of.usual
	}
	return c
}

// SplitColumns reads the names of columns as an address has them.
func SplitColumns(values []string) []string {
	return strings.FieldsFunc(strings.Join(values, ","), func(r rune) bool { return r == ',' })
}

// has reports whether a column is shown. A list whose columns cannot be chosen shows all.
func (c Columns) has(name string) bool { return len(c.All) == 0 || slices.Contains(c.Shown, name) }

// back is the address of the list as it stands, without its columns: where who keeps some goes on.
func (l List) back() string {
	l.Columns = ""
	return l.address(l.Path, l.Sort, "")
}

// filterFields are the fields of the list's filter, for a form that keeps to it.
func (l List) filterFields() (fields []filterField) {
	for _, name := range slices.Sorted(maps.Keys(l.Query)) {
		fields = append(fields, filterField{name, l.Query.Get(name)})
	}
	return fields
}

// sorts are the orders of lists that columns stand for, by the list's address and the column.
var sorts = map[string]map[string]string{
	AssignmentsPath:       {"subscription": "product", "route": "route", "partner": "partner", "period": "since"},
	DeskPath:              {"subscription": "product", "partner": "partner", "period": "since"},
	PartnersPath:          {"partner_id": "id", "account": "account", "country": "country"},
	CustomerDirectoryPath: {"tenant_id": "id", "domain": "domain", "country": "country"},
	PeopleDirectoryPath:   {"email": "email", "role": "role", "organisation": "organisation", "access": "state"},
	AuditPath:             {"who": "who", "change": "kind", "customer": "customer"},
	ReviewPath:            {"customer": "customer", "partner": "partner", "asked": "asked"},
	ImportsPath:           {"file": "file", "state": "state", "rows": "rows", "who": "actor"},
}

// sortedBy is the order of a list that a column stands for, "" for none.
func sortedBy(path, column string) string { return sorts[path][column] }
