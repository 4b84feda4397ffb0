package facts

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	unicodes "golang.org/x/text/encoding/unicode"
)

// likely are the labels of encodings that spreadsheets save text in, in the order in which they are offered.
var likely = []string{"shift_jis", "euc-jp", "windows-1252", "windows-1250", "windows-1251", "gb18030", "big5", "euc-kr"}

// Encodings returns the labels by which Options.Encoding names what fact files are often saved in.
func Encodings() []string { return append([]string{"utf-8", "utf-16le", "utf-16be"}, likely...) }

// CheckEncoding returns an error for a label that names no encoding (WHATWG), with those that are
// often meant. "" is fine: then the file tells.
func CheckEncoding(label string) error {
	if label == "" {
		return nil
	}
	if _, err := htmlindex.Get(label); err != nil {
		return fmt.Errorf("%s is no encoding known here; name it as the web does, such as %s", quote(label), strings.Join(Encodings(), ", "))
	}
	return nil
}

// decoded returns the text of a file as UTF-8 without a byte order mark, and the name of the encoding that
// it was in: of its mark, or else of the label, or else UTF-8. Whether that is what it is in is seen when
// it is read.
func decoded(source *bufio.Reader, label string) (text *bufio.Reader, name string, err error) {
	head, err := source.Peek(3)
	if err != nil && err != io.EOF {
		return nil, "", err
	}
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(head, []byte("\uFEFF")):
		_, _ = source.Discard(3) // three bytes are there
		return source, "UTF-8", nil
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("\xFE\xFF")):
		name, from = "UTF-16", unicodes.UTF16(unicodes.LittleEndian, unicodes.ExpectBOM)
	case label != "":
		if from, err = htmlindex.Get(label); err == nil {
			name, err = htmlindex.Name(from)
		}
		if err != nil {
			return nil, "", err
		}
	}
	if name == "" || name == "utf-8" {
		return source, "UTF-8", nil
	}
	return bufio.NewReaderSize(from.NewDecoder().Reader(source), 64<<10), written(name), nil
}

// written writes the name of an encoding as people know it.
func written(name string) string {
	switch {
	case name == "shift_jis":
		return "Shift_JIS"
	case strings.HasPrefix(name, "windows"):
		return name
	}
	return strings.ToUpper(name)
}

// fitting returns the labels of the encodings in which some bytes are text.
func fitting(text string) (labels []string) {
	for _, label := range likely {
		from, err := htmlindex.Get(label)
		if err != nil {
			continue
		}
		s, err := from.NewDecoder().String(text)
		if err == nil && isText(s) {
			labels = append(labels, label)
		}
	}
	return labels
}

// isText reports whether there is nothing in a text that a decoder could not read, or that nobody writes.
func isText(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r == utf8.RuneError || unicode.IsControl(r) && !unicode.IsSpace(r) || unicode.Is(unicode.Co, r)
	})
}
