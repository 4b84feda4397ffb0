package web

import (
	"errors"
	"slices"

	"shimei/store"
	"shimei/store/directory"
	"shimei/views"
)

// errNoPlace refuses chosen locations of which none is ticked, and errPlaces ticks beside the whole account.
var (
	errNoPlace = errors.New("no location is ticked")
	errPlaces  = errors.New("locations are ticked beside the whole account")
)

// narrowed tells a partner's page which locations who asks is for, and leads to no page of the whole account.
func (r *request) narrowed(f *views.Frame) error {
	if !r.who.Chosen {
		return nil
	}
	account, err := r.Store.Account(r.ctx(), r.who.Scope())
	for _, p := range account.ToBelong() {
		f.Person.Places = append(f.Person.Places, p.Name)
	}
	f.Sections = slices.DeleteFunc(slices.Clone(f.Sections), func(s views.Section) bool { return s.Whole })
	return err
}

// scopeOf is what a partner's person sees and acts for, among what who asks may give; nothing for other people.
func (r *request) scopeOf(p directory.Person) (views.ScopeChoice, error) {
	if p.Account == 0 {
		return views.ScopeChoice{}, nil
	}
	own, has := directory.Whole(p.Account), p.Scope()
	if r.audience() == views.Partner {
		own = r.who.Scope()
	}
	account, err := r.Store.Account(r.ctx(), own)
	return scopeChoice(account, own, has.Chosen, func(p directory.Partner) bool { return has.Chosen && has.Has(p.Key, p.Account) }), err
}

// scopeChoice offers those partners of an account that who chooses is for. An account of one partner offers nothing, unless
// chosen says that somebody is for chosen ones already.
func scopeChoice(account directory.Account, own directory.Scope, chosen bool, ticked func(directory.Partner) bool) views.ScopeChoice {
	c := views.ScopeChoice{MayWhole: !own.Chosen}
	for _, p := range account.ToBelong() {
		c.Places = append(c.Places, views.ScopePlace{Partner: partnerRef(p), Ticked: ticked(p)})
	}
	switch {
	case chosen || own.Chosen:
		c.Scope = views.ScopeChosen
	case len(account.Locations) > 0:
		c.Scope = views.ScopeWhole
	}
	return c
}

// typedScope is the scope as a form has it.
func (r *request) typedScope() (chosen bool, ids []string, err error) {
	values, err := r.FormParams()
	return r.who.Chosen || values.Get("scope") == views.ScopeChosen, values["location"], err
}

// places are the ids of the locations that a form chooses; none for the whole account. It is errNoPlace where some are
// to be chosen and none is, and errPlaces where somebody who was not for chosen ones before is to have all of them, and some.
func (r *request) places(before bool) ([]string, error) {
	chosen, ids, err := r.typedScope()
	switch {
	case err == nil && !chosen && !before && len(ids) > 0:
		return nil, errPlaces
	case err != nil || !chosen:
		return nil, err
	case len(ids) == 0:
		return nil, errNoPlace
	}
	return ids, nil
}

// setScope gives a partner's person other locations.
func (r *request) setScope(page *views.PersonPage) error {
	ids, err := r.places(page.Scope.Scope == views.ScopeChosen)
	if err != nil {
		return err
	}
	return r.Store.SetScope(r.ctx(), r.who, page.Key, ids)
}

// inviteChoices are the locations that a partner's form offers, as it was filled in.
func (r *request) inviteChoices(page *views.InvitePage) error {
	account, err := r.Store.Account(r.ctx(), r.who.Scope())
	if err != nil {
		return err
	}
	chosen, ids, err := r.typedScope()
	page.Locations = partnerRefs(account.ToBelong())
	page.Scope = scopeChoice(account, r.who.Scope(), chosen, func(p directory.Partner) bool { return slices.Contains(ids, p.ID) })
	return err
}

// placed gives somebody who is to be invited an organisation and locations, as who asks may: a customer's and a partner's
// people invite into their own.
func (r *request) placed(n store.NewPerson, page *views.InvitePage) (store.NewPerson, error) {
	switch r.audience() {
	case views.Customer:
		n.TenantID, n.PartnerID = r.who.OrgID, ""
	case views.Partner:
		n.TenantID = ""
		if len(page.Locations) == 1 {
			n.PartnerID = page.Locations[0].ID
		}
		var err error
		n.Locations, err = r.places(false)
		return n, err
	case views.Admin:
		n.Locations = store.LocationIDs(page.Chosen)
	}
	return n, nil
}

// scopeFault is what is wrong with the locations that a form chooses; nil for nothing, and for what is wrong otherwise.
func (r *request) scopeFault(err error) *views.FieldError {
	field := "location"
	if r.audience() == views.Admin && r.FormValue("locations") != "" { // as typed
		field = "locations"
	}
	switch {
	case errors.Is(err, errNoPlace) && r.who.Chosen:
		return &views.FieldError{Field: field, Message: r.l.T("scope.wrong_own")}
	case errors.Is(err, store.ErrLocation) && field == "location":
		return &views.FieldError{Field: field, Message: r.l.T("scope.not_given")}
	case errors.Is(err, errNoPlace):
		return &views.FieldError{Field: field, Message: r.l.T("scope.wrong")}
	case errors.Is(err, errPlaces):
		return &views.FieldError{Field: field, Message: r.l.T("scope.both")}
	case errors.Is(err, store.ErrLocation):
		return &views.FieldError{Field: field, Message: r.l.T("scope.unknown")}
	}
	return nil
}

// ownLink is the address by which customers nominate the partner of who asks: for chosen locations the first of them.
func (r *request) ownLink() (string, error) {
	id := r.who.OrgID
	if r.who.Chosen {
		account, err := r.Store.Account(r.ctx(), r.who.Scope())
		if own := account.ToNominate(); len(own) > 0 {
			id = own[0].ID
		}
		if err != nil {
			return "", err
		}
	}
	return r.nominationLink(id)
}
