package web

import (
	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: "/partner/contact/:id", audience: views.Partner, duty: directory.ToAsk, form: true, section: "locations", get: contactPage, post: setContact})
}

func contactPage(r *request) (views.Page, error) { return r.contactForm() }

// contactForm is the form of a location that customers nominate, or ErrNotFound for one of others.
func (r *request) contactForm() (*views.ContactPage, error) {
	account, err := r.Store.Account(r.ctx(), r.who.Scope())
	if err != nil {
		return nil, err
	}
	for _, x := range account.ToNominate() {
		if programme.KeyOf(x.ID) != programme.KeyOf(r.id("id")) {
			continue
		}
		contacts, said, err := r.Store.Contacts(r.ctx(), []int64{x.Key})
		if err != nil {
			return nil, err
		}
		page := &views.ContactPage{Location: partnerRef(x), Email: x.Email, AllLanguages: directory.WorkLanguages}
		if said[x.Key] {
			page.Contact = views.Contact(contacts[x.Key])
		}
		profile, err := r.Store.Profile(r.ctx(), x.Key)
		page.Profile = views.PartnerProfile(profile)
		return page, err
	}
	return nil, store.ErrNotFound
}

func setContact(r *request) (views.Page, error) {
	page, err := r.contactForm()
	if err != nil {
		return nil, err
	}
	c := directory.Contact{Name: r.FormValue("name"), Email: r.FormValue("email"), Phone: r.FormValue("phone"), Hours: r.FormValue("hours")}
	x, err := r.profile()
	if err != nil {
		return nil, err
	}
	err = r.Store.SetPage(r.ctx(), r.who, page.Location.ID, c, x)
	if refusal := store.Refusal(err); refusal != nil && !refusal.Role() {
		page.Contact, page.Profile = views.Contact(c), views.PartnerProfile(x)
		page.Errors = []views.FieldError{{Field: contactField(refusal.Code), Message: r.l.Refusal(refusal)}}
		return Invalid(page), nil
	}
	if err != nil {
		return nil, err
	}
	r.flash(r.l.T("contact.done", "Name", page.Location.Name))
	return SeeOther(views.LocationsPath), nil
}

// profile is what the form tells of a location beside its contact.
func (r *request) profile() (directory.Profile, error) {
	values, err := r.FormParams()
	return directory.Profile{Place: values.Get("place"), Languages: values["languages"], Introduction: values.Get("introduction")}, err
}

// contactField is the field that a refusal is about.
func contactField(code string) string {
	switch code {
	case programme.RefusedContactLong:
		return "name"
	case programme.RefusedContactPhone:
		return "phone"
	case programme.RefusedPlaceLong:
		return "place"
	case programme.RefusedIntroductionLong:
		return "introduction"
	}
	return "email"
}

// contactsOf are the support contacts of the partners of a customer's person, by the partners' keys.
func (r *request) contactsOf() (func(partner int64) *views.Contact, error) {
	all, err := r.Store.ContactsOf(r.ctx(), r.who.Customer)
	return func(partner int64) *views.Contact {
		c := views.Contact(all[partner])
		return &c
	}, err
}
