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
	page := &views.ImportPage{Import: importRow(x), Errors: importErrors(x.Import), Just: r.QueryParam("stored") != ""}
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

// importErrors are what is wrong in a file.
func importErrors(x intake.Import) (all []views.ImportError) {
	for _, e := range x.Faults {
		all = append(all, views.ImportError{File: e.File, Line: int64(e.Line), Column: e.Column, Message: e.Message})
	}
	return all
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
