package facts

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// jsonRecords are the objects of a list in JSON: of the list that the file is, or of the one that it calls
// value or items, as the APIs do whose answers are saved. The fields of the first object are the columns.
type jsonRecords struct {
	tokens   *jsonTokens
	encoding string
	reads    func(field string) bool
	begun    bool
	within   bool           // the list is a member of an object
	header   []string       // paths of the first object's fields
	places   map[string]int // of these
	first    []string       // cells of the first object, until they are read
	line     int            // at which the current object starts
}

// isJSON reports whether a text is JSON, and no CSV.
func isJSON(text *bufio.Reader) bool {
	head, _ := text.Peek(1 << 10) // an error is met again by whoever reads
	start := strings.TrimLeft(string(head), " \t\r\n")
	return strings.HasPrefix(start, "{") || strings.HasPrefix(start, "[")
}

func newJSON(text io.Reader, encoding string, reads func(field string) bool) *jsonRecords {
	return &jsonRecords{tokens: newTokens(text), encoding: encoding, reads: reads}
}

// Read returns the names of the fields first, and then the values of object after object.
func (r *jsonRecords) Read() ([]string, error) {
	if !r.begun {
		return r.begin()
	}
	if r.first != nil {
		cells := r.first
		r.first = nil
		return cells, nil
	}
	object, err := r.object()
	if err != nil {
		return nil, err
	}
	return r.cells(object)
}

// begin finds the list, and reads its first object.
func (r *jsonRecords) begin() ([]string, error) {
	r.begun = true
	if err := r.enter(); err != nil {
		return nil, err
	}
	object, err := r.object()
	if err == io.EOF {
		return nil, r.tokens.stop("the list of the file is empty; there is nothing to import")
	}
	if err != nil {
		return nil, err
	}
	if len(object) == 0 {
		return nil, r.tokens.stop("the first object has no field; its fields are the columns of the file")
	}
	r.places = map[string]int{}
	for _, f := range object {
		r.places[f.name] = len(r.header)
		r.header, r.first = append(r.header, f.name), append(r.first, f.value)
	}
	return r.header, nil
}

// enter goes into the list of the file.
func (r *jsonRecords) enter() error {
	token, err := r.tokens.next()
	if err != nil || token == json.Delim('[') {
		return err
	}
	if token != json.Delim('{') {
		return r.tokens.stop("the file is no list of objects; give it as [{…}, {…}]")
	}
	r.within = true
	for {
		name, err := r.tokens.next()
		if err != nil {
			return err
		}
		if name == json.Delim('}') {
			return r.tokens.stop("the file has no list of objects under value or items; give the list itself, as [{…}, {…}]")
		}
		token, err := r.tokens.next()
		if err != nil {
			return err
		}
		if token == json.Delim('[') && (name == "value" || name == "items") {
			return nil
		}
		if err := r.tokens.skip(token); err != nil {
			return err
		}
	}
}

// object reads the next object of the list. The error is io.EOF after the last one, when the file has ended
// as it should.
func (r *jsonRecords) object() ([]jsonField, error) {
	token, err := r.tokens.next()
	switch {
	case err != nil:
		return nil, err
	case token == json.Delim(']'):
		return nil, r.leave()
	case token != json.Delim('{'):
		return nil, r.tokens.stop("an entry of the list is no object; give it as {…}")
	}
	r.line = r.tokens.line()
	return r.tokens.object(r.reads)
}

// leave reads what stands after the list.
func (r *jsonRecords) leave() error {
	for r.within {
		token, err := r.tokens.next()
		if err != nil {
			return err
		}
		if token == json.Delim('}') {
			break
		}
		if token, err = r.tokens.next(); err != nil { // the first was a name
			return err
		}
		if err := r.tokens.skip(token); err != nil {
			return err
		}
	}
	if _, err := r.tokens.decoder.Token(); err != io.EOF {
		return r.tokens.stop("something stands after the end of the list; give one list in a file")
	}
	return io.EOF
}

// cells lays an object under the header. What the first object does not have is passed over, unless it is
// read: then the columns would not be those of the file.
func (r *jsonRecords) cells(object []jsonField) ([]string, error) {
	cells := make([]string, len(r.header))
	for _, f := range object {
		place, is := r.places[f.name]
		switch {
		case is:
			cells[place] = f.value
		case r.reads(f.name):
			return nil, &stopped{line: r.line, place: noPlace,
				message: fmt.Sprintf("the first object has no field %s, and this one has; give it in the first one too, as null where it is empty", quote(f.name))}
		}
	}
	return cells, nil
}

func (r *jsonRecords) lineOf(int) int { return max(r.line, 1) }

func (r *jsonRecords) illegible([]string) *stopped { return nil }

func (r *jsonRecords) remedies() (fewer, more string) { return "", "" }

func (r *jsonRecords) form() string { return r.encoding + ", JSON" }
