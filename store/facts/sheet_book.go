package facts

import (
	"encoding/xml"
	"path"
	"strconv"
	"strings"
)

// mostParts is how many parts, formats and styles of cells a workbook may have: all that Excel can.
const mostParts = 1 << 17

// book is what a workbook says of its sheets and their cells.
type book struct {
	*unpacking
	parts   map[string]string // the part of each id
	kinds   map[string]string // what it is
	sheet   string            // the name of the first sheet that is seen
	part    string            // that it is in
	is1904  bool              // days are counted from 1904
	styles  []format          // how each style of cells shows numbers
	formats map[int]format    // how each format of the book's own does
	texts   *texts
}

// newBook reads all of a workbook but its sheets.
func newBook(u *unpacking) (*book, error) {
	b := &book{unpacking: u, parts: map[string]string{}, kinds: map[string]string{}, formats: map[int]format{}, texts: &texts{}}
	if err := b.read("xl/_rels/workbook.xml.rels", b.relation); err != nil {
		return nil, err
	}
	if err := b.read("xl/workbook.xml", b.property); err != nil {
		return nil, err
	}
	if b.part == "" {
		return nil, stop("the workbook has no sheet with cells that is shown; show it, or save it as CSV in UTF-8")
	}
	for id, name := range b.parts {
		if err := b.readPart(b.kinds[id], name); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// readPart reads a part that cells refer to.
func (b *book) readPart(kind, name string) error {
	switch kind {
	case "styles":
		cells := false
		return b.read(name, func(tag xml.StartElement) error { return b.style(tag, &cells) })
	case "sharedStrings":
		return b.readTexts(name)
	}
	return nil
}

// read hands on the tags of a part, if it is there.
func (b *book) read(name string, take func(xml.StartElement) error) error {
	p, err := b.openPart(name)
	if err != nil || p == nil {
		return err
	}
	return p.all(func(token xml.Token) error {
		tag, is := token.(xml.StartElement)
		if !is {
			return nil
		}
		if len(b.parts)+len(b.formats)+len(b.styles) > mostParts {
			return p.damaged()
		}
		return take(tag)
	})
}

// relation reads where a part is. What lies outside of the workbook is passed over, and so is what has a
// name that is longer than any.
func (b *book) relation(tag xml.StartElement) error {
	id, target := attribute(tag, "Id"), strings.ReplaceAll(attribute(tag, "Target"), `\`, "/")
	kind := path.Base(attribute(tag, "Type"))
	if tag.Name.Local != "Relationship" || attribute(tag, "TargetMode") == "External" || len(id)+len(target)+len(kind) > 1<<10 {
		return nil
	}
	if !strings.HasPrefix(target, "/") {
		target = path.Join("xl", target)
	}
	b.parts[id], b.kinds[id] = strings.TrimPrefix(target, "/"), kind
	return nil
}

// property reads which the first sheet is and how days are counted.
func (b *book) property(tag xml.StartElement) error {
	switch tag.Name.Local {
	case "workbookPr":
		is := attribute(tag, "date1904")
		b.is1904 = is == "1" || is == "true"
	case "sheet":
		id, state := attribute(tag, "id"), attribute(tag, "state")
		if b.part == "" && b.kinds[id] == "worksheet" && state != "hidden" && state != "veryHidden" {
			b.part, b.sheet = b.parts[id], attribute(tag, "name")
		}
	}
	return nil
}

// style reads how styles show numbers; cells says whether those of cells have begun.
func (b *book) style(tag xml.StartElement, cells *bool) error {
	id, _ := strconv.Atoi(attribute(tag, "numFmtId")) // 0, the general one, where it is none
	switch tag.Name.Local {
	case "cellXfs":
		*cells = true
	case "cellStyles", "dxfs":
		return errEnough
	case "numFmt":
		b.formats[id] = formatOf(attribute(tag, "formatCode"))
	case "xf":
		if *cells {
			own, is := b.formats[id]
			if !is {
				own.isDay = isDayNumber(id)
			}
			b.styles = append(b.styles, own)
		}
	}
	return nil
}
