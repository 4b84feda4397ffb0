package web

import (
	"errors"
	"io"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"shimei/store"
	"shimei/store/export"
	"shimei/store/programme"
	"shimei/views"
)

// The most moves, and the most faults of a file, that a page shows.
const (
	pageMoves  = 200
	pageFaults = 100
)

func simulatePage(r *request) (templ.Component, error) {
	m, err := r.month()
	if err != nil {
		return nil, err
	}
	return r.simulateForm(m, nil, nil)
}

// simulateForm is the form with what is wrong in it, or with its result. m nil is the latest
// month with facts.
func (r *request) simulateForm(m *programme.Month, wrong []views.FieldError, result *views.SimulateResult) (templ.Component, error) {
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.SimulatePage{Frame: f, Errors: wrong, Result: result}
	if page.Months, err = r.months(); err != nil {
		return nil, err
	}
	if m == nil && len(page.Months) > 0 {
		m = &page.Months[0]
	}
	if m != nil {
		page.Month = *m
	}
	if len(wrong) > 0 {
		r.code = http.StatusUnprocessableEntity
	}
	return page.Page(), nil
}

// simulate tries the uploaded programme and answers with what it would bring: as a page, or
// as CSV. Nothing is stored, so there is no page to send the browser on to.
func simulate(r *request) (templ.Component, error) {
	m, err := r.monthOf(r.FormValue("month"))
	if err != nil {
		return nil, err
	}
	p, wrong, err := r.uploadedProgramme()
	if err != nil || len(wrong) > 0 {
		return r.simulateRefused(m, wrong, err)
	}
	sim, err := r.Store.Simulate(r.Request().Context(), p, m)
	if err != nil {
		wrong, err = r.unfit(err)
		return r.simulateRefused(m, wrong, err)
	}
	if form := r.FormValue("format"); slices.Contains(export.TableForms, form) {
		return nil, r.send(simulationList(&sim), form)
	}
	return r.simulateForm(&sim.Month, nil, simulateResult(&sim))
}

func (r *request) simulateRefused(m *programme.Month, wrong []views.FieldError, err error) (templ.Component, error) {
	if err != nil {
		return nil, err
	}
	return r.simulateForm(m, wrong, nil)
}

// uploadedProgramme loads the form's file; wrong is what is wrong with it, by line.
func (r *request) uploadedProgramme() (p *programme.Programme, wrong []views.FieldError, err error) {
	files := r.uploaded()
	switch len(files) {
	case 0:
		return nil, []views.FieldError{{Field: "file", Message: r.l.T("simulate.choose")}}, nil
	case 1:
	default:
		return nil, []views.FieldError{{Field: "file", Message: r.l.T("simulate.one_file")}}, nil
	}
	source, err := readAll(files[0])
	if err != nil {
		return nil, nil, err
	}
	if p, err = programme.Load(files[0].Name, source); err == nil {
		return p, nil, nil
	}
	for _, one := range parts(err) {
		var at *programme.LoadError
		if !errors.As(one, &at) {
			return nil, nil, err
		}
		wrong = append(wrong, views.FieldError{Field: "file", Message: r.l.T("simulate.fault", "Line", at.Line, "Column", at.Column, "Message", at.Message)})
	}
	return nil, wrong[:min(pageFaults, len(wrong))], nil
}

func readAll(s store.Source) (text []byte, err error) {
	f, err := s.Open()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return io.ReadAll(f)
}

// unfit returns what the file is to be refused for, or err where it is no refusal.
func (r *request) unfit(err error) (wrong []views.FieldError, _ error) {
	for _, one := range parts(err) {
		var unfit store.UnfitError
		if !errors.As(one, &unfit) {
			return nil, err
		}
		wrong = append(wrong, views.FieldError{Field: "file", Message: r.l.T("unfit."+string(unfit.Kind), "Held", unfit.Held, "Programme", unfit.Programme, "Currency", unfit.Currency)})
	}
	return wrong[:min(pageFaults, len(wrong))], nil
}

// parts returns the errors that one joins, or itself.
func parts(err error) []error {
	if joined, is := err.(interface{ Unwrap() []error }); is {
		return joined.Unwrap()
	}
	return []error{err}
}
