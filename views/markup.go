package views

import (
	"context"
	"io"
	"math"
	"strconv"
	"sync"

	"github.com/a-h/templ"
)

// markup adds a piece of a page that Go puts together. It is for loops with hundreds of turns
// on a page, and for nothing else: a template takes several times as long for each value.
type markup func(page []byte) []byte

// Render makes it a component.
func (m markup) Render(_ context.Context, w io.Writer) error {
	piece := pieces.Get().(*[]byte)
	defer pieces.Put(piece)
	*piece = m((*piece)[:0])
	_, err := w.Write(*piece)
	return err
}

// pieces are the buffers in which pieces of pages are put together.
var pieces = sync.Pool{New: func() any { return new([]byte) }}

// text adds text, escaped as templates do it.
func text(page []byte, s string) []byte { return append(page, templ.EscapeString(s)...) }

// decimal adds a coordinate of 0 or more, in hundredths.
func decimal(page []byte, hundredths int) []byte {
	page = strconv.AppendInt(page, int64(hundredths/100), 10)
	return append(page, '.', byte('0'+hundredths/10%10), byte('0'+hundredths%10))
}

func hundredths(x float64) int { return int(math.Round(x)) }

// word is text as a component, escaped. It is for parts that stand many times on a page: where a
// template has braces instead, templ formats the string anew, by fmt.Sprint.
type word string

// Render writes it.
func (s word) Render(_ context.Context, w io.Writer) error {
	_, err := io.WriteString(w, templ.EscapeString(string(s)))
	return err
}
