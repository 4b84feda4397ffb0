package request

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// File is a file that shows what a claim says, as somebody sent it.
type File struct {
	Name    string
	Content []byte
}

// Evidence is such a file as it is kept, without its content.
type Evidence struct {
	Place  int    // among those of its request, from 1
	Name   string // cleaned, with an ending that fits its kind
	Kind   string // media type, as its content was found to be
	Size   int64
	SHA256 string // of its content, in hexadecimal
	At     programme.Instant
}

// The most files that come with one act, and the most bytes that each of them has.
const (
	MostFiles   = 5
	LargestFile = 10 << 20
)

// kept is a file that was looked at.
type kept struct {
	Evidence
	content []byte
}

// looked looks at files, and refuses them where one is no evidence.
func looked(files []File, now programme.Instant) (all []kept, err error) {
	if len(files) > MostFiles {
		return nil, &programme.Refusal{Code: programme.RefusedFiles}
	}
	for _, f := range files {
		kind := KindOf(f.Content)
		name := CleanName(f.Name, kind)
		switch {
		case len(f.Content) > LargestFile:
			return nil, &programme.Refusal{Code: programme.RefusedFileSize, Name: name}
		case kind == "":
			return nil, &programme.Refusal{Code: programme.RefusedFileKind, Name: name}
		}
		sum := sha256.Sum256(f.Content)
		all = append(all, kept{Evidence{Name: name, Kind: kind, Size: int64(len(f.Content)), SHA256: hex.EncodeToString(sum[:]), At: now}, f.Content})
	}
	return all, nil
}

// shown refuses a claim that shows nothing, or does not say what was done, and files where none are taken.
func (a Ask) shown(now programme.Instant) ([]kept, error) {
	switch {
	case a.Way != programme.WayClaim && len(a.Files) > 0, a.Way == programme.WayClaim && len(a.Files) == 0:
		return nil, &programme.Refusal{Code: programme.RefusedFiles}
	case a.Way == programme.WayClaim && strings.TrimSpace(a.Note) == "":
		return nil, &programme.Refusal{Code: programme.RefusedReason}
	}
	return looked(a.Files, now)
}

// TakesFiles reports whether files come with an act on a request of a way: they show more of a claim.
func TakesFiles(w programme.Way, act programme.Act) bool {
	return w == programme.WayClaim && (act == programme.ActAnswer || act == programme.ActDispute)
}

// shown refuses files with what takes none.
func (o On) shown(w programme.Way, now programme.Instant) ([]kept, error) {
	if len(o.Files) > 0 && !TakesFiles(w, o.Act) {
		return nil, &programme.Refusal{Code: programme.RefusedFiles}
	}
	return looked(o.Files, now)
}

// keep stores files after those that a request has.
func (r Requests) keep(q *Request, files []kept) error {
	var last int
	if _, err := r.tx.One([]any{&last}, "SELECT coalesce(max(place), 0) FROM evidence WHERE request_id = $1", q.Key); err != nil {
		return err
	}
	for k, f := range files {
		if err := r.tx.Exec("INSERT INTO evidence (request_id, place, name, kind, size, sha256, at, content) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			q.Key, last+k+1, f.Name, f.Kind, f.Size, f.SHA256, f.At, f.content); err != nil {
			return err
		}
	}
	return nil
}

// evidence returns the files of a request, in the order in which they came.
func (r Requests) evidence(request int64) (all []Evidence, err error) {
	return all, r.tx.Each(func(scan db.Scan) error {
		var e Evidence
		err := scan(&e.Place, &e.Name, &e.Kind, &e.Size, &e.SHA256, &e.At)
		all = append(all, e)
		return err
	}, "SELECT place, name, kind, size, sha256, at FROM evidence WHERE request_id = $1 ORDER BY place", request)
}

// Evidence returns a file of a request that a person sees with its content, or db.ErrNotFound.
func (r Requests) Evidence(who directory.Person, reference string, place int) (e Evidence, content []byte, err error) {
	q, err := r.ByReference(Seen(who), reference)
	if err != nil {
		return e, nil, err
	}
	found, err := r.tx.One([]any{&e.Place, &e.Name, &e.Kind, &e.Size, &e.SHA256, &e.At, &content},
		"SELECT place, name, kind, size, sha256, at, content FROM evidence WHERE request_id = $1 AND place = $2", q.Key, place)
	if err == nil && !found {
		err = db.ErrNotFound
	}
	return e, content, err
}
