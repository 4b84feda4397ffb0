package facts

import (
	"bufio"
	"encoding/xml"
	"os"
)

// Of the texts that the cells of a workbook share, heldTexts bytes are held in memory and the rest in a
// temporary file; mostTexts is how many there may be.
const (
	heldTexts = 16 << 20
	mostTexts = 4 << 20
)

// texts are what cells refer to by number.
type texts struct {
	held []byte
	file *os.File
	rest *bufio.Writer
	ends []int64
}

// add takes one more text.
func (t *texts) add(text []byte, spool func() (*os.File, error)) (err error) {
	if len(t.ends) == mostTexts {
		return stop("the workbook has more than %d different texts; save it as CSV in UTF-8", mostTexts)
	}
	end := int64(len(text))
	if n := len(t.ends); n > 0 {
		end += t.ends[n-1]
	}
	t.ends = append(t.ends, end)
	if t.file == nil && end <= heldTexts {
		t.held = append(t.held, text...)
		return nil
	}
	if t.file == nil {
		if t.file, err = spool(); err != nil {
			return err
		}
		t.rest = bufio.NewWriterSize(t.file, 64<<10)
	}
	_, err = t.rest.Write(text)
	return err
}

// get returns a text by its number, and false where there is none.
func (t *texts) get(k int) (text string, is bool, err error) {
	if k < 0 || k >= len(t.ends) {
		return "", false, nil
	}
	start, end := int64(0), t.ends[k]
	if k > 0 {
		start = t.ends[k-1]
	}
	if end <= int64(len(t.held)) {
		return string(t.held[start:end]), true, nil
	}
	far := make([]byte, end-start)
	_, err = t.file.ReadAt(far, start-int64(len(t.held)))
	return string(far), true, err
}

// readTexts reads the shared texts. Of one that is longer than a record may be it keeps enough to tell.
func (b *book) readTexts(name string) error {
	p, err := b.openPart(name)
	if err != nil || p == nil {
		return err
	}
	var text textOf
	err = p.all(func(token xml.Token) error {
		text.take(token)
		if tag, is := token.(xml.EndElement); !is || tag.Name.Local != "si" {
			return nil
		}
		shared := text.bytes
		text = textOf{bytes: shared[:0]}
		return b.texts.add(shared, b.temporary)
	})
	if err == nil && b.texts.rest != nil {
		err = b.texts.rest.Flush()
	}
	return err
}

// textOf collects the text of an element: that of its <v> and <t>, but not how it is pronounced (<rPh>).
type textOf struct {
	bytes    []byte
	within   bool
	phonetic bool
	given    bool // there is a <v>, if an empty one
	formula  bool // there is an <f>
}

// take takes the next tag or text within the element. It keeps no more than a record too long for any.
func (t *textOf) take(token xml.Token) {
	switch token := token.(type) {
	case xml.StartElement:
		t.within = token.Name.Local == "v" || token.Name.Local == "t" && !t.phonetic
		t.given = t.given || t.within
		t.formula = t.formula || token.Name.Local == "f"
		t.phonetic = t.phonetic || token.Name.Local == "rPh"
	case xml.EndElement:
		t.within = false
		t.phonetic = t.phonetic && token.Name.Local != "rPh"
	case xml.CharData:
		if t.within {
			t.bytes = append(t.bytes, token[:min(len(token), MostRecord+1-min(len(t.bytes), MostRecord+1))]...)
		}
	}
}
