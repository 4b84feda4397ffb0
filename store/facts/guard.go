package facts

import (
	"fmt"
	"io"
)

// MostRecord is the longest record taken, in bytes without its line break: many times what
// its cells can hold.
const MostRecord = 64 << 10

// guard stands before a CSV reader, which holds a whole record in memory however long, and
// ends the stream in a record that is longer than MostRecord. It tells records apart by
// counting quotes; in a file where that fails, the CSV reader meets the fault first.
type guard struct {
	from   io.Reader
	read   int64 // bytes handed on
	line   int   // of the next byte, from 0
	began  int   // line at which the present record began, from 0
	length int   // bytes of the present record
	quoted bool  // the next byte lies between quotes
	err    error // why the stream ended
}

// tooLong says that a record is longer than MostRecord.
type tooLong struct {
	line   int
	quoted bool // it was between quotes where it passed the bound
}

// Error gives the cause and the remedy.
func (e *tooLong) Error() string {
	if e.quoted {
		return fmt.Sprintf(`a quote (") is not closed within %d KiB; `+
			`close it, and double the quotes inside a quoted cell ("")`, MostRecord>>10)
	}
	return fmt.Sprintf("the row is longer than %d KiB; "+
		"check that it ends with a line break, and shorten its cells", MostRecord>>10)
}

// Read hands on what it reads, up to the byte with which a record becomes too long; from
// then on its error is a *tooLong.
func (g *guard) Read(p []byte) (int, error) {
	if g.err != nil {
		return 0, g.err
	}
	n, err := g.from.Read(p)
	for k, c := range p[:n] {
		g.length++
		switch {
		case c == '"':
			g.quoted = !g.quoted
		case c == '\n':
			g.line++
			if !g.quoted {
				g.began, g.length = g.line, 0
			}
		}
		if g.length > MostRecord {
			n, err = k+1, &tooLong{line: g.began + 1, quoted: g.quoted}
			break
		}
	}
	g.read += int64(n)
	g.err = err
	return n, err
}
