package web

import (
	"strconv"

	"shimei/store"
	"shimei/store/intake"
	"shimei/views"
)

func init() {
	add(entry{path: views.ImportsPath + "/:key", audience: views.Admin, section: "imports", get: importPage})
	add(entry{path: views.ImportsPath + "/:key/errors", audience: views.Admin, file: importErrorsFile})
}

func importPage(r *request) (views.Page, error) {
	x, err := r.importRecord()
	if err != nil {
		return nil, err
	}
	page := importResult(x)
	stays, err := r.Store.StaysOf(r.ctx(), x.Key)
	page.Stays = stayRows(stays)
	return page, err
}

func (r *request) importRecord() (intake.Record, error) {
	key, err := r.key("key")
	if err != nil {
		return intake.Record{}, err
	}
	return r.Store.ImportByKey(r.ctx(), key)
}

// wouldImport shows what an import of some files would do. They are kept, to be stored by a button, unless
// one is refused; asked tells that they were to be stored, and reach into the past.
func (r *request) wouldImport(files []intake.Source, o intake.Options, would *store.Rehearsal, asked bool) (*views.ImportPage, error) {
	var all []intake.Record
	for _, x := range would.Files {
		all = append(all, intake.Record{At: r.Store.Now(), Actor: r.who.Email, Import: x})
	}
	page := importResult(all...)
	page.Asked = asked
	if would.Effect == nil {
		return page, nil
	}
	page.Effect = effectOf(would.Effect)
	var err error
	page.Kept, err = r.uploads.keep(r.who.Key, files, o, would.Effect)
	return page, err
}

// importResult shows imports as one.
func importResult(all ...intake.Record) *views.ImportPage {
	page := &views.ImportPage{Import: importRow(all[0])}
	for k, x := range all {
		if k > 0 {
			page.Import = together(page.Import, importRow(x))
		}
		page.Found += int64(len(x.Faults))
		for _, e := range x.Faults {
			page.Errors = append(page.Errors, views.ImportError{File: e.File, Line: int64(e.Line), Column: e.Column, Message: e.Message})
		}
	}
	return page
}

// together adds a later import to those before it.
func together(sum, x views.Import) views.Import {
	sum.Files, sum.Kinds, sum.State = append(sum.Files, x.Files...), append(sum.Kinds, x.Kinds...), x.State
	sum.Rows, sum.Added, sum.Changed, sum.Unchanged = sum.Rows+x.Rows, sum.Added+x.Added, sum.Changed+x.Changed, sum.Unchanged+x.Unchanged
	sum.Removed += x.Removed
	return sum
}

// importErrorsFile is the errors of an import as a file.
func importErrorsFile(r *request) (file, error) {
	x, err := r.importRecord()
	name := "import-" + strconv.FormatInt(x.Key, 10) + "-errors"
	return file{name: name, columns: []string{"file", "line", "column", "message"}, rows: func(write func(...any) error) error {
		for _, e := range x.Faults {
			if err := write(e.File, int64(e.Line), e.Column, e.Message); err != nil {
				return err
			}
		}
		return nil
	}}, err
}
