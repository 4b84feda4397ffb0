package web

import (
	"strconv"
	"time"

	"shimei/store/statement"
	"shimei/views"
)

func init() {
	add(entry{path: views.StatementsPath, audience: views.Admin, section: "statements", place: 60, get: statementsPage, file: statementsFile})
}

// statementsPage lists the months for admins.
func statementsPage(r *request) (views.Page, error) {
	all, err := r.Store.Statements(r.ctx())
	page := &views.StatementsPage{}
	if err == nil {
		page.Columns, err = r.columns(&views.List{Path: views.StatementsPath})
	}
	for _, s := range all {
		page.Rows = append(page.Rows, views.StatementMonth{Month: s.Month, Facts: s.Facts, ClosedAt: s.ClosedAt, ClosedBy: s.ClosedBy,
			Rules: s.Programme.Name, RulesHash: s.Programme.Hash, Hash: s.Hash, CanClose: s.CanClose()})
	}
	return page, err
}

// statementsFile is the same as a file.
func statementsFile(r *request) (file, error) {
	all, err := r.Store.Statements(r.ctx())
	columns := []string{"month", "usage_facts", "closed_at", "closed_by", "programme", "programme_hash", "hash"}
	return file{name: "statements", columns: columns, rows: func(write func(...any) error) error {
		for _, s := range all {
			if err := write(statementCells(s)...); err != nil {
				return err
			}
		}
		return nil
	}}, err
}

func statementCells(s statement.State) []any {
	cells := []any{s.Month.String(), strconv.FormatBool(s.Facts), nil, s.ClosedBy, s.Programme.ID, s.Programme.Hash, s.Hash}
	if s.ClosedAt != nil {
		cells[2] = s.ClosedAt.UTC().Format(time.RFC3339)
	}
	return cells
}
