package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
)

// incentives describes what an account is eligible for, page by page, and checks that the
// whole list is the same.
func (p *portal) incentives(partner string, f report.AccountCustomerFilter) (all []string, customers int64) {
	p.t.Helper()
	pr, account := p.mustProgramme(), p.account(partner)
	describe := func(r report.IncentiveRow) string {
		cells := []string{r.TenantID, r.Subscription, pr.Products[r.Product].ID, map[bool]string{true: "nominated", false: "not nominated"}[r.Nominated]}
		for _, k := range r.Counting {
			cells = append(cells, pr.Competencies[k].ID)
		}
		cells = append(cells, pr.LevelID(r.Level))
		if r.Eligible() {
			cells = append(cells, "eligible for", pr.Competencies[r.Competency].ID)
		}
		return strings.Join(cells, " ")
	}
	for after, begun := int64(0), false; after != 0 || !begun; begun = true {
		page, next, count, err := p.Incentives(ctx, directory.Whole(account), f, after, 1)
		if err != nil {
			p.t.Fatal(err)
		}
		for _, r := range page {
			all = append(all, describe(r))
		}
		after, customers = next, count
	}
	var whole []string
	if err := p.EachIncentive(ctx, directory.Whole(account), f, func(r report.IncentiveRow) error { whole = append(whole, describe(r)); return nil }); err != nil {
		p.t.Fatal(err)
	}
	if diff := cmp.Diff(whole, all); diff != "" {
		p.t.Errorf("page by page there is something else: %s", diff)
	}
	return all, customers
}

func TestAnIncentiveIsOfWhomTheCustomerNominatedAndWhoHoldsALevel(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := associatedWorld(t, dsn)
		for partner, want := range map[string][]string{
			"A": {"T T-azure azure not nominated cloud-platform none", "T T-office office365 not nominated cloud-productivity smmcs none"},
			"S": nil, // suspended, and nominated
			"Z": nil,
		} {
			got, customers := p.incentives(partner, report.AccountCustomerFilter{})
			for _, row := range got {
				if partner == "S" && !strings.Contains(row, " not nominated ") {
					t.Errorf("who is suspended: %s", row)
				}
			}
			if diff := cmp.Diff(want, got); partner != "S" && (diff != "" || customers != map[bool]int64{true: 1}[len(want) > 0]) {
				t.Errorf("%s: %d, %s", partner, customers, diff)
			}
		}
		// A level in a competency that counts the product, and the nomination, one after the other.
		p.take(rows("usage", "subscription_id,month,workload,assigned_seats,active_users", "T-office,2016-04,exchange,9000,2500"))
		half, _ := p.incentives("B", report.AccountCustomerFilter{Text: "tail"})
		if !strings.Contains(fmt.Sprint(half), "T T-office office365 nominated cloud-productivity smmcs silver eligible for cloud-productivity") {
			t.Errorf("whom the customer nominated, with a level: %q", half)
		}
		p.nominate(p.person(directory.Owner, "T"), "A", "T-office")
		after, _ := p.incentives("A", report.AccountCustomerFilter{})
		if !strings.Contains(fmt.Sprint(after), "T T-office office365 nominated cloud-productivity smmcs silver eligible for cloud-productivity") {
			t.Errorf("who was nominated in its place: %q", after)
		}
		gone, _ := p.incentives("B", report.AccountCustomerFilter{})
		if strings.Contains(fmt.Sprint(gone), "eligible") {
			t.Errorf("whom it took the place of: %q", gone)
		}
	})
}

func TestWithoutUsageNobodyHoldsALevel(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		p.take(rows("partners", "partner_id,name", "A,Alder"), rows("customers", "tenant_id,name", "T,Tail"),
			rows("subscriptions", "subscription_id,tenant_id,product,start_date", "T-office,T,office365,2015-01-01"),
			rows("associations", tieColumns, "dpor,A,T-office,2016-01-01,"))
		if got, _ := p.incentives("A", report.AccountCustomerFilter{}); len(got) != 1 || got[0] != "T T-office office365 nominated cloud-productivity smmcs "+programme.NoLevel {
			t.Errorf("%q", got)
		}
	})
}
