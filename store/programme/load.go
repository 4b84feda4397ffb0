package programme

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
	"golang.org/x/text/currency"
)

// LoadError is one thing that is wrong with a programme file, and where. Lines and columns
// begin with 1; columns count bytes, as those of the Go tools do.
type LoadError struct {
	File         string
	Line, Column int
	Message      string // the cause, then the remedy
}

// Error is FILE:LINE:COLUMN: message.
func (e *LoadError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// Load reads a programme from the text of its file; name is what errors call the file. The
// error joins a *LoadError for everything that is wrong, by line; of a text that is not
// TOML, for the first.
func Load(name string, source []byte) (*Programme, error) {
	// Some editors put a byte order mark first, which TOML has no place for.
	text := bytes.TrimPrefix(source, []byte("\xef\xbb\xbf"))
	root, err := parse(text)
	if err != nil {
		return nil, syntaxError(name, err)
	}
	r := &reader{file: name, source: text}
	p := r.programme(root)
	if len(r.wrong) > 0 {
		return nil, r.err()
	}
	hash := sha256.Sum256(source)
	p.Source, p.Hash = slices.Clone(source), hex.EncodeToString(hash[:])
	p.calendar = calendar(p.Zone)
	return p, nil
}

func syntaxError(name string, err error) error {
	e := &LoadError{File: name, Line: 1, Column: 1, Message: err.Error()}
	if decoding, ok := errors.AsType[*toml.DecodeError](err); ok {
		e.Line, e.Column = decoding.Position()
	}
	return e
}

func (r *reader) err() error {
	slices.SortStableFunc(r.wrong, func(a, b *LoadError) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	joined := make([]error, len(r.wrong))
	for k, e := range r.wrong {
		joined[k] = e
	}
	return errors.Join(joined...)
}

func (r *reader) programme(root *node) *Programme {
	t, _ := r.table(root, "a programme", "id", "name", "currency", "time_zone", "levels",
		"product", "route", "metric", "competency")
	p := &Programme{ID: t.id(), Name: t.name(), Levels: t.levels()}
	p.Currency, p.Digits = t.currency()
	p.Zone = t.zone()
	t.loadProducts(p)
	t.loadRoutes(p)
	t.loadMetrics(p)
	t.loadCompetencies(p)
	return p
}

// currency returns the code of a currency of ISO 4217 and the decimals of its minor unit.
func (t table) currency() (code string, digits int) {
	v := t.need("currency", unstable.String)
	if v == nil {
		return "", 0
	}
	unit, err := currency.ParseISO(v.text)
	if err != nil || unit.String() != v.text {
		t.refuse(v.offset, "unknown currency %q: write its three capital letters of ISO 4217, such as USD", v.text)
	}
	digits, _ = currency.Standard.Rounding(unit)
	return v.text, digits
}

func (t table) zone() *time.Location {
	v := t.need("time_zone", unstable.String)
	if v == nil {
		return time.UTC
	}
	zone, err := time.LoadLocation(v.text)
	// LoadLocation takes "" for UTC and "Local" for the zone of the machine: with it the
	// same facts would give other credits on another machine.
	if err != nil || v.text == "" || v.text == "Local" {
		t.refuse(v.offset, "unknown time zone %q: write UTC or a name such as Asia/Tokyo", v.text)
	}
	return zone
}

// levels returns the ids of the levels, or nil where one is refused. They stand as keys
// beside others in a requirement of the file and of an export, and beside NoLevel in a
// figure.
func (t table) levels() []string {
	before := len(t.wrong)
	list := t.list("levels")
	for _, n := range list {
		if slices.Contains([]string{"metric", "products", "credited", NoLevel}, n.text) {
			t.refuse(n.offset, "a level cannot be called %q: the word has a meaning beside the levels", n.text)
		}
	}
	if v := t.find("levels"); v != nil && v.kind == unstable.Array && len(v.items) == 0 {
		t.refuse(v.offset, "levels is empty: a programme needs one or more, lowest first")
	}
	if len(t.wrong) > before {
		return nil
	}
	return texts(list)
}
