package store_test

import (
	"strings"
	"testing"

	"shimei/store/programme"
)

// A nomination of the tenant that held a subscription before takes no place with the new one, and ends for good once
// a claim is approved there (R5, R5a).
func TestAClaimAfterAMoveIsApprovedAndEndsTheFormerTenantsNomination(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		c := p.crew()
		p.set("2016-04-12T09:00:00Z")
		p.nominate(c.owner, "G1", "T-azure")
		p.set("2016-04-20T09:00:00Z")
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,start_date,as_of", "T-azure,U,azure,2015-06-01,2016-04-15"))
		claimed := p.ask(c.rival, claim("B", "T-azure"))
		p.act(c.admin, claimed, programme.ActApprove)
		p.rebuilt()
		if got := p.open("U"); len(got) != 1 || got[0] != "B" {
			t.Errorf("the new tenant has %q", got)
		}
		if got := p.open("T"); len(got) != 0 {
			t.Errorf("the former tenant has %q", got)
		}
		p.set("2016-05-02T09:00:00Z")
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,start_date,as_of", "T-azure,T,azure,2015-06-01,2016-05-01"))
		p.rebuilt()
		if got := p.open("T"); len(got) != 0 {
			t.Errorf("the subscription came back, and with it %q", got)
		}
	})
}

// open are the partners of record of T-azure whose association with a customer has no end.
func (p *portal) open(tenant string) (partners []string) {
	p.t.Helper()
	for _, line := range p.dump("association") {
		if c := strings.Split(line, "\t"); c[1] == programme.DPOR && c[3] == tenant && c[4] == "T-azure" && c[7] == "-" {
			partners = append(partners, c[2])
		}
	}
	return partners
}
