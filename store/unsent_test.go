package store_test

import (
	"errors"
	"fmt"
	"net/url"
	"testing"

	"shimei/store"
	"shimei/store/directory"
)

func TestAFormThatWasNotTakenIsKeptForItsPersonForAnHour(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader := p.person(directory.Owner, "T"), p.person(directory.Reader, "T")
		p.session("the owner's", owner)
		form := store.Unsent{Path: "/people/invite", Fields: url.Values{"name": {"Nori"}, "s": {"1", "2"}}, Files: true}
		p.set("2016-04-12T00:30:00Z") // the session has ended, and is still known
		if kept, err := p.KeepUnsent(ctx, "a browser", "the owner's", form); err != nil || !kept {
			t.Fatal(kept, err)
		}
		if kept, err := p.KeepUnsent(ctx, "another browser", "no session", form); err != nil || kept {
			t.Errorf("the form of nobody is kept: %v", err)
		}
		got, err := p.Unsent(ctx, "a browser", owner.Key, form.Path)
		if err != nil || got.Fields.Encode() != form.Fields.Encode() || !got.Files || got.Person != owner.Key {
			t.Errorf("%+v %v", got, err)
		}
		for name, try := range map[string]func() (store.Unsent, error){
			"another person":  func() (store.Unsent, error) { return p.Unsent(ctx, "a browser", reader.Key, form.Path) },
			"another page":    func() (store.Unsent, error) { return p.Unsent(ctx, "a browser", owner.Key, "/people") },
			"another browser": func() (store.Unsent, error) { return p.Unsent(ctx, "another browser", owner.Key, form.Path) },
		} {
			if _, err := try(); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		p.set("2016-04-12T01:30:00Z")
		if _, err := p.Unsent(ctx, "a browser", owner.Key, form.Path); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("an hour later: %v", err)
		}
		form.Person = reader.Key
		if kept, err := p.KeepUnsent(ctx, "a third", "", form); err != nil || !kept || p.count("SELECT count(*) FROM unsent_forms") != 1 {
			t.Errorf("what is over is not forgotten: %v %v", kept, err)
		}
		if err := p.DropUnsent(ctx, "a third"); err != nil || p.count("SELECT count(*) FROM unsent_forms") != 0 {
			t.Errorf("a form that was sent is still there: %v", err)
		}
	})
}

func TestTheLatestFormsOfAPersonThatWereNotTakenAreKept(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader := p.person(directory.Owner, "T"), p.person(directory.Reader, "T")
		keep := func(secret string, of directory.Person) {
			t.Helper()
			if kept, err := p.KeepUnsent(ctx, secret, "", store.Unsent{Person: of.Key, Path: "/people"}); err != nil || !kept {
				t.Fatal(kept, err)
			}
		}
		keep("the reader's", reader)
		for k := range store.MostUnsent + 2 {
			p.set(fmt.Sprintf("2016-04-11T09:4%d:00Z", k))
			keep(fmt.Sprint("browser ", k), owner)
		}
		if n := p.count("SELECT count(*) FROM unsent_forms"); n != store.MostUnsent+1 {
			t.Errorf("%d forms are kept", n)
		}
		for secret, want := range map[string]error{"browser 1": store.ErrNotFound, "browser 2": nil, "browser 6": nil} {
			if _, err := p.Unsent(ctx, secret, owner.Key, "/people"); !errors.Is(err, want) {
				t.Errorf("%s: %v", secret, err)
			}
		}
	})
}
