package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/request"
)

// pdfs are files of some names, each with another content.
func pdfs(names ...string) (files []request.File) {
	for _, name := range names {
		files = append(files, request.File{Name: name, Content: []byte("%PDF-1.4\n1 0 obj " + name + "\x00\xff\nstartxref\n9\n%%EOF\n")})
	}
	return files
}

// namesOf are those of files that are kept.
func namesOf(files []request.Evidence) (names []string) {
	for _, f := range files {
		names = append(names, f.Name)
	}
	return names
}

func TestTheFilesOfAClaimAreKeptForThoseWhomItConcerns(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader, stranger, admin := p.person(directory.Owner, "T"), p.person(directory.Reader, "T"), p.person(directory.Owner, "U"), p.person(directory.Admin, "")
		mine, sister, rival := p.person(directory.Manager, "G1"), p.person(directory.Manager, "G2"), p.person(directory.Manager, "C")
		a := claim("G1", "T-azure")
		a.Files = pdfs("../../a.pdf", "b.html")
		reference := p.ask(mine, a)
		p.act(admin, reference, programme.ActReturn)
		if _, err := p.Act(ctx, mine, request.On{Reference: reference, Act: programme.ActAnswer, Said: request.Said{Note: "and more"}, Files: pdfs("c.pdf")}); err != nil {
			t.Fatal(err)
		}
		p.act(admin, reference, programme.ActReject)
		if _, err := p.Act(ctx, mine, request.On{Reference: reference, Act: programme.ActDispute, Said: request.Said{Note: "look again"}, Files: pdfs("d.pdf")}); err != nil {
			t.Fatal(err)
		}
		for _, who := range []directory.Person{owner, reader, mine, sister, admin} {
			d, err := p.Request(ctx, who, reference)
			if want := []string{"a.pdf", "b.html.pdf", "c.pdf", "d.pdf"}; err != nil || !slices.Equal(namesOf(d.Files), want) {
				t.Errorf("%s sees %v, want %v (%v)", who.Name, namesOf(d.Files), want, err)
			}
			e, content, err := p.Evidence(ctx, who, reference, 2)
			if err != nil || string(content) != string(a.Files[1].Content) || e != d.Files[1] || e.Kind != "application/pdf" || e.Size != int64(len(content)) {
				t.Errorf("%s reads %+v %q: %v", who.Name, e, content, err)
			}
			for _, place := range []int{-1, 0, 5} {
				if _, _, err := p.Evidence(ctx, who, reference, place); !errors.Is(err, store.ErrNotFound) {
					t.Errorf("file %d: %v", place, err)
				}
			}
		}
		for _, who := range []directory.Person{stranger, rival, {}} {
			if _, _, err := p.Evidence(ctx, who, reference, 1); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s reads it: %v", who.Name, err)
			}
		}
	})
}

func TestAClaimWithoutSoundEvidenceIsRefusedAndKeepsNothing(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		partner, admin := p.person(directory.Manager, "G1"), p.person(directory.Admin, "")
		large := request.File{Name: "x.pdf", Content: []byte("%PDF-1.4\n" + strings.Repeat(" ", request.LargestFile) + "%%EOF")}
		for code, files := range map[string][]request.File{
			programme.RefusedFiles:    nil,
			programme.RefusedFileKind: append(pdfs("a"), request.File{Name: "script.pdf", Content: []byte("#!/bin/sh\n")}),
			programme.RefusedFileSize: append(pdfs("a"), large),
		} {
			a := claim("G1", "T-azure")
			a.Files = files
			if _, err := p.Ask(ctx, partner, a); store.Refusal(err) == nil || store.Refusal(err).Code != code {
				t.Errorf("%v, want %s", err, code)
			}
		}
		many := claim("G1", "T-azure")
		many.Files = pdfs("1", "2", "3", "4", "5", "6")
		silent := claim("G1", "T-azure")
		silent.Note = " "
		shown := delegation("G1", "T", 30)
		shown.Files = pdfs("1")
		for code, a := range map[string][]request.Ask{programme.RefusedFiles: {many, shown}, programme.RefusedReason: {silent}} {
			for _, a := range a {
				if _, err := p.Ask(ctx, partner, a); store.Refusal(err) == nil || store.Refusal(err).Code != code {
					t.Errorf("%v, want %s", err, code)
				}
			}
		}
		reference := p.ask(partner, claim("G1", "T-azure"))
		for act, who := range map[programme.Act]directory.Person{programme.ActReturn: admin, programme.ActWithdraw: partner} {
			_, err := p.Act(ctx, who, request.On{Reference: reference, Act: act, Said: request.Said{Note: "x"}, Files: pdfs("1")})
			if store.Refusal(err) == nil || store.Refusal(err).Code != programme.RefusedFiles {
				t.Errorf("%s with files: %v", act, err)
			}
		}
		if d, err := p.Request(ctx, partner, reference); err != nil || len(d.Files) != 1 {
			t.Errorf("%v: %v", d.Files, err)
		}
	})
}

