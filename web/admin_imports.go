package web

import (
	"io"
	"slices"
	"time"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/intake"
	"shimei/views"
)

func init() {
	add(entry{path: views.ImportsPath, audience: views.Admin, section: "imports", place: 50, get: importsPage, post: importFiles, upload: true, file: importsFile})
}

func importsPage(r *request) (views.Page, error) { return r.importsForm() }

func (r *request) importsForm() (*views.ImportsPage, error) {
	page := &views.ImportsPage{List: r.list(views.ImportsPath, nil, intake.Order), Encodings: facts.Encodings()}
	var err error
	page.Rows, _, err = listed(r, &page.List, intake.Order, func(part db.Part) ([]intake.Record, int64, error) {
		found, err := r.Store.Imports(r.ctx(), part)
		return found, 0, err
	}, func(x intake.Record) (int64, views.Import) { return x.Key, importRow(x) })
	if err == nil {
		page.Months.Rows, err = r.wholeMonths()
	}
	return page, err
}

func importRow(x intake.Record) views.Import {
	v := views.Import{ID: x.Key, At: x.At, By: x.Actor, Files: []string{x.File}, Rows: x.Rows,
		Added: x.Added, Changed: x.Changed, Unchanged: x.Unchanged, Removed: x.Removed, Undoes: x.Undoes, UndoneBy: x.UndoneBy, State: importState(x.State)}
	if x.UndoneBy != 0 {
		v.State = views.ImportUndone
	}
	if x.Kind != "" {
		v.Kinds = []string{string(x.Kind)}
	}
	return v
}

func importState(s intake.State) views.ImportState {
	return map[intake.State]views.ImportState{intake.Stored: views.ImportStored, intake.Refused: views.ImportRefused,
		intake.DryRun: views.ImportDryRun}[s]
}

// importsFile is the list of imports as a file.
func importsFile(r *request) (file, error) {
	columns := []string{"import", "at", "by", "file", "kind", "state", "rows", "added", "changed", "unchanged", "removed"}
	return file{name: "imports", columns: columns, rows: func(write func(...any) error) error {
		return r.Store.EachImport(r.ctx(), r.sort(intake.Order), func(x intake.Record) error {
			return write(x.Key, x.At.UTC().Format(time.RFC3339), x.Actor, x.File, string(x.Kind), string(x.State), x.Rows, x.Added, x.Changed, x.Unchanged, x.Removed)
		})
	}}, nil
}

// importFiles takes in what was uploaded. It has come in whole before the import begins, so
// that a slow line keeps nobody waiting. Files that reach into the past are shown first with what they
// would do, and stored by a second button.
func importFiles(r *request) (views.Page, error) {
	if token := r.FormValue("kept"); token != "" {
		return r.importKept(token)
	}
	o, files := r.importOptions(), r.uploaded()
	if len(files) == 0 {
		return r.importRefused(o, r.l.T("input.file"))
	}
	if r.FormValue("dry_run") != "" {
		would, err := r.Store.Rehearse(r.ctx(), files, o)
		if err != nil {
			return nil, err
		}
		return r.wouldImport(files, o, &would, false)
	}
	done, asked, err := r.Store.ImportOrAsk(r.ctx(), files, o)
	switch {
	case err != nil:
		return nil, err
	case asked != nil:
		return r.wouldImport(files, o, asked, true)
	}
	return imported(done), nil
}

// importKept stores files that were shown with what they would do.
func (r *request) importKept(token string) (views.Page, error) {
	x := r.uploads.take(r.who.Key, token)
	if x == nil {
		return r.importRefused(intake.Options{}, r.l.T("effect.gone"))
	}
	done, err := r.Store.Import(r.ctx(), x.sources(), x.options)
	if err != nil {
		r.uploads.putBack(token, x)
		return nil, err
	}
	if err := x.remove(); err != nil {
		r.Log.WarnContext(r.ctx(), "a temporary file stays", "error", err, "id", requestID(r))
	}
	return imported(done), nil
}

// imported leads to the import of one file, or to that which was refused of several, or else to the list.
func imported(done []intake.Import) views.Page {
	refused := slices.IndexFunc(done, func(x intake.Import) bool { return x.State == intake.Refused })
	if refused < 0 && len(done) > 1 {
		return SeeOther(views.ImportsPath)
	}
	return SeeOther(views.ImportPath(done[max(refused, 0)].Key))
}

// importOptions are those that the form asks for.
func (r *request) importOptions() intake.Options {
	return intake.Options{Actor: r.who.Email, Whole: r.FormValue("whole") != "", Complete: r.FormValue("complete") != "", Sum: r.FormValue("sum") != "",
		Reading: facts.Options{Encoding: r.FormValue("encoding"), Dates: facts.Dates(r.FormValue("dates"))}}
}

// importRefused asks for files, since there are none, and says why.
func (r *request) importRefused(o intake.Options, why string) (views.Page, error) {
	page, err := r.importsForm()
	if err != nil {
		return nil, err
	}
	page.DryRun, page.Whole, page.Complete, page.Sum = r.FormValue("dry_run") != "", o.Whole, o.Complete, o.Sum
	page.Encoding, page.Dates = o.Reading.Encoding, string(o.Reading.Dates)
	page.Errors = []views.FieldError{{Field: "file", Message: why}}
	return Invalid(page), nil
}

// uploaded returns the files of an upload's form. The nameless one that a browser sends where
// none was chosen is not among them.
func (r *request) uploaded() (files []intake.Source) {
	form := r.Request().MultipartForm
	if form == nil {
		return nil
	}
	for _, h := range form.File["file"] {
		files = append(files, intake.Source{Name: h.Filename, Open: func() (io.ReadCloser, error) { return h.Open() }})
	}
	return files
}
