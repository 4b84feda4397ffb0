// Package static holds the files that pages link to, under names that carry a hash of
// their content, so that browsers may keep them for ever.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

// Prefix is the path below which the files are served.
const Prefix = "/static/"

//go:embed *.css *.svg *.json *.js css/*.css
var embedded embed.FS

// sheet are the parts of app.css, in css: a page asks for one file, and a reader finds a short one.
var sheet = []string{"tokens", "base", "frame", "parts", "tables", "forms", "charts", "pages", "home", "chart_pages", "desk", "nominate", "search", "simulate", "why"}

type file struct {
	body []byte
	kind string // its media type
}

var (
	urls   = map[string]string{} // by the file's name
	byPath = map[string]file{}   // by the address
)

func init() {
	names, err := fs.Glob(embedded, "*.*")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		keep(name, read(name))
	}
	var whole []byte
	for _, part := range sheet {
		whole = append(whole, read("css/"+part+".css")...)
	}
	keep("app.css", whole)
}

func read(name string) []byte {
	body, err := embedded.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return body
}

// keep gives a file its address.
func keep(name string, body []byte) {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	urls[name] = Prefix + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	byPath[urls[name]] = file{body: body, kind: kindOf(ext)}
}

// kindOf returns the media type of a file. The only JSON is rules of what a browser may fetch
// ahead, which it takes by their own type only.
func kindOf(ext string) string {
	if ext == ".json" {
		return "application/speculationrules+json"
	}
	return mime.TypeByExtension(ext)
}

// URL returns the address of a file, such as /static/app.0123456789ab.css. It panics for a
// name that is not embedded, which is a mistake in the source.
func URL(name string) string {
	url, ok := urls[name]
	if !ok {
		panic(fmt.Sprintf("static: there is no file %q", name))
	}
	return url
}

// Handler serves the files at their addresses, to be kept for a year; any other address
// is a 404.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := byPath[r.URL.Path]
		switch {
		case !ok:
			http.NotFound(w, r)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		default:
			serve(w, r, f)
		}
	})
}

func serve(w http.ResponseWriter, r *http.Request, f file) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Content-Length", fmt.Sprint(len(f.body)))
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	if r.Method == http.MethodGet {
		// A client that goes away is not an error of ours.
		_, _ = w.Write(f.body)
	}
}
