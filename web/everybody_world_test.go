package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"shimei/store"
	"shimei/store/demo"
	"shimei/store/directory"
	"shimei/store/signin"
	"shimei/views"
)

// anybody is somebody who asks for pages, and what the portal takes that one for.
type anybody struct {
	called string
	v      *visitor
	role   directory.Role // "" for who is nobody to the portal
	of     string         // the organisation: T-A, T-B, 100, 200, 400 or the vendor's ""; 201 and 202 of who is for that location of 200 alone
}

// kept are people who had a session, and for whom none is good any more.
const (
	disabled = "gone@aster.example"
	halfIn   = "half@aster.example"
	left     = "left@lumen.example"
	invitee  = "invitee@aster.example"
)

// Those of another customer and another account who may less than its owner and its manager.
const (
	otherAdministrator = "adm@birch.example"
	otherReader        = "reads@birch.example"
	otherAsks          = "asks@ember.example"
	otherReads         = "reads@ember.example"
)

var lesserElsewhere = []demo.Person{
	{Email: otherAdministrator, Name: "Adm of Birch", Role: string(directory.Administrator), TenantID: "T-B"},
	{Email: otherReader, Name: "Rea of Birch", Role: string(directory.Reader), TenantID: "T-B"},
	{Email: otherAsks, Name: "Mem of Ember", Role: string(directory.Member), PartnerID: "400"},
	{Email: otherReads, Name: "Rea of Ember", Role: string(directory.PartnerReader), PartnerID: "400"},
}

// anybodies are a person of each role, of each organisation, and of each kind to which nothing is open.
func (x *site) anybodies() (all []anybody) {
	x.t.Helper()
	addPeople(x.t, x.store, slices.Concat(lesserElsewhere, lesser))
	for email, of := range map[string]string{owner: "T-A", administrator: "T-A", reader: "T-A", otherOwner: "T-B", lumen: "100", asks: "100", onlyReads: "100",
		harbour: "200", ember: "400",
		otherReader: "T-B", otherAdministrator: "T-B", otherAsks: "400", otherReads: "400", admin: "", reviews: "", looksOn: ""} {
		all = append(all, anybody{email, x.as(email), x.person(email).Role, of})
	}
	for email, location := range map[string]string{"osaka@harbour.example": "201", "leeds@harbour.example": "202"} {
		x.must(x.store.AddPerson(x.t.Context(), store.NewPerson{Email: email, Name: "Of " + location, Role: directory.Manager, PartnerID: "200", Locations: []string{location}, Password: password}))
		all = append(all, anybody{email, x.signedIn(email), directory.Manager, location})
	}
	all = append(all, anybody{called: "nobody", v: x.visitor()}, anybody{called: "invited", v: x.invitedVisitor()})
	for email, end := range map[string]func(*visitor){
		disabled: func(*visitor) { x.must(x.store.Disable(x.t.Context(), disabled)) },
		left:     func(v *visitor) { v.post(views.SignOutPath, nil).is(http.StatusSeeOther) },
	} {
		x.joins(email)
		v := x.signedIn(email)
		secret := v.held()
		end(v)
		v = x.withSecret(secret)
		all = append(all, anybody{called: email, v: v})
	}
	return append(all, anybody{called: "second step pending", v: x.halfVisitor()}, anybody{called: "session expired", v: x.expiredVisitor()})
}

// expiredVisitor has the session of an owner, which expired a second ago.
func (x *site) expiredVisitor() *visitor {
	x.t.Helper()
	const secret = "expired-a-second-ago"
	x.must(x.store.BeginSession(x.t.Context(), x.person(owner), store.Session{ID: signin.Hashed(secret), Expires: x.store.Now().Add(-time.Second)}, ""))
	v := x.visitor()
	at, err := url.Parse(x.URL)
	x.must(err)
	v.http.Jar.SetCookies(at, []*http.Cookie{{Name: "shimei", Value: secret, Path: "/"}})
	return v
}

func (x *site) must(err error) {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
}

// joins makes an account of Aster Foods, or of Lumen Cloud.
func (x *site) joins(email string) {
	x.t.Helper()
	n := store.NewPerson{Email: email, Name: "Somebody", Role: directory.Owner, TenantID: "T-A", Password: password}
	if email == left {
		n.Role, n.TenantID, n.PartnerID = directory.Manager, "", "100"
	}
	x.must(x.store.AddPerson(x.t.Context(), n))
}

