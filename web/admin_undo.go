package web

import (
	"errors"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/intake"
	"shimei/views"
)

func init() {
	add(entry{path: views.ImportsPath + "/:key/undo", audience: views.Admin, duty: directory.ToRun, form: true, section: "imports", get: undoPage, post: undoImport})
}

// undoPage asks before an import is taken back.
func undoPage(r *request) (views.Page, error) {
	x, err := r.importRecord()
	if err != nil {
		return nil, err
	}
	would, err := r.Store.WouldUndo(r.ctx(), x.Key)
	return r.undoAnswer(x, would, err)
}

// undoAnswer is the question whether an import is taken back, or why it cannot be.
func (r *request) undoAnswer(x intake.Record, would store.UndoneImport, err error) (views.Page, error) {
	page := &views.UndoPage{Import: importRow(x), Undo: importRow(intake.Record{Import: would.Import}), Stays: stayRows(would.Stays)}
	if would.Effect != nil {
		page.Effect = effectOf(would.Effect)
	}
	switch {
	case errors.Is(err, intake.ErrRefusedImport):
		page.Refused = views.UndoRefused
	case errors.Is(err, intake.ErrTakenBack):
		page.Refused = views.UndoTaken
	case errors.Is(err, intake.ErrNothingLeft):
		page.Refused = views.UndoNothing
	case errors.Is(err, intake.ErrWouldMix):
		page.Refused = views.UndoMixed
	case err != nil:
		return nil, err
	}
	return page, nil
}

func stayRows(stays []intake.Stay) (rows []views.ImportStay) {
	for _, s := range stays {
		rows = append(rows, views.ImportStay{Line: s.Line, Key: s.Key, Why: string(s.Why), By: s.By, ByFile: s.ByFile, ByLine: s.ByLine})
	}
	return rows
}

// undoImport takes an import back. Where somebody was faster, or it cannot be, the page says so.
func undoImport(r *request) (views.Page, error) {
	x, err := r.importRecord()
	if err != nil {
		return nil, err
	}
	done, err := r.Store.Undo(r.ctx(), x.Key, r.who.Email)
	if err != nil {
		page, err := r.undoAnswer(x, done, err)
		if err != nil {
			return nil, err
		}
		return Conflict(page), nil
	}
	r.flash(r.l.T("flash.undone", "ID", x.Key))
	return SeeOther(views.ImportPath(done.Key)), nil
}
