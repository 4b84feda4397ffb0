package web

import (
	"io"
	"slices"
	"time"

	"shimei/store"
	"shimei/views"
)

func init() {
	add(entry{path: views.ImportsPath, audience: views.Admin, section: "imports", place: 50, get: importsPage, post: importFiles, upload: true, file: importsFile})
}

func importsPage(r *request) (views.Page, error) { return r.importsForm() }

func (r *request) importsForm() (*views.ImportsPage, error) {
	page := &views.ImportsPage{List: r.list(views.ImportsPath, nil, store.ImportOrder)}
	var err error
	page.Rows, _, err = listed(r, &page.List, store.ImportOrder, func(part store.Part) ([]store.ImportRecord, int64, error) {
		found, err := r.Store.Imports(r.ctx(), part)
		return found, 0, err
	}, func(x store.ImportRecord) (int64, views.Import) { return x.Key, importRow(x) })
	return page, err
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

// importsFile is the list of imports as a file.
func importsFile(r *request) (file, error) {
	columns := []string{"import", "at", "by", "file", "kind", "state", "rows", "added", "changed", "unchanged"}
	return file{"imports", columns, func(write func(...any) error) error {
		return r.Store.EachImport(r.ctx(), r.sort(store.ImportOrder), func(x store.ImportRecord) error {
			return write(x.Key, x.At.UTC().Format(time.RFC3339), x.Actor, x.File, string(x.Kind), string(x.State), x.Rows, x.Added, x.Changed, x.Unchanged)
		})
	}}, nil
}

// importFiles takes in what was uploaded. It has come in whole before the import begins, so
// that a slow line keeps nobody waiting.
func importFiles(r *request) (views.Page, error) {
	dryRun, files := r.FormValue("dry_run") != "", r.uploaded()
	if len(files) == 0 {
		return r.importRefused(dryRun)
	}
	done, err := r.Store.Import(r.ctx(), files, store.ImportOptions{Actor: r.who.Email, DryRun: dryRun})
	if err != nil {
		return nil, err
	}
	if dryRun {
		return r.wouldImport(done), nil
	}
	refused := slices.IndexFunc(done, func(x store.Import) bool { return x.State == store.Refused })
	if refused < 0 && len(done) > 1 {
		return SeeOther(views.ImportsPath), nil
	}
	return SeeOther(views.ImportPath(done[max(refused, 0)].Key)), nil
}

// importRefused asks for files, since none were sent.
func (r *request) importRefused(dryRun bool) (views.Page, error) {
	page, err := r.importsForm()
	if err != nil {
		return nil, err
	}
	page.DryRun, page.Errors = dryRun, []views.FieldError{{Field: "file", Message: r.l.T("input.file")}}
	return Invalid(page), nil
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
