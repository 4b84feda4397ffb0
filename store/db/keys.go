package db

import (
	"slices"
	"strconv"
	"strings"
)

// few is the largest number of keys that are given to a statement as arguments.
const few = 16

// Among writes the list of an IN for integer keys. A few become arguments, as many as the next
// power of two, so that there are few such texts and SQLite keeps them prepared; more are
// written out.
func Among(ids []int64, args *[]any) string {
	if len(ids) == 0 || len(ids) > few {
		return Keys(ids)
	}
	places := 1
	for places < len(ids) {
		places *= 2
	}
	list := make([]byte, 0, places*4)
	for k := range places {
		*args = append(*args, ids[min(k, len(ids)-1)])
		list = strconv.AppendInt(append(list, ",$"...), int64(len(*args)), 10)
	}
	list[0] = '('
	return string(append(list, ')'))
}

// Keys writes integer keys as the list of an IN; there is nothing in them to quote.
func Keys(ids []int64) string {
	if len(ids) == 0 {
		return "(NULL)"
	}
	list := make([]byte, 0, len(ids)*8)
	for _, id := range ids {
		list = append(list, ',')
		list = strconv.AppendInt(list, id, 10)
	}
	list[0] = '('
	return string(append(list, ')'))
}

// Quoted writes ids of the programme as the list of an IN; there is nothing in them to escape.
func Quoted(ids []string) string { return "('" + strings.Join(ids, "', '") + "')" }

// EachOf calls row for the rows with these ids, 50 ids by a statement. query ends before its IN list.
func (t *Tx) EachOf(ids []string, query string, row func(Scan) error) error {
	slices.Sort(ids)
	for batch := range slices.Chunk(slices.Compact(ids), 50) {
		args := make([]any, len(batch))
		for k, id := range batch {
			args[k] = id
		}
		if err := t.Each(row, query+"("+t.engine.placeholders(0, len(args))+")", args...); err != nil {
			return err
		}
	}
	return nil
}

// DeleteOf runs a statement that ends before its IN list for these ids, 50 ids by a statement.
func (t *Tx) DeleteOf(ids []string, statement string) error {
	for batch := range slices.Chunk(ids, 50) {
		args := make([]any, len(batch))
		for k, id := range batch {
			args[k] = id
		}
		if err := t.Exec(statement+"("+t.engine.placeholders(0, len(args))+")", args...); err != nil {
			return err
		}
	}
	return nil
}

// AllKeys returns the integer keys that a statement selects.
func (t *Tx) AllKeys(query string, args ...any) (found []int64, err error) {
	err = t.Each(func(scan Scan) error {
		var key int64
		err := scan(&key)
		found = append(found, key)
		return err
	}, query, args...)
	return found, err
}
