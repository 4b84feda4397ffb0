package views

import (
	"maps"
	"net/url"
)

// queryOf returns what a list is narrowed to as a query, without what is empty.
func queryOf(fields []filterField) url.Values {
	q := url.Values{}
	for _, field := range fields {
		if field.value != "" {
			q.Set(field.name, field.value)
		}
	}
	return q
}

// chipsOf returns the filters of a list that are on, each with the address without it. read
// gives a value as people read it.
func (f Frame) chipsOf(l List, fields []filterField, read func(filterField) string) []Chip {
	var on []Chip
	for _, field := range fields {
		if field.value == "" {
			continue
		}
		others := maps.Clone(queryOf(fields))
		others.Del(field.name)
		on = append(on, Chip{Text: f.T("filter_chip."+field.name, "Value", read(field)), Remove: l.narrowed(others)})
	}
	return on
}
