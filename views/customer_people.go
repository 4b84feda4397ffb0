package views

// PeoplePath is the address of a customer's people.
const PeoplePath = "/people"

// PeoplePage lists the people of a customer who have an account, with what each may do.
type PeoplePage struct {
	Frame
	Count int64
	Rows  []PersonRow
	List  List
}

// PersonRow is one account.
type PersonRow struct {
	Name        string
	Email       string
	Role        string // such as owner: the last part of a message key
	MayNominate bool
	Disabled    bool
	Invited     bool   // and has not come in yet
	Self        bool   // who looks at the page
	Path        string // of the person's page, for those who manage it; empty for others
}

// may says what the person may do.
func (r PersonRow) may(l *Locale) string {
	switch {
	case r.Disabled, r.Invited:
		return l.T("people.may_nothing")
	case r.MayNominate:
		return l.T("people.may_nominate")
	}
	return l.T("people.may_read")
}

// state is the last part of the message key of whether the person can sign in.
func (r PersonRow) state() string {
	if r.Disabled {
		return "disabled"
	}
	if r.Invited {
		return "invited"
	}
	return "active"
}
