package views

import "net/url"

// List says which part of a list a page shows, and how the list is narrowed and sorted. Every
// link of the page that stays with the list is made here.
type List struct {
	Path  string     // of the page
	Query url.Values // the filter; without the order and the part
	Sort  string     // its order as in the query: a column, with "-" before it for the largest first; empty for the usual
	By    string     // the column that it is sorted by; empty where it cannot be sorted
	Down  bool       // the largest, or the latest, first
	After string     // this part's cursor; empty for the first
	Next  string     // the next part's cursor; empty for none
	Facts bool       // the whole list can be had as a fact file, too

	Columns string // that were chosen for now, with commas between them; empty for the person's own
}

// FilePath returns the address of a page's list as a file of a form, csv or xlsx.
func FilePath(path, form string) string { return path + "." + form }

// FactsPath returns the address of a page's list as a fact file of a form.
func FactsPath(path, form string) string { return FilePath(path, "facts."+form) }

// address returns the address of the list in an order, from a cursor on.
func (l List) address(path, sort, after string) string {
	q := url.Values{}
	for name, values := range l.Query {
		q[name] = values
	}
	if sort != "" {
		q.Set("sort", sort)
	}
	if after != "" {
		q.Set("after", after)
	}
	if l.Columns != "" && path == l.Path {
		q.Set("columns", l.Columns)
	}
	return withQuery(path, q)
}

// paged reports whether there are other parts than this one.
func (l List) paged() bool { return l.After != "" || l.Next != "" }

// first returns the address of the first part, or "" where this is it.
func (l List) first() string {
	if l.After == "" {
		return ""
	}
	return l.address(l.Path, l.Sort, "")
}

// next returns the address of the next part, or "" where there is none.
func (l List) next() string {
	if l.Next == "" {
		return ""
	}
	return l.address(l.Path, l.Sort, l.Next)
}

// file returns the address of the whole list as a file of a form.
func (l List) file(form string) string { return l.address(FilePath(l.Path, form), l.Sort, "") }

// facts returns the address of the whole list as a fact file of a form.
func (l List) facts(form string) string { return l.address(FactsPath(l.Path, form), l.Sort, "") }

// by returns the address of the list sorted by a column: the other way round where it is so
// already.
func (l List) by(column string) string {
	if column == l.By && !l.Down {
		column = "-" + column
	}
	return l.address(l.Path, column, "")
}

// narrowed returns the address of the list in its order, with another filter.
func (l List) narrowed(to url.Values) string {
	l.Query = to
	return l.address(l.Path, l.Sort, "")
}

// order is the value of aria-sort for a column, "" where the list is not sorted by it.
func (l List) order(column string) string {
	switch {
	case column != l.By:
		return ""
	case l.Down:
		return "descending"
	}
	return "ascending"
}

// arrow shows which way a column is sorted; a column that the list is not sorted by has both
// ways.
func (l List) arrow(column string) string {
	return map[string]string{"": "M-4-2 0-6 4-2M-4 2 0 6 4 2", "ascending": "M-4 2 0-2 4 2", "descending": "M-4-2 0 2 4-2"}[l.order(column)]
}

// fileForms are the forms of a list's files, as their links name them.
var fileForms = []string{"csv", "xlsx"}
