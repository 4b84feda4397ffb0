package facts

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// mostToken is the longest piece of a workbook's XML that is read, in bytes: a tag, or the text between
// two. The XML reader holds one in memory, however long.
const mostToken = 4 * MostRecord

// part is a file within a workbook. Of XML it reads tags and texts alone: nothing is run, and nothing fetched.
type part struct {
	name string
	xml  *xml.Decoder
	from *bufio.Reader
	left int // bytes that the present token may still have
	err  error
}

// openPart opens a part of a workbook by its name, which has no regard to case. It is nil where there is none.
func (u *unpacking) openPart(name string) (*part, error) {
	for _, file := range u.archive.File {
		if strings.EqualFold(slashed(file), name) {
			return u.partOf(file)
		}
	}
	return nil, nil
}

func (u *unpacking) partOf(file *zip.File) (*part, error) {
	inner, err := u.open(file, "workbook")
	if err != nil {
		return nil, err
	}
	p := &part{name: file.Name, from: bufio.NewReaderSize(inner, 64<<10)}
	p.xml = xml.NewDecoder(p)
	return p, nil
}

// Read is there for xml.NewDecoder, which takes single bytes.
func (p *part) Read(b []byte) (int, error) { return p.from.Read(b) }

// ReadByte hands on a byte of the present token, unless it is too long.
func (p *part) ReadByte() (byte, error) {
	if p.left--; p.left < 0 {
		p.err = &tooLong{}
		return 0, p.err
	}
	c, err := p.from.ReadByte()
	if err != nil {
		p.err = err
	}
	return c, err
}

// next returns the next tag or text, which holds until the next call. The error is io.EOF at the end, a
// *tooLong, a *stopped or that of the file's reader.
func (p *part) next() (xml.Token, error) {
	p.left = mostToken
	token, err := p.xml.RawToken()
	switch {
	case err == nil || err == io.EOF:
		return token, err
	case p.err != nil && p.err != io.EOF:
		return nil, p.err
	}
	return nil, p.damaged()
}

// all calls take with each tag and text, until it returns an error, which errEnough makes none of.
func (p *part) all(take func(xml.Token) error) error {
	for {
		token, err := p.next()
		if err == nil {
			err = take(token)
		}
		var long *tooLong
		switch {
		case err == io.EOF, err == errEnough:
			return nil
		case errors.As(err, &long):
			return p.damaged()
		case err != nil:
			return err
		}
	}
}

// errEnough ends part.all.
var errEnough = errors.New("enough")

func (p *part) damaged() *stopped {
	return stop("the workbook is damaged (in %s); open it in a spreadsheet program and save it again", quote(p.name))
}

// attribute returns an attribute of a tag, "" where it has none.
func attribute(tag xml.StartElement, name string) string {
	for _, a := range tag.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
