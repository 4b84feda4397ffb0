package web

import (
	"mime"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"shimei/store"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

func init() {
	for _, a := range []views.Audience{views.Customer, views.Partner, views.Admin} {
		add(entry{path: views.EvidencePath(a, ":reference", ":place"), audience: a, get: evidenceFile})
	}
}

// evidenceFile sends a file of a claim for the browser to keep. It is another's, so it is never shown as
// a part of the portal.
func evidenceFile(r *request) (views.Page, error) {
	place, err := strconv.Atoi(r.Param("place"))
	if err != nil {
		return nil, store.ErrNotFound
	}
	e, content, err := r.Store.Evidence(r.ctx(), r.who, r.id("reference"), place)
	if err != nil {
		return nil, err
	}
	h := r.Response().Header()
	h.Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": e.Name}))
	h.Set(echo.HeaderContentLength, strconv.Itoa(len(content)))
	return nil, r.Blob(http.StatusOK, e.Kind, content)
}

// evidenceFiles are the files of a request as the person reaches them.
func (r *request) evidenceFiles(p *programme.Programme, d requests.Detail) (all []views.EvidenceFile) {
	for _, e := range d.Files {
		all = append(all, views.EvidenceFile{Path: views.EvidencePath(views.Audience(r.who.Role.Audience()), d.Reference, strconv.Itoa(e.Place)),
			Name: e.Name, Kind: e.Kind, Size: e.Size, At: e.At.In(p.Zone)})
	}
	return all
}
