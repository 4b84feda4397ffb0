package toml

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/pelletier/go-toml/v2"
)

// Error is one thing that is wrong with a file, and where. Lines and columns begin with 1; columns count
// bytes, as those of the Go tools do.
type Error struct {
	File         string
	Line, Column int
	Message      string // the cause, then the remedy
}

// Error is FILE:LINE:COLUMN: message.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// Reader reads a file table by table, and gathers what is wrong with it.
type Reader struct {
	file   string
	source []byte
	wrong  []*Error
}

// Open reads the text of a file; name is what errors call it. The error is an *Error where the text is no
// TOML. The reader's Err has what is wrong besides.
func Open(name string, source []byte) (*Reader, *Node, error) {
	// Some editors put a byte order mark first, which TOML has no place for.
	text := bytes.TrimPrefix(source, []byte("\xef\xbb\xbf"))
	root, err := parse(text)
	if err != nil {
		e := &Error{File: name, Line: 1, Column: 1, Message: err.Error()}
		if decoding, ok := errors.AsType[*toml.DecodeError](err); ok {
			e.Line, e.Column = decoding.Position()
		}
		return nil, nil, e
	}
	return &Reader{file: name, source: text}, root, nil
}

// Refuse notes that something is wrong at an offset of the file.
func (r *Reader) Refuse(offset int, format string, args ...any) {
	before := r.source[:offset]
	r.wrong = append(r.wrong, &Error{
		File:    r.file,
		Line:    bytes.Count(before, []byte("\n")) + 1,
		Column:  offset - bytes.LastIndexByte(before, '\n'),
		Message: fmt.Sprintf(format, args...),
	})
}

// Refused counts what was refused so far.
func (r *Reader) Refused() int { return len(r.wrong) }

// Err joins an *Error for everything that was refused, by line; nil where nothing was.
func (r *Reader) Err() error {
	slices.SortStableFunc(r.wrong, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	joined := make([]error, len(r.wrong))
	for k, e := range r.wrong {
		joined[k] = e
	}
	return errors.Join(joined...)
}
