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

// openQuestions are the questions of files as a page asks them, with what was chosen.
func (r *request) openQuestions(j *job, files []uploadedFile) (all []views.ImportAsk) {
	for _, k := range slices.Sorted(maps.Keys(j.asked)) {
		ask := views.ImportAsk{File: files[k].name}
		for _, v := range j.asked[k] {
			q := shownQuestion(k, v)
			was := map[facts.Question]string{facts.AskEncoding: files[k].reading.Encoding, facts.AskDates: string(files[k].reading.Dates)}[v.Question]
			q.Answered, q.Chosen = was != "", chosenOf(v, r.FormValue(q.Name), was)
			ask.Questions = append(ask.Questions, q)
		}
		all = append(all, ask)
	}
	return all
}

// chosenOf is the first of some answers that fits. Where none does nothing is chosen, unless there is one answer
// alone: a guess that is there already is taken for what the portal found out.
func chosenOf(v facts.Preview, answers ...string) string {
	for _, answer := range answers {
		if fits(v, answer) {
			return answer
		}
	}
	if len(v.Readings) == 1 {
		return v.Readings[0].Answer
	}
	return ""
}

// fits reports whether an answer is one of those that a question has.
func fits(v facts.Preview, answer string) bool {
	return slices.ContainsFunc(v.Readings, func(x facts.Reading) bool { return x.Answer == answer })
}

func shownQuestion(place int, v facts.Preview) views.ImportQuestion {
	q := views.ImportQuestion{Name: fieldOf(v.Question, place), Asks: string(v.Question)}
	for _, x := range v.Readings {
		shown := views.ImportReading{Answer: x.Answer, Header: x.Header}
		for _, row := range x.Rows {
			shown.Rows = append(shown.Rows, views.ImportPreview{Line: int64(row.Line), Cells: row.Cells, Days: row.Days})
		}
		q.Readings = append(q.Readings, shown)
	}
	return q
}

// fieldOf names the field of a form that answers a question about the file at a place.
func fieldOf(q facts.Question, place int) string { return string(q) + "-" + strconv.Itoa(place) }

// unchosen says that nothing is chosen for a question about a file.
func (r *request) unchosen(q facts.Question, file string) string {
	if q == facts.AskEncoding {
		return r.l.T("upload.choose_encoding", "File", file)
	}
	return r.l.T("upload.choose_dates", "File", file)
}

// answered are the readings of files by what a form chose, and what is wrong where it chose nothing.
func (r *request) answered(j *job, files []uploadedFile) (readings map[int]facts.Options, wrong []views.FieldError) {
	readings = map[int]facts.Options{}
	for _, k := range slices.Sorted(maps.Keys(j.asked)) {
		o := files[k].reading
		for _, v := range j.asked[k] {
			field := fieldOf(v.Question, k)
			switch answer := r.FormValue(field); {
			case len(v.Readings) == 0:
			case !fits(v, answer):
				wrong = append(wrong, views.FieldError{Field: field, Message: r.unchosen(v.Question, files[k].name)})
			case v.Question == facts.AskEncoding:
				o.Encoding = answer
			case v.Question == facts.AskDates:
				o.Dates = facts.Dates(answer)
			}
		}
		readings[k] = o
	}
	return readings, wrong
}
