package web

import (
	"encoding/csv"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
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
	before, err := strconv.ParseInt(r.QueryParam("after"), 10, 64)
	if err != nil {
		before = 0
	}
	found, err := r.Store.Imports(r.Request().Context(), before, pageRows+1)
	if err != nil {
		return nil, err
	}
	page := views.ImportsPage{Frame: f, After: r.QueryParam("after"), DryRun: dryRun, Errors: wrong}
	if len(found) > pageRows {
		found = found[:pageRows]
		page.Next = strconv.FormatInt(found[pageRows-1].Key, 10)
	}
	for _, x := range found {
		page.Rows = append(page.Rows, importRow(x))
	}
	return page.Page(), nil
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

func (r *request) importResult(x store.ImportRecord) (templ.Component, error) {
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.ImportPage{Frame: f, Import: importRow(x), Found: int64(len(x.Faults))}
	page.Import.At = x.At.In(f.Zone)
	for _, e := range x.Faults {
		page.Errors = append(page.Errors, views.ImportError{File: e.File, Line: int64(e.Line), Column: e.Column, Message: e.Message})
	}
	return page.Page(), nil
}

// importErrors sends the errors of an import as CSV.
func importErrors(r *request) (templ.Component, error) {
	x, err := r.importRecord()
	if err != nil {
		return nil, err
	}
	h := r.Response().Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="import-`+strconv.FormatInt(x.Key, 10)+`-errors.csv"`)
	rows := [][]string{{"file", "line", "column", "message"}}
	for _, e := range x.Faults {
		rows = append(rows, []string{e.File, strconv.Itoa(e.Line), e.Column, e.Message})
	}
	return nil, csv.NewWriter(r.Response()).WriteAll(rows)
}

// importFiles takes in an uploaded file. It has come in whole before the import begins, so
// that a slow line keeps nobody waiting.
func importFiles(r *request) (templ.Component, error) {
	dryRun := r.FormValue("dry_run") != ""
	header, err := r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) || err == nil && header.Size == 0 && header.Filename == "" {
		r.code = http.StatusUnprocessableEntity
		return r.importForm(dryRun, []views.FieldError{{Field: "file", Message: r.l.T("input.file")}})
	}
	if err != nil {
		return nil, err
	}
	source := store.Source{Name: header.Filename, Open: func() (io.ReadCloser, error) { return open(header) }}
	done, err := r.Store.Import(r.Request().Context(), []store.Source{source}, store.ImportOptions{Actor: r.who.Email, DryRun: dryRun})
	if err != nil {
		return nil, err
	}
	if dryRun {
		return r.importResult(store.ImportRecord{At: r.Store.Now(), Actor: r.who.Email, Import: done[0]})
	}
	return nil, r.seeOther(views.ImportPath(done[0].Key))
}

func open(h *multipart.FileHeader) (multipart.File, error) { return h.Open() }
