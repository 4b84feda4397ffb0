package web

import (
	"net/url"
	"strconv"

	"shimei/store"
	"shimei/views"
)

// list is a list that the query sorts, and the part of it that is asked for: one row more than
// a page has, which tells that there is a next one.
func (r *request) list(path string, narrowed url.Values, o store.Order) (views.List, store.Part) {
	sort, after := o.Parse(r.QueryParam("sort")), r.QueryParam("after")
	l := views.List{Path: path, Query: narrowed, By: sort.By, Down: sort.Down, After: after}
	if sort != o.Parse("") {
		l.Sort = sort.String()
	}
	return l, store.Part{Sort: sort, After: cursor(after), Limit: pageRows + 1}
}

// cursor reads the key that a page begins after; what is none begins at the first.
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

// onPage returns the rows that the page shows, and notes where the next page begins.
func onPage[T any](l *views.List, found []T, key func(*T) int64) []T {
	if len(found) <= pageRows {
		return found
	}
	l.Next = cursorOf(key(&found[pageRows-1]))
	return found[:pageRows]
}
