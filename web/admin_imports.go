package web

import (
	"io"
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"shimei/store"
	"shimei/views"
)

func importsPage(r *request) (templ.Component, error) { return r.importForm(false, nil) }

func (r *request) importForm(dryRun bool, wrong []views.FieldError) (templ.Component, error) {
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	list, part := r.list(views.ImportsPath, nil, store.ImportOrder)
	found, err := r.Store.Imports(r.Request().Context(), part)
	if err != nil {
		return nil, err
	}
	page := views.ImportsPage{Frame: f, List: list, DryRun: dryRun, Errors: wrong}
	for _, x := range onPage(&page.List, found, func(x *store.ImportRecord) int64 { return x.Key }) {
		page.Rows = append(page.Rows, importRow(x))
	}
	return page.Page(), nil
}

// importList is the list of imports as a file.
func importList(r *request) (list, error) {
	columns := []string{"import", "at", "by", "file", "kind", "state", "rows", "added", "changed", "unchanged"}
	return list{"imports", columns, func(write func(...any) error) error {
		sort := store.ImportOrder.Parse(r.QueryParam("sort"))
		return r.Store.EachImport(r.Request().Context(), sort, func(x store.ImportRecord) error { return write(importCells(x)...) })
	}}, nil
}

func importRow(x store.ImportRecord) views.Import {
	v := views.Import{ID: x.Key, At: x.At, By: x.Actor, Files: []string{x.File}, Rows: x.Rows,
		Added: x.Added, Changed: x.Changed, Unchanged: x.Unchanged, State: importState(x.State)}
	if x.Kind != "" {
		v.Kinds = []string{string(x.Kind)}
	}
	return v
}

func importState(s store.ImportState) views.ImportState {
	return map[store.ImportState]views.ImportState{store.Stored: views.ImportStored, store.Refused: views.ImportRefused,
		store.DryRun: views.ImportDryRun}[s]
}

func importPage(r *request) (templ.Component, error) {
	x, err := r.importRecord()
	if err != nil {
		return nil, err
	}
	return r.importResult(x)
}

func (r *request) importRecord() (store.ImportRecord, error) {
	key, err := r.key("key")
	if err != nil {
		return store.ImportRecord{}, err
	}
	return r.Store.ImportByKey(r.Request().Context(), key)
}

// importResult shows an import, or what a dry run of several files would do, as one.
func (r *request) importResult(all ...store.ImportRecord) (templ.Component, error) {
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.ImportPage{Frame: f, Import: importRow(all[0])}
	for k, x := range all {
		if k > 0 {
			page.Import = together(page.Import, importRow(x))
		}
		page.Found += int64(len(x.Faults))
		for _, e := range x.Faults {
			page.Errors = append(page.Errors, views.ImportError{File: e.File, Line: int64(e.Line), Column: e.Column, Message: e.Message})
		}
	}
	return page.Page(), nil
}

// together adds a later import to those before it.
func together(sum, x views.Import) views.Import {
	sum.Files, sum.Kinds, sum.State = append(sum.Files, x.Files...), append(sum.Kinds, x.Kinds...), x.State
	sum.Rows, sum.Added, sum.Changed, sum.Unchanged = sum.Rows+x.Rows, sum.Added+x.Added, sum.Changed+x.Changed, sum.Unchanged+x.Unchanged
	return sum
}

// importErrors are the errors of an import as a file.
func importErrors(r *request) (list, error) {
	x, err := r.importRecord()
	if err != nil {
		return list{}, err
	}
	return list{"import-" + strconv.FormatInt(x.Key, 10) + "-errors", []string{"file", "line", "column", "message"}, func(write func(...any) error) error {
		for _, e := range x.Faults {
			if err := write(e.File, int64(e.Line), e.Column, e.Message); err != nil {
				return err
			}
		}
		return nil
	}}, nil
}

// importFiles takes in what was uploaded. It has come in whole before the import begins, so
// that a slow line keeps nobody waiting.
func importFiles(r *request) (templ.Component, error) {
	dryRun := r.FormValue("dry_run") != ""
	files := r.uploaded()
	if len(files) == 0 {
		r.code = http.StatusUnprocessableEntity
		return r.importForm(dryRun, []views.FieldError{{Field: "file", Message: r.l.T("input.file")}})
	}
	done, err := r.Store.Import(r.Request().Context(), files, store.ImportOptions{Actor: r.who.Email, DryRun: dryRun})
	if err != nil {
		return nil, err
	}
	if dryRun {
		var all []store.ImportRecord
		for _, x := range done {
			all = append(all, store.ImportRecord{At: r.Store.Now(), Actor: r.who.Email, Import: x})
		}
		return r.importResult(all...)
	}
	at := slices.IndexFunc(done, func(x store.Import) bool { return x.State == store.Refused })
	if at < 0 && len(done) > 1 {
		return nil, r.seeOther(views.ImportsPath)
	}
	return nil, r.seeOther(views.ImportPath(done[max(at, 0)].Key))
}

// uploaded returns the files of an upload's form. The nameless one that a browser sends where
// none was chosen is not among them.
func (r *request) uploaded() (files []store.Source) {
	form := r.Request().MultipartForm
	if form == nil {
		return nil
	}
	for _, h := range form.File["file"] {
		files = append(files, store.Source{Name: h.Filename, Open: func() (io.ReadCloser, error) { return h.Open() }})
	}
	return files
}
