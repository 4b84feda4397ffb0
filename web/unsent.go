package web

import (
	"net/http"
	"net/url"
	"slices"

	"shimei/views"
)

// askToSignIn leads to the sign-in page, and from there back to where the person was. A form whose session has ended is
// not sent by a later sign-in, which may be of somebody else: the person stands where it was filled in, and sends it.
func (r *request) askToSignIn(rt route) error {
	q := url.Values{}
	if r.Request().Method != http.MethodPost {
		q.Set("return", r.Request().URL.RequestURI())
	} else if path, err := r.unsent(rt); err != nil {
		return err
	} else if path != "" {
		q.Set("return", path)
		q.Set("unsent", "1")
	}
	if len(q) == 0 {
		return r.answer(SeeOther(views.SignInPath))
	}
	return r.answer(SeeOther(views.SignInPath + "?" + q.Encode()))
}

// unsent is the page at which a form stood, or "" where there is none. That of a nomination comes with all its answers,
// which stand in its address at each step.
func (r *request) unsent(rt route) (string, error) {
	if rt.path == views.NominatePath {
		if err := r.readForm(); err != nil {
			return "", err
		}
		a := r.asked()
		if len(a.subscriptions) > mostChosen {
			return views.NominatePath, nil
		}
		return views.NominateStep(views.NominateCheckPath, a.subscriptions, a.partner), nil
	}
	if slices.ContainsFunc(routes, func(of route) bool { return of.method == get && of.path == rt.path }) {
		return r.Request().URL.EscapedPath(), nil
	}
	return "", nil
}
