package facts

import (
	"errors"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"shimei/store/programme"
)

// Preview shows how the first rows of a file that a question is about read by each answer that fits.
type Preview struct {
	Question Question
	Readings []Reading // of the answers that fit all that was looked at, likely ones first
}

// Reading is how rows read by an answer: the label of an encoding, or an order of dates.
type Reading struct {
	Answer string
	Header []string
	Rows   []PreviewRow // at most MostPreviewed
}

// PreviewRow is one of them. Its days are those of the cells that are dates, nil for any other cell.
type PreviewRow struct {
	Line  int // at which it starts, from 1
	Cells []string
	Days  []*programme.Day
}

// MostPreviewed is how many rows a preview has. As many as mostLooked are looked at to find which answers fit.
const (
	MostPreviewed = 3
	mostLooked    = 100_000
)

// PreviewOf looks into a file for the answers to a question. open is called once or more. A file that cannot
// be read so far has no answers, as Open says of it. The error is of its reader.
func PreviewOf(q Question, open func() (io.ReadCloser, error), p *programme.Programme, o Options) (v Preview, err error) {
	v.Question = q
	switch q {
	case AskEncoding:
		v.Readings, err = encodingsOf(open)
	case AskDates:
		v.Readings, err = ordersOf(open, p, o)
	}
	var fault *Fault
	var s *stopped
	if errors.As(err, &fault) || errors.As(err, &s) {
		err = nil
	}
	return v, err
}

// encodingsOf finds the encodings in which all is text that is not UTF-8.
func encodingsOf(open func() (io.ReadCloser, error)) (found []Reading, err error) {
	err = withRecords(open, Options{}, func(from records) error {
		sample, labels, err := strange(from)
		for _, label := range labels {
			found = append(found, decodedSample(sample, label))
		}
		return err
	})
	var s *stopped
	if errors.As(err, &s) && s.asks == AskEncoding {
		return wideOf(open)
	}
	return found, err
}

// withRecords opens a file for what looks at its records.
func withRecords(open func() (io.ReadCloser, error), o Options, look func(records) error) (err error) {
	r, err := open()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // it was only read
	u, from, err := recordsOf(r, o)
	if err != nil {
		return err
	}
	return errors.Join(look(from), u.close())
}

// strange returns the header and the first records that are not UTF-8, and the encodings that fit all of
// those. What separates cells and records is one byte in each of them, the same as in UTF-8.
func strange(from records) (sample []PreviewRow, labels []string, err error) {
	labels = slices.Clone(likely)
	for looked := 0; looked < mostLooked && len(labels) > 0; looked++ {
		record, err := from.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		if isBlank(record) {
			looked--
			continue
		}
		illegible := from.illegible(record) != nil
		if illegible {
			fit := fitting(strings.Join(record, "\n"))
			labels = slices.DeleteFunc(labels, func(label string) bool { return !slices.Contains(fit, label) })
		}
		if len(sample) == 0 || illegible && len(sample) <= MostPreviewed {
			sample = append(sample, PreviewRow{Line: from.lineOf(0), Cells: slices.Clone(record)})
		}
	}
	return sample, labels, nil
}

// decodedSample is a header and records in an encoding.
func decodedSample(sample []PreviewRow, label string) Reading {
	from, err := htmlindex.Get(label)
	rows := make([]PreviewRow, len(sample))
	for k, row := range sample {
		rows[k] = PreviewRow{Line: row.Line, Cells: slices.Clone(row.Cells)}
		for c, cell := range row.Cells {
			if text, wrong := from.NewDecoder().String(cell); err == nil && wrong == nil {
				rows[k].Cells[c] = text
			}
		}
	}
	return readingOf(label, rows)
}

// readingOf is a header and the rows below it.
func readingOf(answer string, sample []PreviewRow) Reading {
	v := Reading{Answer: answer}
	for k, row := range sample {
		if row.Days = make([]*programme.Day, len(row.Cells)); k == 0 {
			v.Header = row.Cells
		} else {
			v.Rows = append(v.Rows, row)
		}
	}
	return v
}
