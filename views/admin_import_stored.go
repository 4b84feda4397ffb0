package views

import "shimei/store/programme"

// ImportStoredPage says what several files that were imported together did.
type ImportStoredPage struct {
	Frame
	Imports []Import // until one that is refused, then those that are untried
}

// refused names the file that was refused; "" for none.
func (p ImportStoredPage) refused() string {
	for _, i := range p.Imports {
		if i.State == ImportRefused {
			return i.Files[0]
		}
	}
	return ""
}

func (p ImportStoredPage) title() string {
	if p.refused() != "" {
		return p.T("stored.partly_title")
	}
	return p.T("stored.title")
}

// outcome says what became of the files, and what to do with those that are not stored.
func (p ImportStoredPage) outcome() string {
	if name := p.refused(); name != "" {
		return p.T("stored.partly", "File", name)
	}
	return p.T("import.stored")
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