func TestEvidenceThatOtherHandsChangedIsFound(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		reference := p.ask(p.person(directory.Manager, "G1"), claim("G1", "T-azure"))
		if found, err := p.Verify(ctx); err != nil || len(found) != 0 {
			t.Fatal(found, err)
		}
		raw(t, dsn, "UPDATE evidence SET sha256 = 'x', place = 3")
		found, err := p.Verify(ctx)
		if err != nil || len(found) != 1 || !strings.Contains(found[0].String(), "request "+reference+", file 3: it is not what was sent") {
			t.Error(found, err)
		}
	})
}

func TestASupportContactIsWhatTheLocationsPeopleSaid(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		partner, rival, owner := p.person(directory.Manager, "G1"), p.person(directory.Manager, "C"), p.person(directory.Owner, "T")
		key := partner.Partner
		of := func() directory.Contact {
			t.Helper()
			found, said, err := p.Contacts(ctx, []int64{key})
			if err != nil || said[key] != (found[key].Phone != "") {
				t.Fatal(found, said, err)
			}
			return found[key]
		}
		before := of()
		desk := directory.Contact{Name: "Desk", Email: "desk@g1.example", Phone: "+81 3 1234", Hours: "9–17"}
		for range 2 { // the second time changes nothing
			if err := p.SetContact(ctx, partner, "g1", directory.Contact{Name: " Desk\r\n", Email: desk.Email, Phone: "+81\t3 1234", Hours: "9–17"}); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(desk, of()); diff != "" {
			t.Error(diff)
		}
		for _, c := range []struct {
			who     directory.Person
			of      string
			contact directory.Contact
			code    string
		}{
			{rival, "G1", desk, ""}, {partner, "C", desk, ""}, {partner, "none", desk, ""}, {partner, "G", desk, ""},
			{owner, "G1", desk, programme.RefusedActor}, {directory.Person{}, "G1", desk, programme.RefusedActor},
			{partner, "G1", directory.Contact{Name: "Desk"}, programme.RefusedContact},
			{partner, "G1", directory.Contact{Email: "a b@c"}, programme.RefusedContactEmail}, {partner, "G1", directory.Contact{Email: "@"}, programme.RefusedContactEmail},
			{partner, "G1", directory.Contact{Phone: strings.Repeat("1", 201)}, programme.RefusedContactLong},
		} {
			err := p.SetContact(ctx, c.who, c.of, c.contact)
			if r := store.Refusal(err); r == nil && !(c.code == "" && errors.Is(err, store.ErrNotFound)) || r != nil && r.Code != c.code {
				t.Errorf("%+v: %v", c, err)
			}
		}
		if diff := cmp.Diff(desk, of()); diff != "" {
			t.Error("refused, and changed", diff)
		}
		if err := p.SetContact(ctx, partner, "G1", directory.Contact{}); err != nil || of() != before {
			t.Errorf("%+v, want %+v: %v", of(), before, err)
		}
		var told []directory.Event
		if err := p.EachAuditEntry(ctx, directory.AuditFilter{Kind: directory.ContactSet}, directory.AuditOrder.Parse("at"), func(e directory.Event) error {
			told = append(told, e)
			return nil
		}); err != nil || len(told) != 2 {
			t.Fatal(told, err)
		}
		if e := told[0]; e.By.Name != partner.Name || e.Before.Values != nil || e.After.Values["phone"] != "+81 3 1234" || e.After.Partner.ID != "G1" {
			t.Errorf("%+v", e)
		}
		if e := told[1]; e.Before.Values["email"] != desk.Email || e.After.Values != nil {
			t.Errorf("%+v", e)
		}
	})
}
