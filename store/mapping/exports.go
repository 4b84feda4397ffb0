package mapping

import "shimei/store/facts"

// Export tells by its header which of the mappings that ship reads an export, as facts.Exports has it: of those
// whose columns it has the one that reads the most of it.
func Export(header []string) (name string, columns int) {
	for _, candidate := range Names() {
		m, err := BuiltIn(candidate)
		if err != nil {
			panic(err) // they are part of the program
		}
		if n := m.readsOf(header); n > columns && m.has(header) {
			name, columns = candidate, n
		}
	}
	return name, columns
}

// readsOf counts the columns of a header that the mapping reads.
func (m *Mapping) readsOf(header []string) (n int) {
	for _, column := range header {
		if m.Reads(column) {
			n++
		}
	}
	return n
}

// has reports whether a header has all columns that the mapping cannot do without.
func (m *Mapping) has(header []string) bool {
	b := begun{Mapping: m, places: map[string]int{}}
	for k, column := range header {
		b.places[facts.FoldedName(column)] = k
	}
	for _, o := range m.outputs() {
		if v := o.from; !v.isConstant && !v.optional && v.set == "" && b.find(v.columns) == nowhere {
			return false
		}
	}
	for _, rule := range m.leaveOut {
		if !rule.optional && b.find(rule.columns) == nowhere {
			return false
		}
	}
	return true
}
