package store_test

import (
	"errors"
	"slices"
	"testing"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
)

func TestAPersonHasPagesShownAsChosenAndInAZoneThatThereIs(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		want := store.Settings{Language: "ja", Theme: "dark", Zone: "Europe/Berlin"}
		typed := want
		typed.Zone = " Europe/Berlin\t"
		if err := p.SetSettings(ctx, owner.Key, typed); err != nil {
			t.Fatal(err)
		}
		for _, zone := range []string{"Europe/Atlantis", "Local", "..", "CEST"} {
			if err := p.SetSettings(ctx, owner.Key, store.Settings{Zone: zone}); !errors.Is(err, store.ErrZone) {
				t.Errorf("%q: %v", zone, err)
			}
		}
		x, err := p.Managed(ctx, owner, owner.Key)
		if got := (store.Settings{Language: x.Language, Theme: x.Theme, Zone: x.Zone}); err != nil || got != want {
			t.Errorf("%+v, want %+v (%v)", got, want, err)
		}
		if err := errors.Join(p.SetTheme(ctx, owner.Key, ""), p.SetLanguage(ctx, owner.Key, "en")); err != nil {
			t.Fatal(err)
		}
		if x, err = p.Managed(ctx, owner, owner.Key); err != nil || x.Theme != "" || x.Language != "en" || x.Zone != want.Zone {
			t.Errorf("%+v (%v)", x, err)
		}
	})
}

func TestPeopleAreSortedAndFoundByTheReadingsOfTheirNames(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		names := []store.NewPerson{{Email: "1@t.example", Name: "渡辺 蒼", Reading: "ワタナベ アオイ"}, {Email: "2@t.example", Name: "早瀬 千景", Reading: "はやせ ちかげ"},
			{Email: "3@t.example", Name: "Ann Lee"}, {Email: "4@t.example", Name: "ｶﾄｳ"}}
		for _, n := range names {
			n.Role, n.TenantID = directory.Reader, "T"
			if err := p.AddPerson(ctx, n); err != nil {
				t.Fatal(err)
			}
		}
		want := []string{"3@t.example", "4@t.example", "2@t.example", "1@t.example"}
		reader, err := p.Managed(ctx, p.person(directory.Admin, ""), p.who("1@t.example").Key)
		if err != nil {
			t.Fatal(err)
		}
		for name, list := range map[string]func(db.Sort, func(directory.Person) error) error{
			"a customer's people": func(s db.Sort, row func(directory.Person) error) error {
				return p.EachCustomerPerson(ctx, reader.Customer, s, row)
			},
			"everybody": func(s db.Sort, row func(directory.Person) error) error {
				return p.EachPerson(ctx, directory.PersonFilter{Role: directory.Reader}, s, row)
			},
		} {
			var got []string
			err := list(db.Sort{By: "name"}, func(x directory.Person) error { got = append(got, x.Email); return nil })
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v (%v)", name, got, want, err)
			}
		}
		for text, want := range map[string]string{"わたなべ": "1@t.example", "ハヤセ": "2@t.example", "ann": "3@t.example", "かとう": "4@t.example", "千景": "2@t.example"} {
			if got := p.foundPeople(text); !slices.Equal(got, []string{want}) {
				t.Errorf("%q finds %v, want %s", text, got, want)
			}
		}
		if err := p.SetName(ctx, reader, " 渡邉 蒼 ", " みなと "); err != nil {
			t.Fatal(err)
		}
		if got := append(p.foundPeople("ワタナベ"), p.foundPeople("ミナト")...); !slices.Equal(got, []string{"1@t.example"}) {
			t.Errorf("after another name: %v", got)
		}
	})
}

// foundPeople are the addresses of those whom a text finds.
func (p *portal) foundPeople(text string) (emails []string) {
	p.t.Helper()
	found, _, err := p.People(ctx, directory.PersonFilter{Text: text}, db.Part{Sort: directory.PersonOrder.Parse(""), Limit: 10})
	if err != nil {
		p.t.Fatal(err)
	}
	for _, x := range found {
		emails = append(emails, x.Email)
	}
	return emails
}
