package facts

import (
	"bufio"
	"fmt"
	"slices"
)

// Exports tells by its header which mapping that is there to be named reads an export best, and how many of its
// columns that reads; "" where none does.
type Exports func(header []string) (mapping string, columns int)

// hint says of a header by which mapping the file is likely to be read, and how that is chosen; "" where none
// reads more of its columns than are known.
func (o Options) hint(header []string, known int) string {
	if o.Exports == nil {
		return ""
	}
	mapping, columns := o.Exports(header)
	if mapping == "" || columns <= known || o.Map != nil && o.Map.Name() == mapping {
		return ""
	}
	text := fmt.Sprintf("this looks like an export that the mapping %s reads; ", mapping)
	if o.OnPage {
		return text + "choose it as what reads the files, and the file again"
	}
	return text + "import it with --map " + mapping
}

// unmapped returns the fault of a file that is JSON, and that no mapping is to read.
func (o Options) unmapped(text *bufio.Reader, encoding string) *stopped {
	hint := ""
	r := newJSON(text, encoding, func(string) bool { return true })
	if header, err := r.Read(); err == nil { // what is wrong with it is no matter as long as nothing reads it
		hint = o.hint(header, 0)
	}
	message := "the file is JSON, which is read by a mapping"
	switch {
	case hint != "":
		message += "; " + hint
	case o.OnPage:
		message += "; choose one that reads such files, or write the file as CSV"
	default:
		message += "; name one with --map, or write the file as CSV"
	}
	return stop("%s", message)
}

// unfitHeader describes a header that does not fit its kind, or any, by the mapping that reads it where one
// does, and by text where none does or where its columns are only mistyped.
func (f *File) unfitHeader(best mismatch, text string) string {
	if hint := f.options.hint(f.heading, best.known); hint != "" && slices.Contains(best.meant, "") {
		return hint
	}
	return text
}
