package web

import (
	"errors"
	"io"
	"slices"

	"shimei/store"
	"shimei/store/export"
	"shimei/store/intake"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

// The most moves, and the most faults of a file, that a page shows.
const (
	pageMoves  = 200
	pageFaults = 100
)

func init() {
	add(entry{path: views.SimulatePath, audience: views.Admin, section: "simulate", place: 70, get: simulatePage, post: simulate})
}

func simulatePage(r *request) (views.Page, error) {
	m, err := r.month()
	if err != nil {
		return nil, err
	}
	return r.simulateForm(m)
}

// simulateForm is the form. m nil is the month that figures are of (R10).
func (r *request) simulateForm(m *programme.Month) (*views.SimulatePage, error) {
	b, err := r.standsOn()
	page := &views.SimulatePage{Months: monthsOf(b.Freshness)}
	if m == nil {
		m = b.Through
	}
	if m != nil {
		page.Month = *m
	}
	return page, err
}

// simulateRefused shows the form again, with the faults of the file.
func (r *request) simulateRefused(m *programme.Month, wrong []views.FieldError) (views.Page, error) {
	page, err := r.simulateForm(m)
	page.Errors = wrong
	return Invalid(page), err
}

// simulate tries the programme that is uploaded, or that was last, and answers with its outcome: as a page, or as a
// file. It stores nothing, so there is no page to send the browser on to.
func simulate(r *request) (views.Page, error) {
	m, err := r.monthOf(r.FormValue("month"))
	if err != nil {
		return nil, err
	}
	kept, wrong, err := r.programmeToTry()
	if err != nil {
		return nil, err
	}
	if len(wrong) > 0 {
		return r.simulateRefused(m, wrong)
	}
	sim, wrong, err := r.simulation(kept, m)
	if err != nil {
		return nil, err
	}
	if len(wrong) > 0 {
		return r.simulateRefused(m, wrong)
	}
	if form := r.FormValue("format"); slices.Contains(export.TableForms, form) {
		return nil, r.send(simulationFile(&sim), form)
	}
	page, err := r.simulateForm(&sim.Month)
	page.Result, page.Token, page.File = simulateResult(&sim), kept.token, kept.files[0].name
	return page, err
}

// programmeToTry returns the file that was chosen, or the one that was chosen last and is kept, or says that there is
// none.
func (r *request) programmeToTry() (kept *upload, wrong []views.FieldError, err error) {
	files, token := r.uploaded(), r.FormValue("kept")
	switch {
	case len(files) > 1:
		return nil, []views.FieldError{{Field: "file", Message: r.l.T("simulate.one_file")}}, nil
	case len(files) == 1:
		kept, err = r.tried.keep(r.who.Key, files, intake.Options{})
		return kept, nil, err
	}
	kept, _ = r.tried.of(r.who.Key, token)
	switch {
	case kept != nil:
	case token == "":
		wrong = []views.FieldError{{Field: "file", Message: r.l.T("simulate.choose")}}
	default:
		wrong = []views.FieldError{{Field: "file", Message: r.l.T("simulate.gone")}}
	}
	return kept, wrong, nil
}

// simulation tries a programme, or returns the faults of its file.
func (r *request) simulation(kept *upload, m *programme.Month) (sim report.Simulation, wrong []views.FieldError, err error) {
	p, wrong, err := r.keptProgramme(kept.files[0])
	if err != nil || len(wrong) > 0 {
		return sim, wrong, err
	}
	if sim, err = r.Store.Simulate(r.ctx(), p, m); err != nil {
		wrong, err = r.unfit(err)
	}
	return sim, wrong, err
}

// keptProgramme loads a programme file, or returns its faults, by line.
func (r *request) keptProgramme(f uploadedFile) (p *programme.Programme, wrong []views.FieldError, err error) {
	source, err := io.ReadAll(f.open())
	if err != nil {
		return nil, nil, err
	}
	if p, err = programme.Load(f.name, source); err == nil {
		return p, nil, nil
	}
	wrong, err = r.faults("file", err)
	return nil, wrong, err
}

// faults returns the faults that err tells of a TOML file in a field of a form, by line; err itself where it
// tells of something else.
func (r *request) faults(field string, err error) (wrong []views.FieldError, _ error) {
	for _, part := range parts(err) {
		var fault *programme.LoadError // which is that of any TOML file
		if !errors.As(part, &fault) {
			return nil, err
		}
		wrong = append(wrong, views.FieldError{Field: field, Message: r.l.T("simulate.fault", "Line", fault.Line, "Column", fault.Column, "Message", fault.Message)})
	}
	return wrong[:min(pageFaults, len(wrong))], nil
}

// readAll reads a file, and at most so many bytes of it.
func readAll(s intake.Source, most int64) (text []byte, err error) {
	f, err := s.Open()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return io.ReadAll(io.LimitReader(f, most))
}

// unfit returns why the programme does not fit the database; err itself where it tells of
// something else.
func (r *request) unfit(err error) (wrong []views.FieldError, _ error) {
	for _, part := range parts(err) {
		var unfit store.UnfitError
		if !errors.As(part, &unfit) {
			return nil, err
		}
		wrong = append(wrong, views.FieldError{Field: "file", Message: r.l.T("unfit."+string(unfit.Kind),
			"Held", unfit.Held, "Programme", unfit.Programme, "Currency", unfit.Currency, "Usage", unfit.Usage, "Rows", unfit.Rows)})
	}
	return wrong[:min(pageFaults, len(wrong))], nil
}

// parts returns the errors that err joins, or err itself.
func parts(err error) []error {
	if joined, is := err.(interface{ Unwrap() []error }); is {
		return joined.Unwrap()
	}
	return []error{err}
}
