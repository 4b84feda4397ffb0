package web

import (
	"errors"
	"slices"
	"sync"
	"time"

	"shimei/store"
	"shimei/store/programme"
	"shimei/views"
)

// setSettings keeps how the person has pages shown: with the account, and at this browser.
func setSettings(r *request) (views.Page, error) {
	x := store.Settings{Language: r.FormValue("language"), Theme: r.FormValue("theme"), Zone: r.FormValue("zone")}
	if !slices.Contains(views.Languages, x.Language) {
		x.Language = views.Languages[0]
	}
	if !slices.Contains(views.Themes, x.Theme) {
		x.Theme = ""
	}
	err := r.Store.SetSettings(r.ctx(), r.who.Key, x)
	if errors.Is(err, store.ErrZone) {
		return r.profileRefused(views.FieldError{Field: "zone", Message: r.l.T("profile.wrong_zone")})
	}
	if err != nil {
		return nil, err
	}
	r.keep(languageCookie, x.Language)
	r.keep(themeCookie, x.Theme)
	r.flash(views.For(x.Language).T("profile_done.settings"))
	return SeeOther(views.ProfilePath), nil
}

// settings are how the person has pages shown: as typed where the form is refused.
func (r *request) settings() views.Settings {
	if r.FormValue("act") == views.ActSettings {
		return views.Settings{Language: r.FormValue("language"), Theme: r.FormValue("theme"), Zone: r.FormValue("zone")}
	}
	return views.Settings{Language: r.l.Language(), Theme: r.theme(), Zone: r.who.Zone}
}

// ownZone is the zone in which the person has moments shown, or nil where that is the programme's. A name that
// another machine knew and this one does not is the programme's too.
func (r *request) ownZone(p *programme.Programme) *time.Location {
	if r.who.Zone == "" || r.who.Zone == p.Zone.String() {
		return nil
	}
	if kept, is := zones.Load(r.who.Zone); is {
		return kept.(*time.Location)
	}
	zone, err := programme.Zone(r.who.Zone)
	if err != nil {
		return nil
	}
	zones.Store(r.who.Zone, zone)
	return zone
}

// zones are those that were read from the machine's, by their names.
var zones sync.Map
