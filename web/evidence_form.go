package web

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"shimei/store"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

// files are those of a form as they came, in memory alone: nothing of a form with evidence is written before
// all of it is known to be taken.
type files struct {
	all      []requests.File
	refusal  *programme.Refusal // of what is too much; nil while nothing is
	long     bool               // what was pasted is too long, and is not kept
	reserved int64              // bytes of portal.evidence
	portal   *portal
}

// How much of a form is read: parts of it, bytes of a field, and bytes of evidence that all requests under
// way together may have in memory.
const (
	mostParts        = 40
	longestField     = 64 << 10
	plainForm        = 256 << 10
	evidenceInMemory = 256 << 20
)

// readEvidence reads a form as it comes. Files that are too large, or too many, are passed over, so that the
// form can say so beside what else was typed; a form of no end is cut off by the limit of its route.
func (r *request) readEvidence() error {
	if kind, _, _ := mime.ParseMediaType(r.Request().Header.Get(echo.HeaderContentType)); kind != echo.MIMEMultipartForm {
		r.Request().Body = http.MaxBytesReader(r.Response(), r.Request().Body, plainForm)
		var large *http.MaxBytesError
		if err := r.readForm(); !errors.As(err, &large) {
			return err
		}
		return echo.ErrStatusRequestEntityTooLarge
	}
	if err := r.files.reserve(r.portal, r.Request().ContentLength); err != nil {
		return err
	}
	parts, err := r.Request().MultipartReader()
	if err != nil {
		return echo.ErrBadRequest.WithInternal(err)
	}
	values := url.Values{}
	for range mostParts {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			r.Request().Form, r.Request().PostForm = values, values
			return nil
		}
		if err == nil {
			err = r.files.take(part, values)
		}
		if err != nil {
			return notRead(err)
		}
	}
	return echo.ErrStatusRequestEntityTooLarge
}

// notRead is the answer where a form could not be read.
func notRead(err error) error {
	var h *echo.HTTPError
	switch {
	case errors.As(err, &h): // too large, as the limit of the route says
		return h
	case errors.Is(err, multipart.ErrMessageTooLarge):
		return echo.ErrStatusRequestEntityTooLarge
	}
	return echo.ErrBadRequest.WithInternal(err)
}

// take reads a part of a form: a field, or a file.
func (f *files) take(part *multipart.Part, values url.Values) error {
	_, disposition, _ := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	name, isFile := disposition["filename"]
	if !isFile {
		text, err := io.ReadAll(io.LimitReader(part, longestField+1))
		if len(text) > longestField && part.FormName() == views.FieldPasted {
			f.long = true // which the form says
			return nil
		}
		if len(text) > longestField {
			return echo.ErrStatusRequestEntityTooLarge
		}
		values.Add(part.FormName(), string(text))
		return err
	}
	if f.refusal != nil || part.FormName() != "file" {
		return nil
	}
	content, err := io.ReadAll(io.LimitReader(part, requests.LargestFile+1))
	switch {
	case err != nil:
		return err
	case name == "" && len(content) == 0: // a browser sends one where none was chosen
	case len(content) > requests.LargestFile:
		f.refuse(&programme.Refusal{Code: programme.RefusedFileSize, Name: requests.CleanName(name, "")})
	case len(f.all) == requests.MostFiles:
		f.refuse(&programme.Refusal{Code: programme.RefusedFiles})
	default:
		f.all = append(f.all, requests.File{Name: name, Content: content})
	}
	return nil
}

// refuse lets go of all files: none of them is taken.
func (f *files) refuse(refusal *programme.Refusal) { f.all, f.refusal = nil, refusal }

// reserve sees to it that all requests under way have only so much in memory. A form that does not say how
// large it is may be as large as any.
func (f *files) reserve(p *portal, length int64) error {
	const largest = (requests.MostFiles + 1) * requests.LargestFile
	if length < 0 || length > largest {
		length = largest
	}
	f.portal, f.reserved = p, length
	if p.evidence.Add(length) > evidenceInMemory {
		return store.ErrBusy
	}
	return nil
}

// release gives back what was reserved.
func (f *files) release() {
	if f.portal != nil {
		f.portal.evidence.Add(-f.reserved)
		f.portal = nil
	}
}
