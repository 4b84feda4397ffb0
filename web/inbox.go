package web

import (
	"slices"
	"strconv"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/outbox"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.MessagesPath, audience: views.SignedIn, get: inboxPage, post: readMessages, file: messagesFile})
	add(entry{path: views.OpenMessagePath(":key"), audience: views.SignedIn, post: openMessage})
	add(entry{path: views.MailChoicesPath, audience: views.SignedIn, post: chooseMail})
	add(entry{path: views.RetryMailPath, audience: views.Admin, duty: directory.ToRun, post: retryMail})
}

// inboxPage lists what the person is told, and which of it goes by mail.
func inboxPage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	in, err := r.Store.Inbox(r.ctx(), r.who)
	if err != nil {
		return nil, err
	}
	page := &views.InboxPage{Filter: r.inboxQuery(), Latest: in.Latest, Mails: r.Mails}
	for _, t := range outbox.Topics(r.who.Role.Audience()) {
		page.Topics = append(page.Topics, string(t))
		if !slices.Contains(in.Unmailed, t) {
			page.Mailed = append(page.Mailed, string(t))
		}
	}
	page.List = r.list(views.MessagesPath, page.Filter.Query(), outbox.Order)
	page.Rows, page.Count, err = listed(r, &page.List, outbox.Order, func(part db.Part) ([]outbox.Message, int64, error) {
		return r.Store.Messages(r.ctx(), r.who, inboxFilter(page.Filter), part)
	}, func(m outbox.Message) (int64, views.Message) { return m.Key, messageOf(p, m) })
	if err == nil && r.who.Role.Audience() == "admin" {
		err = r.failedMail(p, page)
	}
	return page, err
}

// failedRows is how many mails that failed an admin is shown.
const failedRows = 20

// failedMail shows an admin which mails reached nobody.
func (r *request) failedMail(p *programme.Programme, page *views.InboxPage) error {
	found, count, err := r.Store.Outbox(r.ctx(), outbox.Filter{Mail: outbox.Failed}, db.Part{Sort: db.Sort{By: "at", Down: true}, Limit: failedRows})
	page.Failing = count
	for _, m := range found {
		page.Failed = append(page.Failed, views.FailedMail{Message: messageOf(p, m), Email: m.To.Email, Why: m.Mail.Error, At: m.At.In(p.Zone)})
	}
	return err
}

// inboxQuery reads the filter from the query. What is no topic of the person's is as if nothing was chosen.
func (r *request) inboxQuery() views.InboxFilter {
	var topics []string
	for _, t := range outbox.Topics(r.who.Role.Audience()) {
		topics = append(topics, string(t))
	}
	return views.InboxFilter{Topic: r.choice("topic", topics...), State: r.choice("state", views.FilterUnread)}
}

func inboxFilter(v views.InboxFilter) outbox.Filter {
	return outbox.Filter{Topic: outbox.Topic(v.Topic), Unread: v.State == views.FilterUnread}
}

// messagesFile is the same as a file, in the language of the page.
func messagesFile(r *request) (file, error) {
	p, err := r.programme()
	if err != nil {
		return file{}, err
	}
	audience := views.Audience(r.who.Role.Audience())
	columns := []string{"at", "topic", "kind", "subject", "body", "by", "note", "path", "read"}
	return file{name: "messages", columns: columns, rows: func(write func(...any) error) error {
		return r.Store.EachMessage(r.ctx(), r.who, inboxFilter(r.inboxQuery()), r.sort(outbox.Order), func(m outbox.Message) error {
			v := messageOf(p, m)
			return write(moment(m.At, p.Zone), v.Topic, v.Kind, v.Subject(r.l), v.Body(r.l), v.By, v.Note, v.Path(audience), strconv.FormatBool(v.Read))
		})
	}}, nil
}

// openMessage marks a message as read and leads to the page that it is about.
func openMessage(r *request) (views.Page, error) {
	key, err := r.key("key")
	if err != nil {
		return nil, err
	}
	m, err := r.Store.OpenMessage(r.ctx(), r.who, key)
	if err != nil {
		return nil, err
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	return SeeOther(messageOf(p, m).Path(views.Audience(r.who.Role.Audience()))), nil
}

// readMessages marks all messages as read that the person was shown.
func readMessages(r *request) (views.Page, error) {
	latest, err := strconv.ParseInt(r.FormValue("latest"), 10, 64)
	if err != nil {
		return nil, store.ErrNotFound
	}
	if err := r.Store.ReadMessages(r.ctx(), r.who, latest); err != nil {
		return nil, err
	}
	r.flash(r.l.T("messages.read_done"))
	return SeeOther(views.MessagesPath), nil
}

// chooseMail keeps of which topics the person wants mail.
func chooseMail(r *request) (views.Page, error) {
	form, err := r.FormParams()
	if err != nil {
		return nil, err
	}
	var mailed []outbox.Topic
	for _, t := range form["mail"] {
		mailed = append(mailed, outbox.Topic(t))
	}
	if err := r.Store.ChooseMail(r.ctx(), r.who, mailed); err != nil {
		return nil, err
	}
	r.flash(r.l.T("messages.choices_done"))
	return SeeOther(views.MessagesPath), nil
}

// retryMail has all mails that failed sent again.
func retryMail(r *request) (views.Page, error) {
	n, err := r.Store.RetryMail(r.ctx(), 0)
	if err != nil {
		return nil, err
	}
	r.flash(r.l.T("messages.failed_done", "N", n))
	return SeeOther(views.MessagesPath), nil
}
