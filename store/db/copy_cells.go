package db

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// cell returns a value as a column takes it: the same whichever engine it was read from. It errs where
// the column cannot hold it, and changes no value so that it fits.
func (c column) cell(value any) (any, error) {
	switch v := value.(type) {
	case nil:
		return nil, nil
	case string:
		if c.takes == ofText {
			return v, fit(v)
		}
	case int64:
		return c.number(v)
	case bool:
		if c.takes == ofTruth {
			return v, nil
		}
	case []byte:
		if c.takes == ofBytes && v == nil { // as the driver of SQLite gives one without bytes, which is not NULL
			return []byte{}, nil
		} else if c.takes == ofBytes {
			return v, nil
		}
	}
	return nil, unfit(value)
}

// number is cell for a number, as which SQLite keeps a truth too.
func (c column) number(n int64) (any, error) {
	switch {
	case c.takes == ofTruth && (n == 0 || n == 1):
		return n == 1, nil
	case c.takes == ofSmall && (n < math.MinInt32 || n > math.MaxInt32):
		return nil, fmt.Errorf("it is %d, and the target holds numbers of 32 bits there", n)
	case c.takes == ofWhole || c.takes == ofSmall:
		return n, nil
	}
	return nil, unfit(n)
}

// unfit is the error of a value that a column does not take. It tells a number as it is, and what may be secret by
// its kind.
func unfit(value any) error {
	switch value.(type) {
	case string:
		value = "text"
	case []byte:
		value = "bytes"
	}
	return fmt.Errorf("it is %v, which the column does not take", value)
}

// fit errs on text that PostgreSQL cannot hold, and that shimei never writes.
func fit(s string) error {
	if at := strings.IndexByte(s, 0); at >= 0 {
		return fmt.Errorf("it has a NUL character at byte %d, which PostgreSQL cannot hold in text", at)
	}
	if !utf8.ValidString(s) {
		return errors.New("it is not UTF-8, and PostgreSQL holds no other text")
	}
	return nil
}

// rowName names a row to people: by its primary key, or else by its place.
func rowName(columns []column, row []any, place int64) string {
	var parts []string
	for k, c := range columns {
		if c.key {
			parts = append(parts, fmt.Sprintf("%s %s", c.name, shown(row[k])))
		}
	}
	if parts == nil {
		return fmt.Sprintf("row %d", place)
	}
	return "the row of " + strings.Join(parts, ", ")
}

func shown(value any) string {
	if s, is := value.(string); is {
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprint(value)
}

// digest is of the rows of a table in whatever order: the sum of their hashes, and how many they are.
// Each engine has an order of its own, and to sort a large table takes as long as to copy it.
type digest struct {
	rows int64
	sum  [4]uint64
}

// add adds a row, which is written into a buffer that is returned to be used again.
func (d *digest) add(row []any, buffer []byte) []byte {
	buffer = buffer[:0]
	for _, value := range row {
		buffer = written(buffer, value)
	}
	hash := sha256.Sum256(buffer)
	carry := uint64(0)
	for k := range d.sum {
		d.sum[k], carry = bits.Add64(d.sum[k], binary.LittleEndian.Uint64(hash[8*k:]), carry)
	}
	d.rows++
	return buffer
}

// written appends a value such that no other value, and no two in its place, are written alike.
func written(b []byte, value any) []byte {
	switch v := value.(type) {
	case nil:
		return append(b, 'n')
	case bool:
		if v {
			return append(b, 't')
		}
		return append(b, 'f')
	case int64:
		return binary.LittleEndian.AppendUint64(append(b, 'i'), uint64(v))
	case string:
		return append(binary.LittleEndian.AppendUint64(append(b, 's'), uint64(len(v))), v...)
	case []byte:
		return append(binary.LittleEndian.AppendUint64(append(b, 'b'), uint64(len(v))), v...)
	}
	panic(fmt.Sprintf("no cell is a %T", value)) // cell returns none
}
