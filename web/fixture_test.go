package web

import (
	"testing"

	"shimei/store"
	"shimei/store/demo"
)

// The people of the small fixture.
const (
	owner         = "aiko@aster.example"   // of Aster Foods
	administrator = "ben@aster.example"    // of Aster Foods
	reader        = "chie@aster.example"   // of Aster Foods
	otherOwner    = "dirk@birch.example"   // of Birch Mills
	lumen         = "eri@lumen.example"    // of partner 100
	harbour       = "finn@harbour.example" // of location 201 of the global account 200
	ember         = "gesa@ember.example"   // of partner 400
	admin         = "hana@vendor.example"
)

var smallPeople = []demo.Person{
	{Email: owner, Name: "Aiko Mori", Role: "owner", TenantID: "T-A"},
	{Email: administrator, Name: "Ben Ito", Role: "administrator", TenantID: "T-A"},
	{Email: reader, Name: "Chie Abe", Role: "reader", TenantID: "T-A"},
	{Email: otherOwner, Name: "Dirk Holm", Role: "owner", TenantID: "T-B"},
	{Email: lumen, Name: "Eri Kudo", Role: "manager", PartnerID: "100"},
	{Email: harbour, Name: "Finn Ward", Role: "manager", PartnerID: "201"},
	{Email: ember, Name: "Gesa Lohr", Role: "manager", PartnerID: "400"},
	{Email: admin, Name: "Hana Seki", Role: "admin"},
}

// smallFacts are two customers, and partners of every kind that a nomination can meet. In
// April 2016 a-office has 40 active entitlements, b-office 25.
func smallFacts() []demo.File {
	return []demo.File{
		{Name: "partners.csv", CSV: []byte(`partner_id,name,parent_id,country,status,email
100,Lumen Cloud,,JP,active,info@lumen.example
200,Harbour Group,,US,active,
201,Harbour Osaka,200,JP,active,
202,Harbour Leeds,200,GB,active,
300,Quiet Works,,DE,suspended,
400,Ember Partners,,DE,active,
`)},
		{Name: "customers.csv", CSV: []byte(`tenant_id,name,domain,country
T-A,Aster Foods,aster.example,JP
T-B,Birch Mills,birch.example,DE
`)},
		{Name: "subscriptions.csv", CSV: []byte(`subscription_id,tenant_id,product,licensing,seats,start_date,end_date
a-office,T-A,office365,direct,50,2015-05-01,
a-azure,T-A,azure,direct,,2015-05-01,
a-ems,T-A,ems,direct,30,2015-06-01,
a-ended,T-A,crm-online,direct,20,2014-02-01,2016-02-01
b-office,T-B,office365,direct,30,2015-05-01,
b-azure,T-B,azure,direct,,2015-05-01,
`)},
		{Name: "usage.csv", CSV: []byte(`subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed
a-office,2016-03,exchange,50,40,30,
a-office,2016-04,exchange,50,45,40,
a-azure,2016-04,,,,,1200.50
a-ems,2016-04,ems,30,25,20,
b-office,2016-04,exchange,30,28,25,
`)},
		{Name: "associations.csv", CSV: []byte(`route,partner_id,subscription_id,tenant_id,from,to
dpor,400,a-azure,,2015-05-10,
dpor,100,b-office,,2015-05-10,
dap,201,,T-B,2015-06-01,
`)},
	}
}

var smallTemplate = &template{fill: fillSmall, people: smallPeople}

func fillSmall(t *testing.T, s *store.Store) {
	t.Helper()
	take(t, s, smallFacts())
	addPeople(t, s, smallPeople)
}
