package intake

import (
	"encoding/json"
	"fmt"
	"slices"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/history"
	"shimei/store/programme"
)

// writer is the import, and the line of its file, that wrote a row or told a value; zeros where that was
// before it was recorded.
type writer struct {
	Import int64 `json:"import,omitempty"`
	Line   int64 `json:"line,omitempty"`
}

// state is a row as it stands, or stood: as JSON by the ids that files know, "" where there is none.
type state struct {
	text string
	by   writer
}

// table is what the journal and an undo know of the rows of a kind of file. A row is known by its key: an
// id, or the parts of a key as a JSON array.
type table interface {
	// stands returns the rows that stand, of these keys.
	stands(im *importer, keys []string) (map[string]state, error)
	// pages hands on the keys of the rows that an import wrote and that stand as it wrote them.
	pages(im *importer, of Record, take func(keys []string) error) error
	// stay returns which of the steps cannot be taken, by their keys, and why.
	stay(im *importer, steps []step) (map[string]Why, error)
	// apply takes steps, and has the credits follow.
	apply(im *importer, steps []step) error
}

// tableOf returns the table of a kind of file.
func tableOf(kind facts.Kind) table {
	return map[facts.Kind]table{facts.Partners: partnerTable{}, facts.Customers: customerTable{}, facts.Subscriptions: subscriptionTable{},
		facts.Rates: rateTable{}, facts.Usage: usageTable{}, facts.Sales: saleTable{}, facts.Associations: associationTable{}}[kind]
}

// remember keeps the rows of these keys as they stand, before the file changes them.
func (im *importer) remember(keys []string) error {
	if len(keys) == 0 || im.faulty() {
		return nil
	}
	found, err := tableOf(im.done.Kind).stands(im, slices.Clone(keys))
	if err != nil {
		return err
	}
	return im.journal(found, nil)
}

// journal keeps rows of before the import: not those that it has written already. present is nil for rows
// that the import writes, and "" for those that it removes.
func (im *importer) journal(found map[string]state, present any) error {
	var rows [][]any
	for key, s := range found {
		if s.by.Import != im.key {
			rows = append(rows, []any{im.key, key, s.text, orNone(s.by.Import), orNone(s.by.Line), present})
		}
	}
	slices.SortFunc(rows, func(a, b []any) int { return compareKeys(a[1].(string), b[1].(string)) })
	return im.tx.Insert("INSERT INTO import_changes (import_id, row_key, former, former_import, former_line, present) VALUES", rows, "")
}

// encoded writes a row, or the parts of a key, as JSON. Its error is none of the rows': they are plain.
func encoded(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// decode reads what encoded wrote.
func decode(text string, v any) error {
	if err := json.Unmarshal([]byte(text), v); err != nil {
		return fmt.Errorf("a row that an import kept: %w", err)
	}
	return nil
}

// keyParts returns the parts of a key.
func keyParts(key string) []string {
	var parts []string
	if json.Unmarshal([]byte(key), &parts) != nil { // an id
		return []string{key}
	}
	return parts
}

// momentText writes a moment: a day as 2016-04-15, an instant as its milliseconds, Never as nothing.
func momentText(m programme.Moment) string {
	switch {
	case m.IsDay:
		return m.Day.String()
	case m.At == programme.NoEnd:
		return ""
	}
	return fmt.Sprintf("@%d", m.At)
}

// momentOf reads what momentText wrote, in the programme's time zone.
func (im *importer) momentOf(text string) (programme.Moment, error) {
	if text == "" {
		return programme.Never, nil
	}
	var at programme.Instant
	if _, err := fmt.Sscanf(text, "@%d", &at); err == nil {
		return programme.MomentOf(at), nil
	}
	day, err := programme.ParseDay(text)
	return im.p.MomentOn(day), err
}

// wrote tells what a file wrote of a partner or a subscription: the last line that changed it, and the
// lines that told its values, by the days that they hold from.
type wrote struct {
	line  int
	lines map[history.Attribute]map[programme.Day]int
}

// tell notes the line that told those values that were not known before.
func tell[V comparable](w *wrote, attribute history.Attribute, before, after []programme.Told[V], line int) {
	for _, told := range after {
		if slices.Contains(before, told) {
			continue
		}
		if w.lines == nil {
			w.lines = map[history.Attribute]map[programme.Day]int{}
		}
		if w.lines[attribute] == nil {
			w.lines[attribute] = map[programme.Day]int{}
		}
		w.lines[attribute][told.AsOf] = line
	}
}

// teller returns the import as the teller of values, by the lines of their subjects.
func (im *importer) teller(lines map[int64]map[programme.Day]int) history.Teller {
	return func(subject int64, asOf programme.Day) (by, line int64) {
		if line = int64(lines[subject][asOf]); line != 0 {
			by = im.key
		}
		return by, line
	}
}

// eachPage hands on the keys that a statement selects, some at a time.
func eachPage(tx *db.Tx, take func([]string) error, query string, args ...any) error {
	var keys []string
	if err := tx.Each(func(scan db.Scan) error {
		var key string
		err := scan(&key)
		keys = append(keys, key)
		return err
	}, query, args...); err != nil {
		return err
	}
	return inPages(keys, take)
}

// inPages hands on keys some at a time.
func inPages(keys []string, take func([]string) error) error {
	for page := range slices.Chunk(keys, rowsAtOnce) {
		if err := take(page); err != nil {
			return err
		}
	}
	return nil
}
