package web

import (
	"context"
	"io"
	"maps"
	"slices"
	"strconv"

	"shimei/store/facts"
	"shimei/store/intake"
	"shimei/views"
)

// The cookies that keep what a person chose last, for the next file that leaves it open.
var lastChosen = map[facts.Question]string{facts.AskEncoding: "import-encoding", facts.AskDates: "import-dates"}

// questions looks into files that leave something open, as the faults that were found say, for the answers
// that fit. What was asked before stays, so that an answer can be changed.
func (p *portal) questions(ctx context.Context, files []uploadedFile, found []intake.Import, before *job) (map[int][]facts.Preview, error) {
	asked := map[int][]facts.Preview{}
	if before != nil {
		asked = maps.Clone(before.asked)
	}
	rules, err := p.Store.Programme(ctx)
	if err != nil {
		return nil, err
	}
	for _, x := range found {
		for _, fault := range x.Faults {
			for k, f := range files {
				is := func(v facts.Preview) bool { return v.Question == fault.Asks }
				if fault.Asks == facts.NoQuestion || f.name != x.File || slices.ContainsFunc(asked[k], is) {
					continue
				}
				v, err := facts.PreviewOf(fault.Asks, func() (io.ReadCloser, error) { return io.NopCloser(f.open()), nil }, rules, f.reading)
				if err != nil {
					return nil, err
				}
				asked[k] = append(slices.Clip(asked[k]), v)
			}
		}
	}
	return asked, nil
}

// openQuestions are the questions of files as a page asks them: with what was chosen, or else what was chosen last
// where it fits.
func (r *request) openQuestions(j *job, files []uploadedFile) (all []views.ImportAsk) {
	for _, k := range slices.Sorted(maps.Keys(j.asked)) {
		ask := views.ImportAsk{File: files[k].name}
		for _, v := range j.asked[k] {
			chosen := map[facts.Question]string{facts.AskEncoding: files[k].reading.Encoding, facts.AskDates: string(files[k].reading.Dates)}[v.Question]
			ask.Questions = append(ask.Questions, r.question(k, v, chosen))
		}
		all = append(all, ask)
	}
	return all
}

func (r *request) question(place int, v facts.Preview, chosen string) views.ImportQuestion {
	q := views.ImportQuestion{Name: fieldOf(v.Question, place), Asks: string(v.Question), Answered: chosen != ""}
	for _, x := range v.Readings {
		shown := views.ImportReading{Answer: x.Answer, Header: x.Header}
		for _, row := range x.Rows {
			shown.Rows = append(shown.Rows, views.ImportPreview{Line: int64(row.Line), Cells: row.Cells, Days: row.Days})
		}
		q.Readings = append(q.Readings, shown)
	}
	fits := func(answer string) bool {
		return slices.ContainsFunc(v.Readings, func(x facts.Reading) bool { return x.Answer == answer })
	}
	last := ""
	if c, err := r.Request().Cookie(lastChosen[v.Question]); err == nil {
		last = c.Value
	}
	for _, answer := range []string{chosen, last} {
		if q.Chosen == "" && fits(answer) {
			q.Chosen = answer
		}
	}
	if q.Chosen == "" && len(v.Readings) > 0 {
		q.Chosen = v.Readings[0].Answer
	}
	return q
}

// fieldOf names the field of a form that answers a question about the file at a place.
func fieldOf(q facts.Question, place int) string { return string(q) + "-" + strconv.Itoa(place) }

// answered are the readings of files by what a form chose, which the browser keeps for the next time.
func (r *request) answered(files []uploadedFile) map[int]facts.Options {
	readings := map[int]facts.Options{}
	for k, f := range files {
		o := f.reading
		if label := r.FormValue(fieldOf(facts.AskEncoding, k)); label != "" && facts.CheckEncoding(label) == nil {
			o.Encoding = label
			r.keep(lastChosen[facts.AskEncoding], label)
		}
		if order, err := facts.ParseDates(r.FormValue(fieldOf(facts.AskDates, k))); err == nil && order != facts.ISO {
			o.Dates = order
			r.keep(lastChosen[facts.AskDates], string(order))
		}
		readings[k] = o
	}
	return readings
}
