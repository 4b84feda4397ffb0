package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"slices"

	"shimei/store"
	"shimei/store/signin"
	"shimei/views"
)

// askToSignIn leads to the sign-in page, and from there back to where the person was. A form whose session has ended is
// not sent by a later sign-in, which may be of somebody else: the person stands where it was filled in, and sends it.
func (r *request) askToSignIn(rt route) error {
	q := url.Values{}
	if r.Request().Method != http.MethodPost {
		q.Set("return", r.Request().URL.RequestURI())
	} else if page, err := r.keepUnsent(rt); err != nil {
		return err
	} else if page != "" {
		q.Set("return", page)
		q.Set("unsent", "1")
	}
	if len(q) == 0 {
		return r.answer(SeeOther(views.SignInPath))
	}
	return r.answer(SeeOther(views.SignInPath + "?" + q.Encode()))
}

// askToConfirm leads to where the person proves once more who it is, and from there back to the form.
func (r *request) askToConfirm(rt route) error {
	page, err := r.keepUnsent(rt)
	if err != nil {
		return err
	}
	return r.answer(SeeOther(views.ConfirmPath + "?" + url.Values{"return": {page}, "unsent": {"1"}}.Encode()))
}

// keepUnsent keeps a form that is not taken, and returns the page at which it stands, or "" where there is none. That of
// a nomination has all its answers in its address at each step.
func (r *request) keepUnsent(rt route) (page string, err error) {
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
	if page = pageOf(rt, r.Request().URL.EscapedPath()); page == "" {
		return "", nil
	}
	u := store.Unsent{Person: r.who.Key, Path: page}
	if u.Fields, u.Files, err = r.filledIn(rt); err != nil {
		return "", err
	}
	if len(u.Fields.Encode()) > mostUnsent {
		u.Fields, u.Long = url.Values{}, true
	}
	secret, session := signin.NewSecret(), ""
	if c, err := r.Request().Cookie(r.cookie.Name); err == nil {
		session = signin.Hashed(c.Value)
	}
	kept, err := r.Store.KeepUnsent(r.ctx(), secret, session, u)
	if kept {
		http.SetCookie(r.Response(), r.unsentCookie(secret))
	}
	return r.openedAs(page, u.Fields), err
}

// openedAs is the address of a form's page with the query that it was opened by: the part of a list in which the form
// stands, or what a request is about.
func (r *request) openedAs(page string, fields url.Values) string {
	query := url.Values{}
	if page == r.Request().URL.EscapedPath() {
		query = r.QueryParams()
	}
	if page == views.NewRequestPath {
		for _, name := range []string{"way", "route", "reference", "association"} {
			if fields.Get(name) != "" {
				query.Set(name, fields.Get(name))
			}
		}
	}
	if len(query) == 0 {
		return page
	}
	return page + "?" + query.Encode()
}

// pageOf is the page at which a form stands: at its own address, or at the one above it.
func pageOf(rt route, address string) string {
	for pattern := rt.path; len(pattern) > 1; pattern, address = path.Dir(pattern), path.Dir(address) {
		if slices.ContainsFunc(routes, func(of route) bool { return of.method == get && of.path == pattern }) {
			return address
		}
	}
	return ""
}

// unkept are the fields that are not kept: secrets, and what leads on.
var unkept = []string{"password", "present", "code", "answer", "return", "unsent"}

// The most of a form that is kept.
const mostUnsent = 64 << 10

// filledIn are the fields of a form that is not taken, and whether files came with it.
func (r *request) filledIn(rt route) (fields url.Values, files bool, err error) {
	switch {
	case rt.upload:
		return url.Values{}, true, nil
	case rt.evidence && r.Request().PostForm == nil: // not read yet
		fields, files, err = r.words()
	default:
		err = r.readForm()
		fields = r.Request().PostForm
	}
	for _, name := range unkept {
		fields.Del(name)
	}
	return fields, files, err
}

// words are the fields of a form that takes files, which are passed over.
func (r *request) words() (fields url.Values, files bool, err error) {
	fields = url.Values{}
	parts, err := r.Request().MultipartReader()
	if errors.Is(err, http.ErrNotMultipart) {
		err = r.readForm()
		return r.Request().PostForm, false, err
	}
	for err == nil {
		var part *multipart.Part
		if part, err = parts.NextPart(); err != nil {
			break
		}
		if part.FileName() != "" {
			files = true
			continue
		}
		var text []byte
		text, err = io.ReadAll(io.LimitReader(part, mostUnsent))
		fields.Add(part.FormName(), string(text))
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return fields, files, err
}

// unsentCookie is the secret under which the browser's form is kept; "" forgets it.
func (p *portal) unsentCookie(secret string) *http.Cookie {
	c := p.cookie
	c.Name, c.Value, c.MaxAge = c.Name+"-unsent", secret, int(store.UnsentLife.Seconds())
	if secret == "" {
		c.MaxAge = -1
	}
	return &c
}

// recallUnsent has the page show what was filled in when it was not taken, and forgets that once it is sent.
func (r *request) recallUnsent(rt route) error {
	kept, err := r.Request().Cookie(r.unsentCookie("").Name)
	if err != nil || r.who.Key == 0 {
		return nil
	}
	page := pageOf(rt, r.Request().URL.EscapedPath())
	r.unsent, err = r.Store.Unsent(r.ctx(), kept.Value, r.who.Key, page)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil || rt.method == get {
		return err
	}
	r.unsent = store.Unsent{}
	http.SetCookie(r.Response(), r.unsentCookie(""))
	return r.Store.DropUnsent(r.ctx(), kept.Value)
}
