package facts

import (
	"encoding/json"
	"strconv"
)

// jsonField is a field of an object, by its path: prepaidUnits.enabled, or subscriptionIds.0 in a list.
type jsonField struct{ name, value string }

// jsonObject is an object while it is read.
type jsonObject struct {
	tokens *jsonTokens
	reads  func(field string) bool
	fields []jsonField
	seen   map[string]bool // the names of fields
}

// mostNested is how many objects and lists a value lies in at most.
const mostNested = 20

// object reads the fields of the object that has begun, with those of the objects in it. Of a list it has
// the elements that are read, and of others the list alone, without a value.
func (t *jsonTokens) object(reads func(field string) bool) ([]jsonField, error) {
	t.from.allowed = t.decoder.InputOffset() + mostObject
	o := &jsonObject{tokens: t, reads: reads, seen: map[string]bool{}}
	err := o.members("", "", 1)
	return o.fields, err
}

// members reads the members of an object at a path that lies in a list, or in none where that is "".
func (o *jsonObject) members(path, list string, depth int) error {
	for {
		token, err := o.tokens.token()
		if err != nil || token == json.Delim('}') {
			return err
		}
		name, _ := token.(string) // the decoder takes no other
		if path != "" {
			name = path + "." + name
		}
		if token, err = o.tokens.token(); err == nil {
			err = o.value(token, name, list, depth)
		}
		if err != nil {
			return err
		}
	}
}

// elements reads the elements of a list, whose paths end with their numbers from 0.
func (o *jsonObject) elements(path, list string, depth int) error {
	for k := 0; ; k++ {
		token, err := o.tokens.token()
		if err != nil || token == json.Delim(']') {
			return err
		}
		if err := o.value(token, path+"."+strconv.Itoa(k), list, depth); err != nil {
			return err
		}
	}
}

// value reads the value that a token begins.
func (o *jsonObject) value(token json.Token, path, list string, depth int) error {
	if depth > mostNested {
		return o.tokens.stop("objects lie in more than %d others; leave out what the mapping does not read", mostNested)
	}
	switch v := token.(type) {
	case json.Delim:
		if v == '{' {
			return o.members(path, list, depth+1)
		}
		if list == "" {
			list = path
		}
		if err := o.add(path, list, ""); err != nil {
			return err
		}
		return o.elements(path, list, depth+1)
	case string:
		return o.add(path, list, v)
	case json.Number:
		return o.add(path, list, v.String())
	case bool:
		return o.add(path, list, strconv.FormatBool(v))
	}
	return o.add(path, list, "") // null
}

// add adds a field.
func (o *jsonObject) add(path, list, value string) error {
	if list != "" && !o.reads(path) {
		if path, value = list, ""; o.seen[path] {
			return nil
		}
	}
	if o.seen[path] {
		return o.tokens.stop("the field %s stands twice in an object; give it once", quote(path))
	}
	o.seen[path] = true
	o.fields = append(o.fields, jsonField{path, value})
	return nil
}
