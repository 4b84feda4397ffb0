package views

// InviteListPath returns the address where an audience invites many from a list (GET, and POST act, file or pasted and
// encoding, or rows).
func InviteListPath(a Audience) string { return InvitePath(a) + "/list" }

// InviteTemplatePath returns the address of a list to begin with, without its form.
func InviteTemplatePath(a Audience) string { return InvitePath(a) + "/template" }

// ActInvite is the act of the form that invites everybody of a list that was looked at.
const ActInvite = "invite"

// FieldPasted is the field of a list that is pasted.
const FieldPasted = "pasted"

// InviteListPage asks for a list of people to invite, and shows what would become of each.
type InviteListPage struct {
	Frame
	Pasted, Encoding string // as typed and chosen
	Encodings        []string
	Columns          []string
	Roles            []string
	Mails            bool
	Rows             []InviteListRow // of the list that was read; none before
	News             int             // how many of them would be invited
	Carried          []string        // the list, in parts, for the form that invites; none where it cannot be
	Faults           []ImportError   // of the list itself
	Errors           []FieldError
}

// InviteListRow is a line of a list.
type InviteListRow struct {
	Line              int64
	Email, Name, Role string
	Organisation      string // tenant id, or partner id and ids of chosen locations; empty for the vendor's own
	There             bool
	Fault             string // the last part of a message key; empty for none
}

// becomes says what becomes of a line.
func (r InviteListRow) becomes(l *Locale) string {
	switch {
	case r.Fault != "":
		return l.Term("invite_fault", r.Fault)
	case r.There:
		return l.T("invite_list.there")
	}
	return l.T("invite_list.new")
}

// roleName is the role in words, or what stands in the list where that is none.
func (r InviteListRow) roleName(p InviteListPage) string {
	for _, role := range p.Roles {
		if role == r.Role {
			return p.L.Term("role", role)
		}
	}
	return r.Role
}

// encodings are those that a list may be in.
func (p InviteListPage) encodings() []choice {
	list := []choice{{"", p.T("invite_list.encoding_usual")}}
	for _, label := range p.Encodings {
		list = append(list, choice{label, label})
	}
	return list
}

// mostPasted is how many letters may be pasted: more than the portal takes, since a browser cuts the rest off and does
// not say so.
const mostPasted = 1 << 20
