package programme

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"
	"golang.org/x/text/currency"

	"shimei/store/toml"
)

// LoadError is one thing that is wrong with a programme file, and where.
type LoadError = toml.Error

// Load reads a programme from the text of its file; name is what errors call the file. The
// error joins a *LoadError for everything that is wrong, by line; of a text that is not
// TOML, for the first.
func Load(name string, source []byte) (*Programme, error) {
	r, root, err := toml.Open(name, source)
	if err != nil {
		return nil, err
	}
	p := programmeOf(r, root)
	if r.Refused() > 0 {
		return nil, r.Err()
	}
	hash := sha256.Sum256(source)
	p.Source, p.Hash = slices.Clone(source), hex.EncodeToString(hash[:])
	p.calendar = calendar(p.Zone)
	return p, nil
}

func programmeOf(r *toml.Reader, root *toml.Node) *Programme {
	whole, _ := r.Table(root, "a programme", "id", "name", "currency", "time_zone", "levels",
		"terms", "work", "product", "route", "metric", "competency")
	t := table{whole}
	p := &Programme{ID: t.id(), Name: t.name(), Levels: t.levels()}
	p.Currency, p.Digits = t.currency()
	p.Zone = t.zone()
	t.loadTerms(p)
	t.loadWork(p)
	t.loadProducts(p)
	t.loadRoutes(p)
	t.loadMetrics(p)
	t.loadCompetencies(p)
	return p
}

// currency returns the code of a currency of ISO 4217 and the decimals of its minor unit.
func (t table) currency() (code string, digits int) {
	v := t.Need("currency", unstable.String)
	if v == nil {
		return "", 0
	}
	unit, err := currency.ParseISO(v.Text)
	if err != nil || unit.String() != v.Text {
		t.Refuse(v.Offset, "unknown currency %q: write its three capital letters of ISO 4217, such as USD", v.Text)
	}
	digits, _ = currency.Standard.Rounding(unit)
	return v.Text, digits
}

func (t table) zone() *time.Location {
	v := t.Need("time_zone", unstable.String)
	if v == nil {
		return time.UTC
	}
	zone, err := Zone(v.Text)
	if err != nil {
		t.Refuse(v.Offset, "unknown time zone %q: write UTC or a name such as Asia/Tokyo", v.Text)
	}
	return zone
}

// levels returns the ids of the levels, or nil where one is refused. They stand as keys
// beside others in a requirement of the file and of an export, and beside NoLevel in a
// figure.
func (t table) levels() []string {
	before := t.Refused()
	list := t.list("levels")
	for _, n := range list {
		if slices.Contains([]string{"metric", "products", "credited", NoLevel}, n.Text) {
			t.Refuse(n.Offset, "a level cannot be called %q: the word has a meaning beside the levels", n.Text)
		}
	}
	if v := t.Find("levels"); v != nil && v.Kind == unstable.Array && len(v.Items) == 0 {
		t.Refuse(v.Offset, "levels is empty: a programme needs one or more, lowest first")
	}
	if t.Refused() > before {
		return nil
	}
	return texts(list)
}
