package store_test

import (
	"slices"
	"strings"
	"testing"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
)

func TestTheChosenPartnerIsProposedForNewSubscriptionsAlone(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		usual := func(partner string, chosen bool, without ...string) {
			t.Helper()
			u, err := p.Usual(ctx, owner.Customer, 10)
			if err != nil || u.Partner.ID != partner || u.Chosen != chosen || !slices.Equal(u.Without, without) {
				t.Errorf("%+v (%v), want %s for %v", u, err, partner, without)
			}
		}
		choose := func(id string) {
			t.Helper()
			if err := p.SetDefaultPartner(ctx, owner, id); err != nil {
				t.Fatal(err)
			}
		}
		usual("B", false, "T-azure", "T-ems")
		choose("C")
		choose("c")
		usual("C", true, "T-azure", "T-ems")
		p.nominate(owner, "C", "T-ems")
		p.remove(owner, "T-ems")
		p.set("2016-04-12T09:00:00Z")
		usual("C", true, "T-azure") // what was removed is no new one
		all := p.activity(owner.Customer, directory.ActivityFilter{Kind: directory.DefaultSet}, 10)
		if len(all) != 1 || all[0].After.Partner.ID != "C" || all[0].By.Name != "owner of T" {
			t.Errorf("%+v", all)
		}
		choose("")
		usual("B", false, "T-azure", "T-ems")
		choose("C")
		p.take(rows("partners", "partner_id,name,status", "C,Cedar Services,suspended"))
		usual("B", false, "T-azure", "T-ems")
		for id, code := range map[string]string{"C": programme.RefusedSuspended, "G": programme.RefusedGlobal, "nobody": programme.RefusedUnknown} {
			refusedBy(t, p.SetDefaultPartner(ctx, owner, id), code)
		}
		refusedBy(t, p.SetDefaultPartner(ctx, p.person(directory.Reader, "T"), "B"), programme.RefusedRole)
	})
}

func TestPartnersThatACustomerKnowsComeInTheOrderOfItsReliance(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		known := func(first int64) (ids []string) {
			t.Helper()
			all, err := p.KnownPartners(ctx, owner.Customer, first, 10)
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range all {
				ids = append(ids, k.Known.Partner.ID)
			}
			return ids
		}
		p.nominate(owner, "C", "T-azure", "T-ems")
		p.nominate(owner, "A", "T-ems")
		p.remove(owner, "T-ems")
		if ids := known(0); !slices.Equal(ids[:3], []string{"C", "B", "A"}) && !slices.Equal(ids[:3], []string{"B", "C", "A"}) {
			t.Errorf("known are %v", ids)
		}
		a, err := p.PublicPartner(ctx, "a")
		if err != nil {
			t.Fatal(err)
		}
		if ids := known(a.Key); ids[0] != "A" {
			t.Errorf("first is %v", ids)
		}
		p.take(rows("partners", "partner_id,name,status", "C,Cedar Services,suspended"))
		if ids := known(0); slices.Contains(ids, "C") {
			t.Errorf("a suspended partner is known: %v", ids)
		}
		if _, err := p.PublicPartner(ctx, "C"); err == nil {
			t.Error("a suspended partner has a page")
		}
	})
}

func TestWhatALocationTellsOfItselfIsKeptWithItsContactOrNotAtAll(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		manager := p.person(directory.Manager, "G1")
		told := directory.Profile{Place: " Kyoto\t", Languages: []string{"ja", "xx", "en", "ja"}, Introduction: "We\r\nhelp. "}
		if err := p.SetPage(ctx, manager, "G1", directory.Contact{Email: "desk@g.example"}, told); err != nil {
			t.Fatal(err)
		}
		x, err := p.PublicPartner(ctx, "G1")
		if err != nil || x.Profile.Place != "Kyoto" || !slices.Equal(x.Profile.Languages, []string{"en", "ja"}) || x.Profile.Introduction != "We\nhelp." {
			t.Errorf("%+v: %v", x.Profile, err)
		}
		before := p.dump("contact", "profile")
		refusedBy(t, p.SetPage(ctx, manager, "G1", directory.Contact{Name: "nobody"}, directory.Profile{}), programme.RefusedContact)
		refusedBy(t, p.SetPage(ctx, manager, "G1", directory.Contact{}, directory.Profile{Place: strings.Repeat("あ", 201)}), programme.RefusedPlaceLong)
		refusedBy(t, p.SetPage(ctx, manager, "G1", directory.Contact{}, directory.Profile{Introduction: strings.Repeat("あ", 601)}), programme.RefusedIntroductionLong)
		if err := p.SetPage(ctx, manager, "B", directory.Contact{}, told); err == nil {
			t.Error("others' page is set")
		}
		if after := p.dump("contact", "profile"); !slices.Equal(before, after) {
			t.Errorf("%v became %v", before, after)
		}
		found, err := p.FindPartners(ctx, store.PartnerSearch{Text: "kyoto"}, 10)
		if err != nil || len(found) != 1 || found[0].ID != "G1" {
			t.Errorf("%+v: %v", found, err)
		}
	})
}

func refusedBy(t *testing.T, err error, code string) {
	t.Helper()
	if r := store.Refusal(err); r == nil || r.Code != code {
		t.Errorf("%v, want %s", err, code)
	}
}
