package views

// lifeRefused reports whether one of some fields was refused.
func (p PersonPage) lifeRefused(fields ...string) bool {
	for _, name := range fields {
		if errorAt(p.Errors, name) != "" {
			return true
		}
	}
	return false
}
