package views

import (
	"maps"
	"net/url"
	"time"
)

// filterField is one field of a filter.
type filterField struct{ name, value string }

// queryOf returns the fields of a filter as a query, without the empty ones.
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

// nameOf returns the name of the option with an id, or the id where there is none.
func nameOf(l *Locale, options []Option, id string) string {
	for _, o := range options {
		if o.ID == id {
			return l.Text(o.Name)
		}
	}
	return id
}

// dayOf writes a day of a filter as people read it.
func (f Frame) dayOf(text string) string {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return f.L.Date(day)
	}
	return text
}
