package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/report"
)

// figures are those of accounts at a month, as "account competency figure…", zeros left out.
func (p *portal) figures(f report.ProgressFilter) (all []string) {
	p.t.Helper()
	found, pr, err := p.Progress(ctx, f)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, one := range found {
		line, some := one.Account.ID+" "+pr.Competencies[one.Competency].ID, false
		for _, n := range one.Figures {
			line, some = line+fmt.Sprint(" ", n), some || n != 0
		}
		if some {
			all = append(all, line)
		}
	}
	return all
}

func TestProgressAtAnyMonthIsWhatTheFactsGive(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		for m, want := range map[string][]string{
			"2014-12": nil, // before the first of all facts
			"2015-10": {"A smmcs 100 1", "A cloud-crm 30", "B smmcs 100 1", "C smmcs 100 1", "C cloud-crm 30", "G smmcs 60 1"},
			"2016-04": {"A cloud-productivity 80", "A smmcs 100 1", "A cloud-platform 250075", "B cloud-productivity 80", "B smmcs 100 1",
				"C cloud-productivity 80", "C smmcs 100 1", "G cloud-productivity 55", "G smmcs 60 1"},
			// After the kept months: nothing is used yet, and what was added in 2015-06 leaves the window.
			"2016-05": {"A smmcs 100 1", "A cloud-platform 250075", "B smmcs 100 1", "C smmcs 100 1", "G smmcs 60 1"},
			"2016-06": {"A cloud-platform 250075", "G smmcs 60 1"},
			"2017-03": {"A cloud-platform 130025"},
			"2017-04": nil,
			"9999-12": nil,
			"1900-01": nil,
		} {
			if diff := cmp.Diff(want, p.figures(report.ProgressFilter{Month: month(m)})); diff != "" {
				t.Errorf("%s: %s", m, diff)
			}
		}
	})
}

// The figures of months that are not kept are those that keeping them gives.
func TestProgressAheadIsWhatItWillBeOnceTheMonthIsKept(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.set("2016-12-15T09:00:00Z")
		ahead := report.ProgressFilter{Month: month("2016-08")}
		before := p.figures(ahead)
		p.take(rows("usage", "subscription_id,month,active_users", "T-ended,2016-12,0"))
		if diff := cmp.Diff(before, p.figures(ahead)); diff != "" || len(before) == 0 {
			t.Error(diff)
		}
	})
}

func TestProgressIsOfActiveAccountsAndALocationAnswersWithItsAccount(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		accounts := func(f report.ProgressFilter) (ids []string) {
			found, pr, err := p.Progress(ctx, f)
			if err != nil {
				t.Fatal(err)
			}
			for k, one := range found {
				if one.Competency != k%len(pr.Competencies) {
					t.Errorf("competency %d at place %d", one.Competency, k)
				}
				if one.Competency == 0 {
					ids = append(ids, one.Account.ID)
				}
			}
			return ids
		}
		for partner, want := range map[string][]string{"": {"A", "B", "C", "G"}, "A": {"A"}, "G": {"G"}, "G2": {"G"}, "S": {"S"}, "Z1": {"Z"}} {
			if diff := cmp.Diff(want, accounts(report.ProgressFilter{Partner: partner})); diff != "" {
				t.Errorf("%q: %s", partner, diff)
			}
		}
		if got := p.figures(report.ProgressFilter{Partner: "S"}); got != nil {
			t.Errorf("a suspended partner is credited %v", got)
		}
		if _, _, err := p.Progress(ctx, report.ProgressFilter{Partner: "X"}); !errors.Is(err, store.ErrNotFound) || err.Error() != `partner "X": not found` {
			t.Error(err)
		}
	})
}

func TestWithoutUsageTheMonthIsTheClocksAndNothingIsKept(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		files := small()
		p.take(files[0], files[1], files[2], files[4], files[5])
		found, _, err := p.Progress(ctx, report.ProgressFilter{})
		if err != nil || found[0].Month != *month("2016-04") || len(p.dump("credit")) != 0 {
			t.Errorf("%v: %v", found[0].Month, err)
		}
		if diff := cmp.Diff([]string{"A smmcs 100 1", "B smmcs 100 1", "C smmcs 100 1", "G smmcs 60 1"}, p.figures(report.ProgressFilter{})); diff != "" {
			t.Error(diff)
		}
		f, err := p.Basis(ctx)
		if err != nil || f.Through != nil || f.Earliest != nil || !f.Received.Equal(p.Now()) {
			t.Errorf("%+v: %v", f, err)
		}
		p.set("2016-05-02T12:00:00Z")
		p.take(files[3])
		f, err = p.Basis(ctx)
		if err != nil || *f.Through != *month("2016-04") || *f.Earliest != *month("2016-03") || !f.Received.Equal(time.Date(2016, 5, 2, 12, 0, 0, 0, time.UTC)) {
			t.Errorf("%+v: %v", f, err)
		}
		p.rebuilt()
	})
}

func TestNothingIsFreshInANewDatabase(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		f, err := p.Basis(ctx)
		found, _, err2 := p.Progress(ctx, report.ProgressFilter{})
		if err != nil || err2 != nil || f.Through != nil || f.Latest != nil || f.Received != nil || len(found) != 0 {
			t.Errorf("%+v %v, %v %v", f, err, found, err2)
		}
		p.rebuilt()
		if err := p.Ready(ctx); err != nil {
			t.Error(err)
		}
	})
}

func TestCreditsAreTheFiguresOtherThanZeroByPartnerCompetencyAndRequirement(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		found, _, err := p.Credits(ctx, report.ProgressFilter{Partner: "A"})
		var all []string
		for _, c := range found {
			all = append(all, fmt.Sprint(c.PartnerID, " ", c.Month, " ", c.Competency, " ", c.Metric.ID, " ", c.Products, " ", c.Credited))
		}
		want := []string{"A 2016-04 cloud-productivity active_entitlements [office365] 80", "A 2016-04 smmcs seats_sold [office365] 100",
			"A 2016-04 smmcs net_new_customers [office365] 1", "A 2016-04 cloud-platform consumed_revenue [azure] 250075"}
		if diff := cmp.Diff(want, all); diff != "" || err != nil {
			t.Error(err, diff)
		}
	})
}
