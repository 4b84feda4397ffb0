package store_test

import (
	"shimei/store"
	"shimei/store/demo"
	"shimei/store/directory"
)

// small is a little of everything: a global account with locations, suspended partners,
// two tenants, a subscription that has ended, and usage of two months.
func small() []file {
	return []file{
		rows("partners", "partner_id,name,parent_id,country,status",
			"A,Aomori Systems,,JP,", "B,Birch Consulting,,US,", "C,Cedar Services,,US,active",
			"G,Global Works,,DE,", "G1,Global Works Bonn,G,DE,", "G2,Global Works Köln,G,DE,",
			"S,Sorrel Ltd,,GB,suspended", "Z,Zinnia Group,,GB,suspended", "Z1,Zinnia London,Z,GB,"),
		rows("customers", "tenant_id,name,domain,country", "T,Tailspin Toys,tailspin.example,US", "U,Umeda Foods,umeda.example,JP"),
		rows("subscriptions", "subscription_id,tenant_id,product,kind,licensing,seats,start_date,end_date",
			"T-office,T,office365,paid,open,100,2015-06-01,", "T-azure,T,azure,paid,direct,,2015-07-01,",
			"T-ems,T,ems,trial,direct,20,2016-03-01,", "T-ended,T,crm-online,paid,ea,30,2015-01-01,2016-02-01",
			"U-office,U,office365,paid,csp,60,2015-09-01,"),
		rows("usage", "subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed",
			"T-office,2016-03,exchange,100,90,70,", "T-office,2016-03,skype,100,90,20,", "T-azure,2016-03,,,,,1200.50",
			"T-office,2016-04,exchange,100,95,80,", "T-azure,2016-04,,,,,1300.25", "U-office,2016-04,exchange,60,60,55,"),
		rows("sales", "order_id,subscription_id,partner_id,date,seats",
			"o-1,T-office,A,2015-06-01,100", "o-2,U-office,G1,2015-09-01,60", "o-3,T-ended,A,2015-01-01,30", "o-4,T-azure,A,2015-07-01,0"),
		rows("associations", "route,partner_id,subscription_id,tenant_id,from,to",
			"dpor,B,T-office,,2015-06-10,", "dpor,G2,U-office,,2015-10-01,", "dap,C,,T,2015-07-01,", "dap,S,,U,2015-10-01,"),
	}
}

// openSmall opens a store with the small world in it.
func openSmall(t tester, dsn string) *portal {
	t.Helper()
	copied := smallWorld.At(t, dsn)
	p := open(t, dsn)
	if !copied {
		p.take(small()...)
	}
	return p
}

// openTaking is openSmall by a programme whose products take all amounts of usage.
func openTaking(t tester, dsn string) *portal {
	t.Helper()
	copied := smallWorld.At(t, dsn)
	takes := "\ntakes = [\"consumed\", \"active_users\", \"seats\"]"
	p, _ := openWith(t, dsn, variant(t, `id = "office365"`, `id = "office365"`+takes, `id = "azure"`, `id = "azure"`+takes))
	if !copied {
		p.take(small()...)
	}
	return p
}

// demonstration returns the demo's files.
func demonstration() []file {
	var files []file
	for _, f := range demo.Files() {
		files = append(files, file{f.Name, string(f.CSV)})
	}
	return files
}

// seen returns the key of a subscription's present association, 0 for none.
func (p *portal) seen(who directory.Person, subscription string) int64 {
	p.t.Helper()
	found, err := p.Chosen(ctx, who.Customer, []string{subscription})
	if err != nil {
		p.t.Fatal(err)
	}
	if found[0].Present == nil {
		return 0
	}
	return found[0].Present.Key
}

// choose makes choices of subscriptions as they stand.
func (p *portal) choose(who directory.Person, subscriptions ...string) []store.Choice {
	p.t.Helper()
	var choices []store.Choice
	for _, id := range subscriptions {
		choices = append(choices, store.Choice{ID: id, Seen: p.seen(who, id)})
	}
	return choices
}

// nominate nominates a partner that is not refused.
func (p *portal) nominate(who directory.Person, partner string, subscriptions ...string) (reference string) {
	p.t.Helper()
	reference, err := p.Nominate(ctx, who, partner, p.choose(who, subscriptions...))
	if err != nil {
		p.t.Fatal(err)
	}
	return reference
}

// remove removes a partner of record that is not refused.
func (p *portal) remove(who directory.Person, subscription string) {
	p.t.Helper()
	if err := p.Remove(ctx, who, p.choose(who, subscription)[0]); err != nil {
		p.t.Fatal(err)
	}
}

// present returns the partner of record's id, "" for none.
func (p *portal) present(who directory.Person, subscription string) string {
	p.t.Helper()
	found, err := p.Chosen(ctx, who.Customer, []string{subscription})
	if err != nil {
		p.t.Fatal(err)
	}
	if found[0].Present == nil {
		return ""
	}
	return found[0].Present.Partner.ID
}
