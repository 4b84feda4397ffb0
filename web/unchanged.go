package web

import (
	"hash/maphash"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"shimei/static"
)

// seed makes the tags of pages this process's own.
var seed = maphash.MakeSeed()

// tag tells one page from another. The session is part of it, so that no page of another
// person's, or of the same person's before signing in anew, is ever taken for this one.
func (r *request) tag(page []byte) string {
	var h maphash.Hash
	h.SetSeed(seed)
	maphash.WriteComparable(&h, r.session.ID)
	_, _ = h.Write(page) // which never fails
	return `W/"` + strconv.FormatUint(h.Sum64(), 36) + `"`
}

// unchanged reports whether the browser has this very page, and asks it to come back for the
// next one: it keeps a page to show it again if nothing changed, and never without asking.
func (r *request) unchanged(page []byte) bool {
	method := r.Request().Method
	if r.code != http.StatusOK || method != http.MethodGet && method != http.MethodHead {
		return false
	}
	h, tag := r.Response().Header(), r.tag(page)
	h.Set(echo.HeaderCacheControl, "private, no-cache")
	h.Set("ETag", tag)
	h.Add(echo.HeaderVary, "Cookie, Accept-Language")
	h.Set("Speculation-Rules", `"`+static.URL("prefetch.json")+`"`)
	for _, known := range strings.Split(r.Request().Header.Get("If-None-Match"), ",") {
		if strings.TrimSpace(known) == tag {
			return true
		}
	}
	return false
}
