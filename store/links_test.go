package store_test

import (
	"slices"
	"testing"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
)

// link makes a link that is not refused.
func (p *portal) link(who directory.Person, l programme.Link) string {
	p.t.Helper()
	token, made, err := p.MakeLink(ctx, who, l)
	if err != nil || made.Until != at("2016-05-12T00:00:00Z") {
		p.t.Fatal(made, err)
	}
	return token
}

func TestALinkLeadsThoseWhoMayNominateToItsPartner(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader, stranger := p.person(directory.Owner, "T"), p.person(directory.Reader, "T"), p.person(directory.Owner, "U")
		partner, admin := p.person(directory.Manager, "G1"), p.person(directory.Admin, "")
		before := p.dump()
		anyones := p.link(partner, programme.Link{Partner: "g1"})
		bound := p.link(partner, programme.Link{Partner: "G1", Tenant: " t ", Subscriptions: []string{"t-azure", "", "T-AZURE", "T-office"}})
		sisters := p.link(partner, programme.Link{Partner: "G2", Subscriptions: []string{"T-azure"}})
		another := open(t, dsn) // another portal on the database reads them by the same key
		for _, c := range []struct {
			who   directory.Person
			token string
			code  string
		}{
			{owner, anyones, ""}, {owner, bound, ""}, {owner, sisters, ""}, {stranger, anyones, ""},
			{stranger, bound, programme.RefusedLinkOthers}, {stranger, sisters, programme.RefusedLinkOthers},
			{reader, anyones, programme.RefusedRole}, {reader, bound, programme.RefusedRole},
			{partner, anyones, programme.RefusedLinkOthers}, {admin, anyones, programme.RefusedLinkOthers}, {directory.Person{}, anyones, programme.RefusedLinkOthers},
			{owner, anyones[1:], programme.RefusedLink}, {owner, anyones + "A", programme.RefusedLink}, {owner, "", programme.RefusedLink}, {owner, "nothing", programme.RefusedLink},
		} {
			for _, s := range []*store.Store{p.Store, another.Store} {
				l, found, err := s.OpenLink(ctx, c.who, c.token)
				switch r := store.Refusal(err); {
				case r == nil && err != nil, r == nil && c.code != "", r != nil && r.Code != c.code:
					t.Errorf("%s opens %q: %v, want %q", c.who.Name, c.token, err, c.code)
				case r == nil && found.ID != l.Partner:
					t.Errorf("%+v leads to %+v", l, found)
				}
			}
		}
		if l, _, err := p.OpenLink(ctx, owner, bound); err != nil || !slices.Equal(l.Subscriptions, []string{"t-azure", "T-office"}) || l.Tenant != "t" || l.Partner != "G1" {
			t.Errorf("%+v: %v", l, err)
		}
		if got := p.dump(); !slices.Equal(before, got) {
			t.Error("links changed something")
		}
		p.take(rows("partners", "partner_id,name,status", "G1,One,suspended"))
		if _, _, err := p.OpenLink(ctx, owner, anyones); store.Refusal(err) == nil || store.Refusal(err).Code != programme.RefusedSuspended {
			t.Errorf("a suspended partner's: %v", err)
		}
		if _, _, err := p.MakeLink(ctx, partner, programme.Link{Partner: "G1"}); store.Refusal(err) == nil || store.Refusal(err).Code != programme.RefusedSuspended {
			t.Errorf("by a suspended partner: %v", err)
		}
		p.set("2016-05-12T00:00:00Z")
		if _, _, err := p.OpenLink(ctx, owner, sisters); store.Refusal(err) == nil || store.Refusal(err).Code != programme.RefusedLinkOver {
			t.Errorf("after its end: %v", err)
		}
	})
}

func TestALinkIsMadeForOwnLocationsAlone(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		partner, owner := p.person(directory.Manager, "G1"), p.person(directory.Owner, "T")
		many := make([]string, programme.MostLinked+1)
		for k := range many {
			many[k] = string(rune('a' + k))
		}
		for _, c := range []struct {
			who  directory.Person
			l    programme.Link
			code string
		}{
			{partner, programme.Link{Partner: "C"}, programme.RefusedUnknown}, {partner, programme.Link{Partner: "none"}, programme.RefusedUnknown},
			{partner, programme.Link{}, programme.RefusedUnknown}, {partner, programme.Link{Partner: "G"}, programme.RefusedGlobal},
			{owner, programme.Link{Partner: "G1"}, programme.RefusedActor}, {directory.Person{}, programme.Link{Partner: "G1"}, programme.RefusedActor},
			{partner, programme.Link{Partner: "G1", Subscriptions: many}, programme.RefusedLinkLong},
			{partner, programme.Link{Partner: "G1", Tenant: "T-none"}, programme.RefusedTenant},
			{partner, programme.Link{Partner: "G1", Tenant: "T", Subscriptions: []string{"T-azure", "none"}}, programme.RefusedSubscription},
			{partner, programme.Link{Partner: "none", Tenant: "T-none"}, programme.RefusedUnknown},
		} {
			if token, _, err := p.MakeLink(ctx, c.who, c.l); token != "" || store.Refusal(err) == nil || store.Refusal(err).Code != c.code {
				t.Errorf("%+v by %s: %q %v, want %s", c.l, c.who.Name, token, err, c.code)
			}
		}
	})
}
