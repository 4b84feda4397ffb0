package views

import (
	"time"

	"shimei/store/programme"
)

// ClaimPath is the address where a partner claims an association, with files that show it (GET, and POST
// route, location, subscription, note, file).
const ClaimPath = PartnerRequestsPath + "/claim"

// ClaimPage asks what a partner claims and what shows it. A refused POST shows it again, without the files,
// which a browser does not keep.
type ClaimPage struct {
	Frame
	Routes       []Option     // that take claims now
	Locations    []PartnerRef // of the account, or itself
	Route        string       // id
	Location     string       // id
	Subscription string       // id
	Note         string
	Errors       []FieldError
}

// EvidenceKinds are the kinds of files that show something, as a file dialogue is told them.
const EvidenceKinds = ".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg"

// EvidenceFile is a file that shows what a claim says.
type EvidenceFile struct {
	Path string
	Name string
	Kind string // media type
	Size int64  // bytes
	At   time.Time
}

// EvidencePath returns the address of a file of a request, by its place.
func EvidencePath(a Audience, reference, place string) string {
	return RequestPath(a, reference) + "/evidence/" + place
}

// about says of which kind and how large the file is, in kilobytes, of which none is left out.
func (x EvidenceFile) about(f Frame) string {
	return f.T("evidence.about", "Kind", f.L.Term("evidence_kind", x.Kind), "Size", f.L.Number((x.Size+1023)/1024), "Time", f.moment(x.At))
}

// AboutFiles reports whether a refusal is about the files of a form.
func AboutFiles(code string) bool {
	return code == programme.RefusedFiles || code == programme.RefusedFileSize || code == programme.RefusedFileKind
}

// routes are those to choose from.
func (p ClaimPage) routes() (list []choice) {
	for _, x := range p.Routes {
		list = append(list, choice{x.ID, p.L.Text(x.Name)})
	}
	return list
}

// locations are those to choose from.
func (p ClaimPage) locations() (list []choice) {
	for _, x := range p.Locations {
		list = append(list, choice{x.ID, x.label(p.L)})
	}
	return list
}
