package facts

import (
	"errors"
	"io"
	"slices"
	"strings"
)

// wideOf is encodingsOf for a file with bytes of zero, as UTF-16 has them. One half of a character taken for
// the other makes other characters, but no separator and no column that is known.
func wideOf(open func() (io.ReadCloser, error)) (found []Reading, err error) {
	for _, label := range []string{"utf-16le", "utf-16be"} {
		sample, err := firstRecords(open, label)
		var s *stopped
		switch {
		case errors.As(err, &s): // it is in another one
		case err != nil:
			return nil, err
		case len(sample) > 0 && strings.ContainsAny(strings.Join(sample[0].Cells, ""), "abcdefghijklmnopqrstuvwxyz"):
			found = append(found, readingOf(label, sample))
		}
	}
	return found, nil
}

// firstRecords returns the header and the first records of a file in an encoding.
func firstRecords(open func() (io.ReadCloser, error), label string) (sample []PreviewRow, err error) {
	err = withRecords(open, Options{Encoding: label}, func(from records) error {
		for len(sample) <= MostPreviewed {
			record, err := from.Read()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			if !isText(strings.Join(record, "\n")) {
				return stop("it is no text in %s", label)
			}
			if !isBlank(record) {
				sample = append(sample, PreviewRow{Line: from.lineOf(0), Cells: slices.Clone(record)})
			}
		}
		return nil
	})
	return sample, err
}
