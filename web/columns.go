package web

import (
	"net/url"
	"slices"
	"strings"

	"shimei/store"
	"shimei/views"
)

func init() {
	add(entry{path: views.ColumnsPath, audience: views.Admin, post: keepColumns})
}

// columns are those that a list shows: those that the address names, else those that the person keeps. The list's links
// go on with what the address names.
func (r *request) columns(l *views.List) (views.Columns, error) {
	asked := views.SplitColumns(r.QueryParams()["columns"])
	kept, err := r.Store.Columns(r.ctx(), r.who.Key, l.Path)
	c := views.ColumnsOf(l.Path, asked, kept)
	if len(asked) > 0 && !c.Kept {
		l.Columns = strings.Join(c.Shown, ",")
	}
	return c, err
}

// keepColumns keeps which columns a list shows from now on, and goes back to the list.
func keepColumns(r *request) (views.Page, error) {
	form, err := r.FormParams()
	if err != nil {
		return nil, err
	}
	back := local(r.FormValue("return"))
	list, err := url.Parse(back)
	if err != nil || !slices.Contains(views.ColumnLists(), list.Path) {
		return nil, store.ErrNotFound
	}
	chosen := views.ColumnsOf(list.Path, views.SplitColumns(form["columns"]), nil)
	if err := r.Store.SetColumns(r.ctx(), r.who.Key, list.Path, chosen.Shown); err != nil {
		return nil, err
	}
	r.flash(r.l.T("columns.kept"))
	return SeeOther(back), nil
}
