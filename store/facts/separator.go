package facts

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"
	"strings"
)

// separators are what may stand between cells, and the words for a file that has them.
var separators = []struct {
	mark  rune
	words string
}{{',', "comma-separated"}, {';', "semicolon-separated"}, {'\t', "tab-separated"}}

// others are what some programs write between cells, and is not read.
const others = "|:^~!# "

// separator returns what stands between the cells: what a first line sep= says, which is dropped, or else
// what splits the header into the most columns that are read; lines is the number of dropped ones.
// The error is a *stopped, where it is something that is not read.
func separator(source *bufio.Reader, head []byte, reads func(cell string) bool) (mark rune, lines int, err error) {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	if said, is := strings.CutPrefix(strings.ToLower(string(bytes.TrimRight(line, "\r"))), "sep="); is && len(said) == 1 {
		if !isSeparator(rune(said[0])) {
			return 0, 0, otherMark(said)
		}
		_, _ = source.Discard(min(len(line)+1, len(head))) // they are there
		return rune(said[0]), 1, nil
	}
	mark, most := ',', 0
	for _, s := range separators {
		// Where no column is known, what occurs most often gives the message about the header most sense.
		if n := 1000*knownColumns(head, s.mark, reads) + bytes.Count(line, []byte(string(s.mark))); n > most {
			mark, most = s.mark, n
		}
	}
	for _, other := range others {
		if most < 1000 && knownColumns(head, other, reads) > 1 {
			return 0, 0, otherMark(string(other))
		}
	}
	return mark, 0, nil
}

func otherMark(mark string) *stopped {
	return stop("%s stands between the cells; put commas, semicolons or tabs there", quote(mark))
}

func isSeparator(mark rune) bool {
	for _, s := range separators {
		if s.mark == mark {
			return true
		}
	}
	return false
}

// knownColumns counts the columns that are read of those that a mark splits the header into.
func knownColumns(head []byte, mark rune, reads func(cell string) bool) (n int) {
	reader := csv.NewReader(io.MultiReader(bytes.NewReader(head), strings.NewReader("\n")))
	reader.Comma, reader.FieldsPerRecord, reader.LazyQuotes = mark, -1, true
	cells, err := reader.Read()
	if err != nil {
		return 0
	}
	for _, cell := range cells {
		if reads(cell) {
			n++
		}
	}
	return n
}

// separatedBy says in words what stands between the cells.
func separatedBy(mark rune) string {
	for _, s := range separators {
		if s.mark == mark {
			return s.words
		}
	}
	return ""
}
