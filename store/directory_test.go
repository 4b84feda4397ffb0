package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
)

func TestTheDirectoryIsSortedByEachOfItsColumns(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("partners", "partner_id,name,parent_id,country,status", "G1,Global Works Bonn,G,DE,active", "Z,zeta,,FR,suspended"),
			rows("customers", "tenant_id,name,domain,country", "V1,Velo,velo.example,FR", "V2,Anker,anker.example,DE"))
		p.person(store.Owner, "T")
		p.person(store.Reader, "U")
		p.person(store.Admin, "")
		p.person(store.PartnerRole, "A")
		sortedBy(t, store.PartnerOrder, func(part store.Part) ([]store.PartnerEntry, error) {
			found, _, err := p.Partners(ctx, store.PartnerFilter{}, part)
			return found, err
		}, func(s store.Sort, row func(store.PartnerEntry) error) error {
			return p.EachPartner(ctx, store.PartnerFilter{}, s, row)
		},
			func(x store.PartnerEntry) int64 { return x.Key }, map[string]func(store.PartnerEntry) string{
				"id": func(x store.PartnerEntry) string { return x.ID }, "country": func(x store.PartnerEntry) string { return x.Country }})
		sortedBy(t, store.CustomerOrder, func(part store.Part) ([]store.Customer, error) {
			found, _, err := p.Customers(ctx, store.CustomerFilter{}, part)
			return found, err
		}, func(s store.Sort, row func(store.Customer) error) error {
			return p.EachCustomer(ctx, store.CustomerFilter{}, s, row)
		},
			func(x store.Customer) int64 { return x.Key }, map[string]func(store.Customer) string{
				"id": func(x store.Customer) string { return x.TenantID }, "domain": func(x store.Customer) string { return x.Domain },
				"country": func(x store.Customer) string { return x.Country }})
		sortedBy(t, store.AccountOrder, func(part store.Part) ([]store.Person, error) {
			found, _, err := p.Accounts(ctx, store.AccountFilter{}, part)
			return found, err
		}, func(s store.Sort, row func(store.Person) error) error {
			return p.EachAccount(ctx, store.AccountFilter{}, s, row)
		},
			func(x store.Person) int64 { return x.Key }, map[string]func(store.Person) string{
				"email": func(x store.Person) string { return x.Email }, "role": func(x store.Person) string { return string(x.Role) }})
	})
}

func TestTheDirectoryFindsByEachOfItsFilters(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("partners", "partner_id,name,parent_id,country,status,reading", "Z1,霧杜技術,,JP,suspended,きりもり", "Z2,Z East,Z1,JP,active,"))
		p.person(store.Owner, "T")
		p.person(store.Reader, "U")
		first := func(o store.Order) store.Part { return store.Part{Sort: o.Parse(""), Limit: 100} }
		yes := true
		for name, c := range map[string]struct {
			filter store.PartnerFilter
			want   []string
		}{
			"a name": {store.PartnerFilter{Text: "BIRCH"}, []string{"B"}}, "an id as it is typed": {store.PartnerFilter{Text: "Ｚ２"}, []string{"Z2"}},
			"a reading": {store.PartnerFilter{Text: "キリモリ"}, []string{"Z1"}}, "those of a suspended account too": {store.PartnerFilter{Text: "east", Suspended: &yes}, []string{"Z2"}},
			"nothing": {store.PartnerFilter{Text: "%"}, nil},
		} {
			found, count, err := p.Partners(ctx, c.filter, first(store.PartnerOrder))
			var ids []string
			for _, x := range found {
				ids = append(ids, x.ID)
			}
			if diff := cmp.Diff(c.want, ids); diff != "" || err != nil || int(count) != len(ids) {
				t.Errorf("%s: %d, %s (%v)", name, count, diff, err)
			}
		}
		all, _, err := p.Customers(ctx, store.CustomerFilter{}, first(store.CustomerOrder))
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(all, func(c store.Customer) bool { return c.TenantID == "T" })
		for _, text := range []string{"T", all[at].Name, all[at].Domain} {
			found, _, err := p.Customers(ctx, store.CustomerFilter{Text: text}, first(store.CustomerOrder))
			if err != nil || !slices.ContainsFunc(found, func(c store.Customer) bool { return c.TenantID == "T" && c.Subscriptions == 4 }) {
				t.Errorf("%q finds %v (%v)", text, found, err)
			}
		}
		for _, f := range []store.AccountFilter{{Role: store.Reader}, {Text: "READER@"}, {Text: "U.example", Role: store.Reader}} {
			found, count, err := p.Accounts(ctx, f, first(store.AccountOrder))
			if err != nil || count != 1 || len(found) != 1 || found[0].Role != store.Reader {
				t.Errorf("%v finds %v (%v)", f, found, err)
			}
		}
	})
}
