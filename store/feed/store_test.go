package feed

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/intake"
)

// packed are a text as it is, and in what it may be packed in.
func packed(t *testing.T, text string) map[string]string {
	t.Helper()
	var gz, zipped bytes.Buffer
	g, z := gzip.NewWriter(&gz), zip.NewWriter(&zipped)
	inside, err := z.Create("usage.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []io.Writer{g, inside} {
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []io.Closer{g, z} {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return map[string]string{"partners.csv": text, "partners.csv.gz": gz.String(), "partners.zip": zipped.String()}
}

// changing runs a function when a file was opened, which is before it is read.
type changing struct {
	*store.Store
	opened func()
}

func (c *changing) Import(ctx context.Context, files []intake.Source, o intake.Options) ([]intake.Import, error) {
	open := files[0].Open
	files[0].Open = func() (io.ReadCloser, error) {
		r, err := open()
		if c.opened != nil {
			c.opened()
			c.opened = nil
		}
		return r, err
	}
	return c.Store.Import(ctx, files, o)
}

func TestFilesAreTakenIntoAStoreAndTwiceIsHarmless(t *testing.T) {
	n := beginning(t)
	s, _, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "x.db"), store.Options{Clock: func() time.Time { return n.now }})
	n.must(err)
	defer s.Close()
	into := &changing{Store: s}
	n.watcher.Into, n.watcher.Import = into, intake.Options{Actor: "watch feed"}
	for name, text := range packed(t, "partner_id,name\nA,Partner A\n") {
		n.comes(name, text)
		into.opened = func() {
			n.now = n.now.Add(1)
			n.writes(name, text)
		}
		n.after(settle)
		n.said(1, "changed while it was read.*file="+name+"\n")
		n.after(settle)
		n.after(settle)
	}
	n.writes("a.csv", "subscription_id,tenant_id,product,start_date\nS,T,office365,2016-01-15\n")
	n.writes("b.csv", "tenant_id,name\nT,Tenant T\n")
	n.writes("c.csv", "tenant\nT\n")
	n.after(0)
	n.after(settle)
	var got []string
	n.must(s.EachImport(t.Context(), intake.Order.Usual, func(r intake.Record) error {
		got = append(got, fmt.Sprintf("%s by %s: %s, %d added, %d unchanged", path.Ext(r.File), r.Actor, r.State, r.Added, r.Unchanged))
		return nil
	}))
	slices.Sort(got[3:]) // the three of one content, in whatever order
	if !slices.Equal(got[:3], []string{".csv by watch feed: stored, 1 added, 0 unchanged", ".csv by watch feed: stored, 1 added, 0 unchanged",
		".csv by watch feed: refused, 0 added, 0 unchanged"}) || len(got) != 6 || strings.Count(strings.Join(got[3:], ""), "0 added, 1 unchanged") != 2 {
		t.Errorf("%q", got)
	}
}
