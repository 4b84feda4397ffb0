package web

import (
	"net/http"
	"net/url"
	"strings"

	"shimei/views"
)

// peopleRefusals are the mistakes of the forms of coming in, of the own account and of the people whom somebody
// manages.
func peopleRefusals() map[string][]refusal {
	all := map[string][]refusal{
		"/invitation/:token": {{"no such link", "", "/invitation/x", url.Values{"name": {"X"}, "password": {password}}, nil, http.StatusNotFound}},
		"/reset/:token":      {{"no such link", "", "/reset/x", url.Values{"password": {password}}, nil, http.StatusNotFound}},
		"/set-up/:token":     {{"no such link", "", "/set-up/x", url.Values{"email": {"x@vendor.example"}, "name": {"X"}, "password": {password}}, nil, http.StatusNotFound}},
		"/reset":             {{"no mail is sent", "", "/reset", url.Values{"email": {owner}}, nil, http.StatusNotFound}},
		"/profile": {{"no name", lumen, "/profile", url.Values{"act": {"name"}, "name": {" "}}, nil, http.StatusUnprocessableEntity},
			{"another password", lumen, "/profile", url.Values{"act": {"password"}, "present": {"wrong"}, "password": {"violet kettle marches"}}, nil, http.StatusUnprocessableEntity},
			{"guessed first", lumen, "/profile", url.Values{"act": {"password"}, "present": {password}, "password": {"password1234"}}, nil, http.StatusUnprocessableEntity},
			{"nothing to do", lumen, "/profile", nil, nil, http.StatusNotFound}},
		"/people/person/:key": {{"the last owner", owner, "/people/person/1", url.Values{"act": {"role"}, "role": {"reader"}}, nil, http.StatusConflict},
			{"no role of theirs", owner, "/people/person/1", url.Values{"act": {"role"}, "role": {"admin"}}, nil, http.StatusNotFound},
			{"the last owner's end", owner, "/people/person/1", url.Values{"act": {"end"}}, nil, http.StatusConflict},
			{"nothing to do", owner, "/people/person/1", nil, nil, http.StatusNotFound}},
	}
	for _, path := range []string{"/sign-on/:provider", "/sign-on/:provider/signed-out"} {
		all[path] = []refusal{{"no such provider", "", strings.Replace(path, ":provider", "nobody", 1), nil, nil, http.StatusNotFound}}
	}
	all["/sign-in/factor"] = []refusal{{"nobody signs in", "", "/sign-in/factor", url.Values{"code": {"123456"}}, nil, http.StatusSeeOther}}
	all["/sign-in/passkey"] = []refusal{{"no site", "", "/sign-in/passkey", url.Values{"answer": {"{}"}}, nil, http.StatusNotFound}}
	all["/confirm"] = []refusal{{"another password", lumen, "/confirm", url.Values{"password": {"wrong"}}, nil, http.StatusUnprocessableEntity}}
	all["/profile/factors"] = []refusal{{"no code", lumen, "/profile/factors", url.Values{"act": {"app"}, "secret": {"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"}, "code": {"000"}}, nil, http.StatusUnprocessableEntity},
		{"no secret", lumen, "/profile/factors", url.Values{"act": {"app"}, "code": {"123456"}}, nil, http.StatusUnprocessableEntity},
		{"no app", lumen, "/profile/factors", url.Values{"act": {"no_app"}}, nil, http.StatusNotFound},
		{"no site", lumen, "/profile/factors", url.Values{"act": {"passkey"}, "name": {"X"}}, nil, http.StatusNotFound},
		{"no such passkey", lumen, "/profile/factors", url.Values{"act": {"passkey_name"}, "passkey": {"x"}, "name-x": {"X"}}, nil, http.StatusNotFound},
		{"a passkey without a name", lumen, "/profile/factors", url.Values{"act": {"passkey_name"}, "passkey": {"x"}}, nil, http.StatusUnprocessableEntity},
		{"no passkey to remove", lumen, "/profile/factors", url.Values{"act": {"passkey_remove"}, "passkey": {"x"}}, nil, http.StatusNotFound},
		{"nothing to recover", lumen, "/profile/factors", url.Values{"act": {"recovery"}}, nil, http.StatusNotFound},
		{"nothing to do", lumen, "/profile/factors", nil, nil, http.StatusNotFound}}
	all["/people/second-factor"] = []refusal{{"neither", owner, "/people/second-factor", nil, nil, http.StatusNotFound}}
	all["/partner/people/second-factor"] = []refusal{{"neither", lumen, "/partner/people/second-factor", url.Values{"wanted": {"maybe"}}, nil, http.StatusNotFound}}
	for a, who := range map[views.Audience]string{views.Customer: owner, views.Partner: lumen, views.Admin: admin} {
		path := views.InvitePath(a)
		all[path] = []refusal{{"no address", who, path, url.Values{"email": {"x"}, "name": {"X"}, "role": {"reader"}}, nil, http.StatusUnprocessableEntity},
			{"taken", who, path, url.Values{"email": {reader}, "name": {"X"}, "role": {map[views.Audience]string{views.Customer: "reader", views.Partner: "member", views.Admin: "admin"}[a]}}, nil, http.StatusUnprocessableEntity},
			{"no role of theirs", who, path, url.Values{"email": {"x@x.example"}, "name": {"X"}, "role": {"king"}}, nil, http.StatusUnprocessableEntity}}
		list := views.InviteListPath(a)
		all[list] = []refusal{{"nothing", who, list, nil, [][2]string{}, http.StatusUnprocessableEntity},
			{"no columns", who, list, nil, [][2]string{{"people.csv", "who\nx\n"}}, http.StatusUnprocessableEntity},
			{"lines that are wrong", who, list, nil, [][2]string{{"people.csv", "email,name,role\nx,X,king\n"}}, http.StatusUnprocessableEntity},
			{"lines that went wrong", who, list, url.Values{"act": {"invite"}, "rows": {"email,name,role\nx@x.example,X,king\n"}}, nil, http.StatusUnprocessableEntity}}
		route := views.PersonPath(a, ":key")
		for _, act := range views.PersonActs {
			all[route] = append(all[route], refusal{"nobody", who, views.PersonPath(a, "999"), url.Values{"act": {string(act)}, "role": {"reader"}}, nil, http.StatusNotFound})
		}
	}
	return all
}
