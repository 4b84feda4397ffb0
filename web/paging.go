package web

import (
	"net/url"
	"strconv"

	"shimei/store/db"
	"shimei/views"
)

// pageRows is how many rows a page of a list has.
const pageRows = 50

// sort reads how the query sorts a list.
func (r *request) sort(o db.Order) db.Sort { return o.Parse(r.QueryParam("sort")) }

// list is a list that the query sorts, at the part of it that the query asks for.
func (r *request) list(path string, narrowed url.Values, o db.Order) views.List {
	l, sort := r.walk(path, narrowed), r.sort(o)
	l.By, l.Down = sort.By, sort.Down
	if sort != o.Parse("") {
		l.Sort = sort.String()
	}
	return l
}

// walk is a list that has one order, at the part of it that the query asks for.
func (r *request) walk(path string, narrowed url.Values) views.List {
	return views.List{Path: path, Query: narrowed, After: r.QueryParam("after")}
}

// listed fills a page of a list that the query sorts. It asks the store for one row more than a
// page has, which tells whether there is a next page. read returns the rows of a part with the
// number of all rows, and show the key of a row with the row as the page prints it.
func listed[R, V any](r *request, l *views.List, o db.Order, read func(db.Part) ([]R, int64, error), show func(R) (int64, V)) (rows []V, count int64, err error) {
	found, count, err := read(db.Part{Sort: r.sort(o), After: cursor(l.After), Limit: pageRows + 1})
	if err != nil {
		return nil, 0, err
	}
	var key int64
	for _, x := range found[:min(pageRows, len(found))] {
		var row V
		key, row = show(x)
		rows = append(rows, row)
	}
	if len(found) > pageRows {
		l.Next = cursorOf(key)
	}
	return rows, count, nil
}

// walked fills a page of a list that has one order with the rows that the store found, after
// which the next page begins at the key next.
func walked[R, V any](l *views.List, found []R, next int64, show func(R) V) (rows []V) {
	for _, x := range found {
		rows = append(rows, show(x))
	}
	l.Next = cursorOf(next)
	return rows
}

// cursor reads the key that a page begins after. The first page has none, and so has any text
// that is not a key.
func cursor(after string) int64 {
	key, err := strconv.ParseInt(after, 10, 64)
	if err != nil {
		return 0
	}
	return key
}

// cursorOf writes it; there is none where no page follows.
func cursorOf(key int64) string {
	if key == 0 {
		return ""
	}
	return strconv.FormatInt(key, 10)
}
