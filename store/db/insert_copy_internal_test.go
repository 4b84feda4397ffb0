package db

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"shimei/store/programme"
	"shimei/store/storetest"
)

const (
	headOfRates  = "INSERT INTO rates (month, currency,\n\trate, import_id, line) VALUES"
	replaceRates = "ON CONFLICT (month, currency) DO UPDATE SET rate = excluded.rate"
)

// someRates are n rates from a month on.
func someRates(first, n int, rate string) (rows [][]any) {
	for k := range n {
		rows = append(rows, []any{int64(first + k), "EUR", rate, nil, int64(k)})
	}
	return rows
}

// openedAt is a new database.
func openedAt(t *testing.T, url string) *DB {
	t.Helper()
	d, err := Open(t.Context(), url, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// rates returns a text of all rates.
func (t *Tx) rates() (text string, err error) {
	var list []string
	err = t.Each(func(scan Scan) error {
		var month, line int64
		var currency, rate string
		err := scan(&month, &currency, &rate, &line)
		list = append(list, fmt.Sprint(month, currency, rate, line))
		return err
	}, "SELECT month, currency, rate, line FROM rates ORDER BY month, currency")
	return strings.Join(list, "\n"), err
}

// errUndo has a transaction undone that is only looked at.
var errUndo = errors.New("undone")

// bothWays runs fn in a bulk change, whose many rows come by COPY on a server, and in one whose rows come by
// statements, and returns what each says.
func bothWays(t *testing.T, d *DB, fn func(*Tx) (string, error)) (bulk, plain string) {
	t.Helper()
	for said, change := range map[*string]func(func(*Tx) error) error{
		&bulk:  func(fn func(*Tx) error) error { return d.Bulk(t.Context(), fn) },
		&plain: func(fn func(*Tx) error) error { return d.Update(t.Context(), fn) },
	} {
		err := change(func(tx *Tx) error {
			text, err := fn(tx)
			if *said = text; err != nil {
				*said = err.Error()
			}
			return errUndo
		})
		if !errors.Is(err, errUndo) {
			t.Fatal(err)
		}
	}
	return bulk, plain
}

func TestManyRowsOfABulkChangeComeByCopy(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		d := openedAt(t, url)
		way := func(rows int) (by bool, err error) {
			return by, d.Bulk(t.Context(), func(tx *Tx) error { by = tx.copies(rows); return nil })
		}
		for rows, want := range map[int]bool{copiedFrom - 1: false, copiedFrom: d.engine.served()} {
			if by, err := way(rows); err != nil || by != want {
				t.Errorf("%d rows by COPY: %v (%v), want %v", rows, by, err, want)
			}
		}
	})
}

// The server numbers the commands of a transaction and keeps with each row the one that wrote it.
func TestACopyIsOneCommandOfTheServer(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		d := openedAt(t, url)
		if !d.engine.served() { // SQLite has no COPY
			return
		}
		for _, tail := range []string{"", replaceRates, "ON CONFLICT (month, currency) DO NOTHING"} {
			bulk, plain := bothWays(t, d, func(tx *Tx) (string, error) {
				if err := tx.Insert(headOfRates, someRates(1, 700, "1"), tail); err != nil {
					return "", err
				}
				var commands int64
				_, err := tx.One([]any{&commands}, "SELECT count(DISTINCT CAST(cmin AS TEXT)) FROM rates")
				return fmt.Sprint(commands), err
			})
			if bulk != "1" || plain != fmt.Sprint(700/rowsPerStatement) {
				t.Errorf("%q: %s commands in a bulk change, %s in another", tail, bulk, plain)
			}
		}
	})
}

func TestRowsAreTheSameWhicheverWayTheyCome(t *testing.T) {
	const ignore = "ON CONFLICT (month, currency) DO NOTHING"
	insert := func(tx *Tx, rows [][]any, tail string) (string, error) {
		first, err := tx.Inserted(headOfRates, someRates(1, 600, "1"), "")
		if err != nil {
			return "", err
		}
		second, err := tx.Inserted(headOfRates, rows, tail)
		if err != nil {
			return "", err
		}
		text, err := tx.rates()
		return fmt.Sprintln(first, second) + text, err
	}
	odd := someRates(2000, 700, "1")
	odd[3][1], odd[4][1], odd[5][1] = "a\x00b", "a\xffb", programme.Key("a\x00")
	storetest.Each(t, func(t *testing.T, url string) {
		d := openedAt(t, url)
		for name, c := range map[string]struct {
			rows [][]any
			tail string
		}{
			"new":              {someRates(1000, 700, "2"), ""},
			"new, ignoring":    {someRates(1000, 700, "2"), ignore},
			"some, ignoring":   {someRates(300, 700, "2"), ignore},
			"some, replacing":  {someRates(300, 700, "2"), replaceRates},
			"taken":            {someRates(300, 700, "2"), ""},
			"text that is odd": {odd, ""},
			"text, replacing":  {odd, replaceRates},
			"nothing in it":    {someRates(3000, 700, "2")[:0], ""},
		} {
			bulk, plain := bothWays(t, d, func(tx *Tx) (string, error) { return insert(tx, c.rows, c.tail) })
			if bulk != plain || bulk == "" {
				t.Errorf("%s: %.300s\nin place of %.300s", name, bulk, plain)
			}
		}
	})
}

func TestAViolatedConstraintIsToldAlikeWhicheverWayRowsCome(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		d := openedAt(t, url)
		for _, tail := range []string{"", replaceRates, "ON CONFLICT (month, currency) DO NOTHING"} {
			rows := someRates(1, 700, "1")
			rows[650][2] = nil
			bulk, plain := bothWays(t, d, func(tx *Tx) (string, error) { return "", tx.Insert(headOfRates, rows, tail) })
			if bulk != plain || !strings.HasPrefix(bulk, "INSERT INTO rates: ") {
				t.Errorf("%q: %s\nin place of %s", tail, bulk, plain)
			}
		}
	})
}

func TestTheLastColumnComesByCopyToo(t *testing.T) {
	const head = "INSERT INTO rates (month, currency, rate, import_id, line) VALUES"
	storetest.Each(t, func(t *testing.T, url string) {
		d := openedAt(t, url)
		for _, tail := range []string{"", replaceRates} {
			rows := someRates(1, 700, "1")
			for k := range rows {
				rows[k] = rows[k][:4]
			}
			bulk, plain := bothWays(t, d, func(tx *Tx) (string, error) {
				if _, err := tx.InsertedBy(head, rows, 7, tail); err != nil {
					return "", err
				}
				return tx.rates()
			})
			if bulk != plain || !strings.HasSuffix(bulk, "7") {
				t.Errorf("%q: %.300s\nin place of %.300s", tail, bulk, plain)
			}
		}
	})
}
