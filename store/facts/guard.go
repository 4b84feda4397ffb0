package facts

import (
	"bytes"
	"fmt"
	"io"
)

// MostRecord is the longest record taken, in bytes without its line break: many times what
// its cells can hold.
const MostRecord = 64 << 10

// guard stands before a CSV reader, which holds a whole record in memory however long, and
// ends the stream in a record that is longer than MostRecord. It tells records apart by
// counting quotes; in a file where that fails, the CSV reader meets the fault first. Of a cell
// ="0012", in which some programs keep digits as text, it hands on "0012".
type guard struct {
	from      io.Reader
	separator byte
	read      int64 // bytes handed on
	line      int   // of the next byte, from 0
	began     int   // line at which the present record began, from 0
	length    int   // bytes of the present record
	quoted    bool  // the next byte lies between quotes
	before    byte  // the byte handed on last, '\n' at first
	held      bool  // an = that begins a cell was read, and not handed on yet
	err       error // why the stream ended
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

// Read hands on what it reads, up to the byte with which a record becomes too long, or with which text
// begins that is in an encoding of escapes; from then on its error says so.
func (g *guard) Read(p []byte) (int, error) {
	if g.err != nil || len(p) == 0 {
		return 0, g.err
	}
	n, err := g.next(p)
	if escape := bytes.Index(p[:n], []byte("\x1B$")); escape >= 0 {
		n, err = escape, stop("the text is in ISO-2022-JP; name it, as --encoding iso-2022-jp, or save the file as CSV in UTF-8").asking(
			"the text is in ISO-2022-JP; choose it above, or save the file as CSV in UTF-8")
	}
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
	if n > 0 {
		g.before = p[n-1]
	}
	g.read += int64(n)
	g.err = err
	return n, err
}

// next reads, and leaves out the = before a quote with which a cell begins. One that comes last waits for
// what follows it.
func (g *guard) next(p []byte) (n int, err error) {
	held := 0
	if g.held {
		p[0], g.held, held = '=', false, 1
		if len(p) == 1 {
			return 1, nil
		}
	}
	n, err = g.from.Read(p[held:])
	n += held
	if n > 0 && (p[n-1] == '=' || bytes.Contains(p[:n], []byte(`="`))) {
		n = g.withoutEquals(p[:n], err == nil && len(p) > 1)
	}
	return n, err
}

// withoutEquals takes the = before a quote out of some bytes, and returns how many stay; mayHold says that
// one at their end may wait.
func (g *guard) withoutEquals(p []byte, mayHold bool) (n int) {
	quoted, before := g.quoted, g.before
	for k, c := range p {
		if c == '=' && !quoted && (before == g.separator || before == '\n') {
			switch {
			case k+1 < len(p) && p[k+1] == '"':
				continue
			case k+1 == len(p) && mayHold:
				g.held = true
				continue
			}
		}
		if c == '"' {
			quoted = !quoted
		}
		p[n], before = c, c
		n++
	}
	return n
}
