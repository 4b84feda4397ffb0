package store

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"shimei/store/directory"
	"shimei/store/facts"
)

// inviteColumns are those of a list of people to invite.
var inviteColumns = []facts.TableColumn{{Name: "email", Required: true}, {Name: "name", Required: true}, {Name: "role", Required: true},
	{Name: "tenant_id"}, {Name: "partner_id"}, {Name: "reading"}, {Name: "locations"}}

// InviteColumns are the names of the columns of a list of people to invite.
func InviteColumns() (names []string) {
	for _, c := range inviteColumns {
		names = append(names, c.Name)
	}
	return names
}

// ReadInvitees reads a list of people to invite. What is wrong with the file itself is among the faults: its form,
// its header, empty cells, more rows than MostInvited. The error is of the reader.
func ReadInvitees(name string, r io.Reader, o facts.Options) (all []Invitee, faults []facts.Fault, err error) {
	t, err := facts.OpenTable(name, r, inviteColumns, o)
	if fault, is := errors.AsType[*facts.Fault](err); is {
		return nil, []facts.Fault{*fault}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, t.Close()) }()
	for t.Next() {
		if len(all) == MostInvited {
			tooMany := facts.Fault{File: name, Line: t.Line(), Message: fmt.Sprintf("the list has more than %d people; split it", MostInvited)}
			return nil, []facts.Fault{tooMany}, nil
		}
		if c, ok := t.Cells(); ok {
			all = append(all, Invitee{t.Line(), NewPerson{Email: c[0], Name: c[1], Role: directory.Role(strings.ToLower(c[2])), TenantID: c[3], PartnerID: c[4], Reading: c[5], Locations: LocationIDs(c[6])}})
		}
	}
	if faults = t.Faults(); len(faults) == 0 {
		if err = t.Err(); err == nil && len(all) == 0 {
			faults = []facts.Fault{{File: name, Line: t.Line(), Message: "the list names nobody; write a row for each person below the names of the columns"}}
		}
	}
	return all, faults, err
}

// WriteInvitees writes people as such a list.
func WriteInvitees(w io.Writer, all []Invitee) error {
	rows := csv.NewWriter(w)
	if err := rows.Write(InviteColumns()); err != nil {
		return err
	}
	for _, x := range all {
		cells := []string{x.Email, x.Name, string(x.Role), x.TenantID, x.PartnerID, x.Reading, strings.Join(x.Locations, " ")}
		for k := range cells {
			cells[k] = facts.Guarded(cells[k])
		}
		if err := rows.Write(cells); err != nil {
			return err
		}
	}
	rows.Flush()
	return rows.Error()
}

// LocationIDs are partner ids as somebody writes several, with spaces, commas or semicolons between them; nil for none.
func LocationIDs(text string) (ids []string) {
	ids = strings.FieldsFunc(text, func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune(",;、", c) })
	if len(ids) == 0 {
		return nil
	}
	return ids
}
