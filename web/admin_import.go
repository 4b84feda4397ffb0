package web

import (
	"strconv"

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

// wouldImport shows the outcome of a dry run of some files as one import.
func (r *request) wouldImport(done []intake.Import) *views.ImportPage {
	var all []intake.Record
	for _, x := range done {
		all = append(all, intake.Record{At: r.Store.Now(), Actor: r.who.Email, Import: x})
	}
	return importResult(all...)
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
