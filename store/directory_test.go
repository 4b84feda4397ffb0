package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/directory"
)

func TestTheDirectoryIsSortedByEachOfItsColumns(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("partners", "partner_id,name,parent_id,country,status", "G1,Global Works Bonn,G,DE,active", "Z,zeta,,FR,suspended"),
			rows("customers", "tenant_id,name,domain,country", "V1,Velo,velo.example,FR", "V2,Anker,anker.example,DE"))
		p.person(directory.Owner, "T")
		p.person(directory.Reader, "U")
		p.person(directory.Admin, "")
		p.person(directory.Manager, "A")
		sortedBy(t, directory.PartnerOrder, func(part db.Part) ([]directory.PartnerEntry, error) {
			found, _, err := p.Partners(ctx, directory.PartnerFilter{}, part)
			return found, err
		}, func(s db.Sort, row func(directory.PartnerEntry) error) error {
			return p.EachPartner(ctx, directory.PartnerFilter{}, s, row)
		},
			func(x directory.PartnerEntry) int64 { return x.Key }, map[string]func(directory.PartnerEntry) string{
				"id": func(x directory.PartnerEntry) string { return x.ID }, "country": func(x directory.PartnerEntry) string { return x.Country }})
		sortedBy(t, directory.CustomerOrder, func(part db.Part) ([]directory.Customer, error) {
			found, _, err := p.Customers(ctx, directory.CustomerFilter{}, part)
			return found, err
		}, func(s db.Sort, row func(directory.Customer) error) error {
			return p.EachCustomer(ctx, directory.CustomerFilter{}, s, row)
		},
			func(x directory.Customer) int64 { return x.Key }, map[string]func(directory.Customer) string{
				"id": func(x directory.Customer) string { return x.TenantID }, "domain": func(x directory.Customer) string { return x.Domain },
				"country": func(x directory.Customer) string { return x.Country }})
		sortedBy(t, directory.PersonOrder, func(part db.Part) ([]directory.Person, error) {
			found, _, err := p.People(ctx, directory.PersonFilter{}, part)
			return found, err
		}, func(s db.Sort, row func(directory.Person) error) error {
			return p.EachPerson(ctx, directory.PersonFilter{}, s, row)
		},
			func(x directory.Person) int64 { return x.Key }, map[string]func(directory.Person) string{
				"email": func(x directory.Person) string { return x.Email }, "role": func(x directory.Person) string { return string(x.Role) }})
	})
}

func TestTheDirectoryFindsByEachOfItsFilters(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("partners", "partner_id,name,parent_id,country,status,reading", "Z1,霧杜技術,,JP,suspended,きりもり", "Z2,Z East,Z1,JP,active,"))
		p.person(directory.Owner, "T")
		p.person(directory.Reader, "U")
		first := func(o db.Order) db.Part { return db.Part{Sort: o.Parse(""), Limit: 100} }
		yes := true
		for name, c := range map[string]struct {
			filter directory.PartnerFilter
			want   []string
		}{
			"a name": {directory.PartnerFilter{Text: "BIRCH"}, []string{"B"}}, "an id as it is typed": {directory.PartnerFilter{Text: "Ｚ２"}, []string{"Z2"}},
			"a reading": {directory.PartnerFilter{Text: "キリモリ"}, []string{"Z1"}}, "those of a suspended account too": {directory.PartnerFilter{Text: "east", Suspended: &yes}, []string{"Z2"}},
			"nothing": {directory.PartnerFilter{Text: "%"}, nil},
		} {
			found, count, err := p.Partners(ctx, c.filter, first(directory.PartnerOrder))
			var ids []string
			for _, x := range found {
				ids = append(ids, x.ID)
			}
			if diff := cmp.Diff(c.want, ids); diff != "" || err != nil || int(count) != len(ids) {
				t.Errorf("%s: %d, %s (%v)", name, count, diff, err)
			}
		}
		all, _, err := p.Customers(ctx, directory.CustomerFilter{}, first(directory.CustomerOrder))
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(all, func(c directory.Customer) bool { return c.TenantID == "T" })
		for _, text := range []string{"T", all[at].Name, all[at].Domain} {
			found, _, err := p.Customers(ctx, directory.CustomerFilter{Text: text}, first(directory.CustomerOrder))
			if err != nil || !slices.ContainsFunc(found, func(c directory.Customer) bool { return c.TenantID == "T" && c.Subscriptions == 4 }) {
				t.Errorf("%q finds %v (%v)", text, found, err)
			}
		}
		for _, f := range []directory.PersonFilter{{Role: directory.Reader}, {Text: "READER@"}, {Text: "U.example", Role: directory.Reader}} {
			found, count, err := p.People(ctx, f, first(directory.PersonOrder))
			if err != nil || count != 1 || len(found) != 1 || found[0].Role != directory.Reader {
				t.Errorf("%v finds %v (%v)", f, found, err)
			}
		}
	})
}