// invitedVisitor has been invited, has not joined, and tries a password.
func (x *site) invitedVisitor() *visitor {
	x.t.Helper()
	x.invited(invitee)
	v := x.visitor()
	v.post(views.SignInPath, url.Values{"email": {invitee}, "password": {password}}).is(http.StatusUnprocessableEntity)
	return v
}

// halfVisitor has given a right password, and not the second step.
func (x *site) halfVisitor() *visitor {
	x.t.Helper()
	x.joins(halfIn)
	secret := signin.NewAppSecret()
	_, _, err := x.store.SetApp(x.t.Context(), x.person(halfIn), secret, codeOf(x.code(secret, 0)))
	x.must(err)
	v := x.visitor()
	v.post(views.SignInPath, url.Values{"email": {halfIn}, "password": {password}}).is(http.StatusSeeOther)
	return v
}

// theirs are the addresses of pages with the ids of Aster Foods, of Lumen Cloud and of the vendor.
func (x *site) theirs() map[string]string {
	x.t.Helper()
	reference, err := x.store.Nominate(x.t.Context(), x.person(owner), "100", []store.Choice{{ID: "a-ems"}})
	x.must(err)
	_, err = x.store.Nominate(x.t.Context(), x.person(otherOwner), "202", []store.Choice{{ID: "b-azure"}}) // which nobody else is to hear of
	x.must(err)
	open := addresses(reference, x.asksDelegation(), x.claims(), 1, 1, x.as(admin).asks(), x.as(admin).simulates())
	maps.Copy(open, x.linked(map[string]string{}))
	return open
}

// absent are ids that nothing has, by the parameter of a route.
var absent = map[string]string{":id": "absent", ":key": "999999", ":reference": "AAAAA-AAAAA", ":month": "1990-01", ":token": "absent", ":partner": "absent", ":place": "99"}

// secretOf are words that stand for what an organisation must not see: of the other customer, of customers that another
// partner alone has to do with, and of their people.
var secretOf = map[string][]string{
	"T-A": {"Birch", "birch.example", "T-B", "b-office", "b-azure", "Dirk Holm", "Adm of Birch", "Rea of Birch", "Mem of Ember", "Rea of Ember"},
	"T-B": {"Mem of Ember", "Rea of Ember", "Aster", "aster.example", "T-A", "a-office", "a-azure", "a-ems", "a-ended", "Aiko Mori", "Ben Ito", "Chie Abe", "Exchange"},
	"100": {"Adm of Birch", "Rea of Birch", "Mem of Ember", "Rea of Ember", "b-azure", "Gesa Lohr", "ember.example", "Finn Ward", "harbour.example", "Chie Abe", "Dirk Holm"},
	"200": {"Adm of Birch", "Rea of Birch", "Mem of Ember", "Rea of Ember", "Aster", "aster.example", "T-A", "a-office", "a-azure", "a-ems", "Aiko Mori", "Gesa Lohr", "ember.example", "Eri Kudo", "eri@lumen.example"},
	"201": {"Harbour Leeds", "Of 202", "leeds@harbour", "Finn Ward", "Aster", "T-A", "a-office", "a-azure", "Gesa Lohr", "Eri Kudo"},
	"202": {"Harbour Osaka", "Of 201", "osaka@harbour", "Finn Ward", "b-office", "Aster", "T-A", "a-office", "a-azure", "Gesa Lohr", "Eri Kudo"},
	"400": {"Rea of Birch", "Birch", "birch.example", "T-B", "b-office", "b-azure", "a-office", "a-ems", "Eri Kudo", "eri@lumen.example", "Finn Ward", "Dirk Holm", "Chie Abe"},
}

// allowed is what the tables say of somebody at a route, for the whole account or for one location.
func (x anybody) allowed(rt route) bool {
	return allows(rt, x.role) && !(rt.whole && (x.of == "201" || x.of == "202"))
}

// allows is what the tables of routes and of roles say of somebody at a route.
func allows(rt route, role directory.Role) bool {
	return rt.audience == "" || role != "" && (rt.audience == views.SignedIn || role.Audience() == string(rt.audience)) && (rt.duty == "" || role.May(rt.duty))
}
