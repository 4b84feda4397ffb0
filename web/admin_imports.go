package web

import (
	"io"
	"slices"
	"time"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/intake"
	"shimei/views"
)

func init() {
	add(entry{path: views.ImportsPath, audience: views.Admin, duty: directory.ToRun, section: "imports", place: 50, get: importsPage, post: importFiles, upload: true, file: importsFile})
}

func importsPage(r *request) (views.Page, error) { return r.importsForm() }

func (r *request) importsForm() (*views.ImportsPage, error) {
	page := &views.ImportsPage{List: r.list(views.ImportsPath, nil, intake.Order), Kinds: fileKinds()}
	var err error
	if page.Columns, err = r.columns(&page.List); err != nil {
		return page, err
	}
	page.Rows, _, err = listed(r, &page.List, intake.Order, func(part db.Part) ([]intake.Record, int64, error) {
		found, err := r.Store.Imports(r.ctx(), part)
		return found, 0, err
	}, func(x intake.Record) (int64, views.Import) { return x.Key, importRow(x) })
	if err == nil {
		page.Months.Rows, err = r.wholeMonths()
	}
	if err == nil {
		page.Mapping, err = mappingForm(r.lastMapping())
	}
	return page, err
}

func importRow(x intake.Record) views.Import {
	v := views.Import{ID: x.Key, At: x.At, By: x.Actor, Files: []string{x.File}, Rows: x.Rows,
		Added: x.Added, Changed: x.Changed, Unchanged: x.Unchanged - x.Again, Removed: x.Removed, Undoes: x.Undoes, UndoneBy: x.UndoneBy, State: importState(x.State),
		First: x.First, Last: x.Last}
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

// importFiles takes what was uploaded, and shows what storing it would do: nothing is stored before somebody
// has seen that. It has come in whole before it is read, so that a slow line keeps nobody waiting.
func importFiles(r *request) (views.Page, error) {
	o, files := r.importOptions(), r.uploaded()
	by, err := r.mappingChoice()
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		by.wrong = slices.Insert(by.wrong, 0, views.FieldError{Field: "file", Message: r.l.T("input.file")})
	} else if err := r.unsaid(&by, files); err != nil {
		return nil, err
	}
	if len(by.wrong) > 0 {
		return r.importRefused(o, by)
	}
	r.keepMapping(by)
	o.Reading = by.reading()
	x, err := r.uploads.keep(r.who.Key, files, o)
	if err != nil {
		return nil, err
	}
	r.await(r.work(x, false, r.kept))
	return SeeOther(views.KeptPath(x.token)), nil
}

// importOptions are those that the form asks for.
func (r *request) importOptions() intake.Options {
	return intake.Options{Actor: r.who.Email, Whole: r.FormValue("whole") != "", Complete: r.FormValue("complete") != "", Sum: r.FormValue("sum") != ""}
}

// importGone asks for files, since there are none any more.
func (r *request) importGone() (views.Page, error) {
	by := r.lastMapping()
	by.refuse("file", r.l.T("effect.gone"))
	return r.importRefused(intake.Options{}, by)
}

// importRefused asks for files once more, and says why.
func (r *request) importRefused(o intake.Options, by mappingChoice) (views.Page, error) {
	page, err := r.importsForm()
	if err != nil {
		return nil, err
	}
	page.Whole, page.Complete, page.Sum = o.Whole, o.Complete, o.Sum
	page.Errors = by.wrong
	page.Mapping, err = mappingForm(by)
	return Invalid(page), err
}

// uploaded returns the files of an upload's form.
func (r *request) uploaded() []intake.Source { return r.uploadedAs("file") }

// uploadedAs returns those of a field. The nameless one that a browser sends where none was chosen is not
// among them.
func (r *request) uploadedAs(field string) (files []intake.Source) {
	form := r.Request().MultipartForm
	if form == nil {
		return nil
	}
	for _, h := range form.File[field] {
		files = append(files, intake.Source{Name: h.Filename, Open: func() (io.ReadCloser, error) { return h.Open() }})
	}
	return files
}
