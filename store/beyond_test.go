package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/intake"
	"shimei/store/programme"
	"shimei/store/report"
)

// The largest amounts of 77 subscriptions, over the ten years of a window, are more than a
// figure can hold.
func TestCreditsBeyondWhatAFigureCanHoldAreRefusedAndNothingIsStored(t *testing.T) {
	const most = 76
	largest := programme.FormatDecimal(programme.MaxAmount, 2)
	each(t, func(t *testing.T, dsn string) {
		p, _ := openWith(t, dsn, variant(t, `"intune"]   # not Azure`, `"intune", "azure"]`, `"12 months"`, `"120 months"`))
		var subscriptions, usage []string
		for k := range most + 1 {
			subscriptions = append(subscriptions, fmt.Sprintf("S%d,T,azure,2016-01-01", k))
			usage = append(usage, fmt.Sprintf("S%d,2016-04,%s", k, largest))
		}
		p.take(rows("partners", "partner_id,name", "A,Aomori"), rows("customers", "tenant_id,name", "T,Tailspin"),
			rows("subscriptions", "subscription_id,tenant_id,product,start_date", subscriptions...),
			rows("associations", "route,partner_id,tenant_id,from", "dap,A,T,2016-01-01"),
			rows("usage", "subscription_id,month,consumed", usage[:most]...))
		before := p.dump()
		done, err := p.Import(ctx, sources([]file{rows("usage", "subscription_id,month,consumed", usage...)}), intake.Options{})
		if err == nil || !strings.Contains(err.Error(), "usage.csv: credit of 2016-04: 77000000000000000 is beyond what a figure can hold") {
			t.Errorf("%+v: %v", done, err)
		}
		if diff := cmp.Diff(before, p.dump()); diff != "" {
			t.Error(diff)
		}
		found, pr, err := p.Credits(ctx, report.ProgressFilter{Partner: "A"})
		if err != nil || len(found) != 1 || programme.FormatDecimal(found[0].Credited, pr.Digits) != "760000000000000.00" {
			t.Errorf("%+v: %v", found, err)
		}
		p.rebuilt()
	})
}
