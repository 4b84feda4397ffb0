package views

// AccountChange is what an event of an account tells besides: from where it was done, how the person proved who it is,
// and what it changed.
type AccountChange struct {
	Address  string // empty where it is not known
	Proof    string // of a sign-in: the last part of a message key; empty for none
	Provider string // of single sign-on, as the portal calls it; empty for none
	Why      string // a sign-on was refused: the last part of a message key; empty where it was not
	Role     bool   // Was and Is are roles, and not names
	Was, Is  string // empty for nothing that is kept
}

// said are the lines that stand under the kind.
func (a AccountChange) said(l *Locale) (lines []string) {
	if a.Proof != "" {
		lines = append(lines, l.Term("proof", a.Proof))
	}
	if a.Provider != "" {
		lines = append(lines, l.T("audit.provider", "Provider", a.Provider))
	}
	if a.Why != "" {
		lines = append(lines, l.Term("refused_why", a.Why))
	}
	if a.Address != "" {
		lines = append(lines, l.T("audit.from_address", "Address", a.Address))
	}
	return lines
}

// value is a role or a name in words.
func (a AccountChange) value(l *Locale, v string) string {
	if a.Role && v != "" {
		return l.Term("role", v)
	}
	return v
}
