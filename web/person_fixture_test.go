package web

import (
	"strconv"

	"shimei/store"
	"shimei/store/directory"
	"shimei/views"
)

// people gives the pages of accounts their addresses: of each audience one who is invited or signs in.
func (x *site) people(open map[string]string) {
	x.t.Helper()
	for a, email := range map[views.Audience]string{views.Customer: reader, views.Partner: lumen, views.Admin: owner} {
		open[views.PersonPath(a, ":key")] = views.PersonPath(a, strconv.FormatInt(x.person(email).Key, 10))
	}
	open[views.JoinPath(views.JoinInvitation, "")+":token"] = views.JoinPath(views.JoinInvitation, x.invited("new@aster.example"))
	token, _, err := x.store.ResetLink(x.t.Context(), x.person(admin), x.person(reader).Key)
	if err != nil {
		x.t.Fatal(err)
	}
	open[views.JoinPath(views.JoinReset, "")+":token"] = views.JoinPath(views.JoinReset, token)
}

// invited invites somebody to the customer of the owner, and returns the token of the link.
func (x *site) invited(email string) string {
	x.t.Helper()
	p, err := x.store.Invite(x.t.Context(), x.person(owner), store.NewPerson{Email: email, Name: "New", Role: directory.Reader, TenantID: "T-A"})
	if err != nil {
		x.t.Fatal(err)
	}
	token, _, err := x.store.InvitationLink(x.t.Context(), x.person(owner), p.Key)
	if err != nil {
		x.t.Fatal(err)
	}
	return token
}

// opensElsewhere reports whether a page opens in an empty portal or in a sign-in under way alone: join_test.go,
// factor_test.go and sign_on_test.go open it there.
func opensElsewhere(path string) bool {
	return path == views.JoinPath(views.JoinSetUp, "")+":token" || path == views.FactorPath || path == views.SignOnPath("")+":provider/callback" || path == views.PasskeyPath
}
