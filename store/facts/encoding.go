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

// codePages are the names that Windows and Python give encodings which the web calls otherwise.
var codePages = map[string]string{"cp932": "shift_jis", "cp936": "gbk", "cp949": "euc-kr", "cp950": "big5", "utf-8-sig": "utf-8"}

// Encodings returns the labels by which Options.Encoding names what fact files are often saved in.
func Encodings() []string {
	return append(append([]string{"utf-8", "utf-16le", "utf-16be"}, likely...), "iso-2022-jp")
}

// CheckEncoding returns an error for a label that names no encoding (WHATWG, or a code page), with those
// that are often meant. "" is fine: then the file tells.
func CheckEncoding(label string) error {
	if label == "" {
		return nil
	}
	_, _, err := encodingOf(label)
	return err
}

// encodingOf returns the encoding that a label names, and the name that the web has for it.
func encodingOf(label string) (of encoding.Encoding, name string, err error) {
	known := strings.ToLower(strings.TrimSpace(label))
	if page, is := codePages[known]; is {
		known = page
	}
	if of, err = htmlindex.Get(known); err == nil {
		name, err = htmlindex.Name(of)
	}
	if err != nil || of == encoding.Replacement { // the web reads none of those that it replaces
		return nil, "", fmt.Errorf("%s is no encoding known here; name it as the web does, such as %s", quote(label), strings.Join(Encodings(), ", "))
	}
	return of, name, nil
}

// mostHead is how much of a file is looked at before it is read, in bytes.
const mostHead = 32 << 10

// decoded returns the text of a file as UTF-8 without a byte order mark, and the name of the encoding that
// it was in: of its mark, or else of the label, or else UTF-8. Whether that is what it is in is seen when
// it is read.
func decoded(source *bufio.Reader, label string) (text *bufio.Reader, name string, err error) {
	head, err := source.Peek(mostHead)
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
		if from, name, err = encodingOf(label); err != nil {
			return nil, "", err
		}
	}
	if s := wrongEnd(head, name); s != nil {
		return nil, "", s
	}
	if name == "" || name == "utf-8" {
		return source, "UTF-8", nil
	}
	watched := io.Reader(source)
	if name = written(name); !strings.HasPrefix(name, "UTF-16") {
		watched = &watch{from: source, name: name}
	}
	return bufio.NewReaderSize(from.NewDecoder().Reader(watched), 64<<10), name, nil
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

// wrongEnd tells a file of UTF-16 that is read as anything else, or by its other end, and a file that is
// read as UTF-16 and has nothing of it; nil is neither.
func wrongEnd(head []byte, name string) *stopped {
	is, said := utf16Of(head), name
	if name == "UTF-16" {
		said = map[byte]string{0xFF: "utf-16le", 0xFE: "utf-16be"}[head[0]]
		is = utf16Of(head[2:])
	}
	first, _, _ := bytes.Cut(head, []byte("\n"))
	switch {
	case is == said:
	case name == "UTF-16" && is != "":
		return stop("the mark at the beginning of the file says %s, and its text is in %s; save it as CSV in UTF-8", written(said), written(is))
	case is != "" && !strings.HasPrefix(said, "utf-16"):
		return stop("the file is in UTF-16 without its mark; name it, as --encoding %s", is).asking("the file is in UTF-16 without its mark; choose it above")
	case is != "":
		return stop("the file is in %s; name it, as --encoding %s", written(is), is).asking("the file is in " + written(is) + "; choose it above")
	case strings.HasPrefix(name, "utf-16") && len(first) > 0 && isASCII(first):
		return stop("the file is not in %s; leave --encoding out, or name the encoding that it is in", written(name)).asking(
			"the file is not in " + written(name) + "; choose the encoding that it is in")
	}
	return nil
}

// utf16Of returns the label of UTF-16 by where zeros stand in the first line, which is of ASCII letters for
// the most part, or "" where it is of something else.
func utf16Of(head []byte) string {
	first, _, _ := bytes.Cut(head, []byte("\n"))
	var zeros [2]int
	for k, c := range first {
		if c == 0 {
			zeros[k%2]++
		}
	}
	switch {
	case zeros[0] == 0 && len(first) > 1 && first[1] == 0:
		return "utf-16le"
	case zeros[1] == 0 && len(first) > 1 && first[0] == 0:
		return "utf-16be"
	}
	return ""
}

func isASCII(text []byte) bool {
	return !bytes.ContainsFunc(text, func(r rune) bool { return r == 0 || r >= utf8.RuneSelf })
}

// watch is a file that is read in another encoding than UTF-8, and ends with a fault where all of it is
// UTF-8 with more than ASCII: its names would be spoilt.
type watch struct {
	from   io.Reader
	name   string // of the encoding that it is read in
	rest   []byte // of a character that goes on in what is read next
	other  bool   // something is not UTF-8
	beyond bool   // something is UTF-8 and not ASCII
}

// Read hands on what it reads.
func (w *watch) Read(p []byte) (int, error) {
	n, err := w.from.Read(p)
	if !w.other {
		w.look(p[:n])
	}
	if err == io.EOF && !w.other && w.beyond && len(w.rest) == 0 {
		cause := "the file is text in UTF-8, and names in it would read otherwise in " + w.name
		return n, (&stopped{line: 1, place: noPlace, message: cause + "; leave --encoding out, or save the file as CSV in UTF-8"}).asking(
			cause + "; choose UTF-8 above, or save the file as CSV in UTF-8")
	}
	return n, err
}

func (w *watch) look(p []byte) {
	text := append(w.rest, p...)
	for len(text) > 0 {
		if text[0] < utf8.RuneSelf {
			text = text[1:]
			continue
		}
		if !utf8.FullRune(text) {
			break
		}
		r, size := utf8.DecodeRune(text)
		if w.other = r == utf8.RuneError && size == 1; w.other {
			break
		}
		text, w.beyond = text[size:], true
	}
	w.rest = append([]byte(nil), text...)
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
