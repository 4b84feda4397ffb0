package web

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"strings"
	"time"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/export"
	"shimei/store/facts"
	"shimei/views"
)

func init() {
	for a, section := range map[views.Audience]string{views.Customer: "people", views.Partner: "locations", views.Admin: "people"} {
		add(entry{path: views.InviteListPath(a), audience: a, duty: directory.ToManage, form: true, confirms: []string{views.ActInvite}, section: section,
			get: func(r *request) (views.Page, error) { return r.inviteListForm(), nil }, post: inviteList, evidence: true})
		add(entry{path: views.InviteTemplatePath(a), audience: a, file: inviteTemplate})
	}
}

// inviteListForm is the form with what was typed, or the list that was looked at.
func (r *request) inviteListForm() *views.InviteListPage {
	pasted := cmp.Or(r.FormValue(views.FieldPasted), strings.Join(r.Request().Form["rows"], ""), strings.Join(r.unsent.Fields["rows"], ""))
	page := &views.InviteListPage{Pasted: pasted, Encoding: r.FormValue("encoding"), Encodings: facts.Encodings(),
		Columns: store.InviteColumns(), Roles: rolesOf(r.who), Mails: r.Mails}
	if r.audience() == views.Admin {
		page.Roles = nil
		for _, role := range directory.Roles() {
			page.Roles = append(page.Roles, string(role))
		}
	}
	return page
}

// inviteList reads a list, and shows what would become of each line, or invites everybody of it.
func inviteList(r *request) (views.Page, error) {
	page := r.inviteListForm()
	all, err := r.inviteesOf(page)
	if err != nil {
		return nil, err
	}
	if len(page.Errors) > 0 {
		return Invalid(page), nil
	}
	if r.FormValue("act") == views.ActInvite {
		return r.inviteAll(page, all)
	}
	planned, err := r.Store.PlanInvitations(r.ctx(), r.who, all)
	if err != nil {
		return nil, err
	}
	return r.planned(page, planned)
}

// inviteesOf reads the list that was sent. What is wrong with it is said on the page.
func (r *request) inviteesOf(page *views.InviteListPage) ([]store.Invitee, error) {
	name, list := "", io.Reader(nil)
	options := facts.Options{OnPage: true}
	switch {
	case r.files.refusal != nil:
		page.Errors = []views.FieldError{{Field: "file", Message: r.l.Refusal(r.files.refusal)}}
		return nil, nil
	case r.files.long:
		page.Errors = []views.FieldError{{Field: views.FieldPasted, Message: r.l.T("invite_list.long")}}
		return nil, nil
	case r.FormValue("act") == views.ActInvite:
		list = strings.NewReader(strings.Join(r.Request().PostForm["rows"], ""))
	case len(r.files.all) > 0:
		name, list, options.Encoding = r.files.all[0].Name, bytes.NewReader(r.files.all[0].Content), page.Encoding
	case strings.TrimSpace(page.Pasted) != "":
		list = strings.NewReader(page.Pasted)
	default:
		page.Errors = []views.FieldError{{Field: "file", Message: r.l.T("invite_list.empty")}}
		return nil, nil
	}
	all, faults, err := store.ReadInvitees(name, list, options)
	for _, f := range faults {
		page.Faults = append(page.Faults, views.ImportError{File: f.File, Line: int64(f.Line), Column: f.Column, Message: f.Message})
	}
	if len(faults) > 0 {
		page.Errors = []views.FieldError{{Field: "file", Message: r.l.T("invite_list.faulty")}}
	}
	return all, err
}

// planned shows what would become of each line.
func (r *request) planned(page *views.InviteListPage, planned []store.Planned) (views.Page, error) {
	page.News = store.News(planned)
	for _, x := range planned {
		page.Rows = append(page.Rows, views.InviteListRow{Line: int64(x.Line), Email: x.Email, Name: x.Name, Role: string(x.Role),
			Organisation: strings.Join(append([]string{x.TenantID + x.PartnerID}, x.Locations...), " "), There: x.There, Fault: string(x.Fault)})
	}
	switch {
	case store.Faulty(planned):
		page.Errors, page.News = []views.FieldError{{Field: "file", Message: r.l.T("invite_list.faulty")}}, 0
		return Invalid(page), nil
	case page.News == 0:
		page.Errors = []views.FieldError{{Field: "file", Message: r.l.T("invite_list.nobody_new")}}
		return Invalid(page), nil
	}
	var err error
	page.Carried, err = carried(planned)
	return page, err
}

// carriedAtOnce is how many lines a field of the form that invites carries: a field may be only so long.
const carriedAtOnce = 30

// carried is a list that was read, as the form that invites sends it back.
func carried(planned []store.Planned) (parts []string, err error) {
	var all []store.Invitee
	for _, x := range planned {
		all = append(all, x.Invitee)
	}
	var list bytes.Buffer
	if err := store.WriteInvitees(&list, all); err != nil {
		return nil, err
	}
	lines := strings.SplitAfter(list.String(), "\n")
	for len(lines) > 0 {
		n := min(carriedAtOnce, len(lines))
		parts, lines = append(parts, strings.Join(lines[:n], "")), lines[n:]
	}
	return parts, nil
}

// inviteAll invites everybody of a list. Their links are mailed, or else are the answer itself: a page would have to keep
// them.
func (r *request) inviteAll(page *views.InviteListPage, all []store.Invitee) (views.Page, error) {
	planned, err := r.Store.InviteMany(r.ctx(), r.who, all, !r.Mails)
	if errors.Is(err, store.ErrFaulty) || err == nil && store.News(planned) == 0 {
		return r.planned(page, planned)
	}
	if err != nil {
		return nil, err
	}
	if !r.Mails {
		return nil, r.send(r.linksFile(planned), export.CSV)
	}
	r.flash(r.l.T("invite_list.done", "N", store.News(planned)))
	return SeeOther(views.PeopleOf(r.audience())), nil
}

// linksFile is the links of those who were invited, each to be handed over.
func (r *request) linksFile(planned []store.Planned) file {
	return file{name: "invitations", columns: []string{"email", "name", "link", "until"}, rows: func(write func(...any) error) error {
		for _, x := range planned {
			if x.There {
				continue
			}
			if err := write(x.Email, x.Name, r.address()+views.JoinPath(views.JoinInvitation, x.Token), x.Until.UTC().Format(time.RFC3339)); err != nil {
				return err
			}
		}
		return nil
	}}
}

// inviteTemplate is a list to begin with: its columns, and a row that is replaced.
func inviteTemplate(r *request) (file, error) {
	row := []string{"name@example.com", "Name", "", "", "", "", ""}
	switch r.audience() {
	case views.Customer:
		row[2], row[3] = string(directory.Reader), r.who.OrgID
	case views.Partner:
		row[2], row[4] = string(directory.Member), r.who.OrgID
	default:
		row[2] = string(directory.VendorReader)
	}
	return textFile("template-people", [][]string{store.InviteColumns(), row}), nil
}
