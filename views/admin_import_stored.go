package views

import "shimei/store/programme"

// ImportStoredPage says what several files that were imported together did.
type ImportStoredPage struct {
	Frame
	Imports []Import
}

// monthsOf are the first and the last month that imports wrote usage of; 0 for none.
func monthsOf(imports []Import) (first, last programme.Month) {
	for _, i := range imports {
		if i.First != 0 && (first == 0 || i.First < first) {
			first = i.First
		}
		last = max(last, i.Last)
	}
	return first, last
}

// monthSpan names a month, or the first and the last of several.
func (f Frame) monthSpan(first, last programme.Month) string {
	if first == last {
		return f.L.Month(first)
	}
	return f.T("stored.span", "First", f.L.Month(first), "Last", f.L.Month(last))
}
