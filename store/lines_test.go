package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/directory"
	"shimei/store/report"
)

// rowsOf walks through the pages of what a figure is made of, and checks their size.
func (p *portal) rowsOf(q report.FigureQuery, limit int) (all []report.CreditRow) {
	p.t.Helper()
	var after int64
	for {
		page, next, err := p.CreditRows(ctx, q, after, limit)
		if err != nil {
			p.t.Fatal(err)
		}
		all = append(all, page...)
		if next == 0 {
			return all
		}
		if len(page) > limit && page[0].Customer.Key != next || next == after {
			p.t.Fatalf("a page of %d rows after %v: %+v", len(page), after, page)
		}
		after = next
	}
}

// explained returns what the lines of a figure sum to, and checks that its pages, and what it
// holds by itself, are the same.
func (p *portal) explained(q report.FigureQuery, limit int) (sum int64) {
	p.t.Helper()
	all := func() (rows []string) {
		if err := p.Explain(ctx, q, func(r report.Explained) error { rows = append(rows, fmt.Sprint(r)); return nil }); err != nil {
			p.t.Fatal(err)
		}
		return rows
	}
	var pages, credited []string
	for next, begun := int64(0), false; next != 0 || !begun; begun = true {
		page, err := p.ExplainPage(ctx, q, next, limit)
		if err != nil {
			p.t.Fatal(err)
		}
		next = page.Next
		for _, row := range page.Rows {
			pages = append(pages, fmt.Sprint(row))
			if row.Reason == "" {
				credited = append(credited, fmt.Sprint(row))
			}
		}
		sum += p.subtotals(page)
	}
	if diff := cmp.Diff(all(), pages); diff != "" {
		p.t.Errorf("page by page there is something else:\n%s", diff)
	}
	q.Credited = true
	if diff := cmp.Diff(all(), credited); diff != "" {
		p.t.Errorf("what is credited is another by itself:\n%s", diff)
	}
	return sum
}

// subtotals returns what the subtotals of a page's customers sum to, and checks that they and what is not credited
// are all that the page has, each customer once.
func (p *portal) subtotals(page report.Explanation) (sum int64) {
	p.t.Helper()
	customers, err := report.ByCustomer(page.Rows)
	if err != nil {
		p.t.Fatal(err)
	}
	reasons, err := report.ByReason(page.Rows)
	if err != nil {
		p.t.Fatal(err)
	}
	rows, seen := 0, map[int64]bool{}
	for _, c := range customers {
		if key := c.Facts[0].Rows[0].Customer.Key; seen[key] {
			p.t.Errorf("the customer %d stands twice", key)
		} else {
			seen[key] = true
		}
		for _, f := range c.Facts {
			rows += len(f.Rows)
		}
		sum += c.Amount
	}
	for _, r := range reasons {
		rows += r.Count
	}
	if rows != len(page.Rows) {
		p.t.Errorf("put together there are %d of %d rows", rows, len(page.Rows))
	}
	return sum
}

// addUp checks that what every figure of a month is made of adds up to it.
func (p *portal) addUp(m string, limit int) (figures int) {
	p.t.Helper()
	all, pr, err := p.Progress(ctx, report.ProgressFilter{Month: month(m)})
	if err != nil {
		p.t.Fatal(err)
	}
	for _, one := range all {
		for k, figure := range one.Figures {
			var sum int64
			seen := map[string]bool{}
			for _, row := range p.rowsOf(report.FigureQuery{Scope: directory.Whole(one.Account.Key), Month: one.Month, Competency: one.Competency, Requirement: k}, limit) {
				if at := fmt.Sprint(row.TenantID, row.Route); seen[at] {
					p.t.Errorf("%s twice", at)
				} else {
					seen[at] = true
				}
				sum += row.Amount
			}
			lines := p.explained(report.FigureQuery{Scope: directory.Whole(one.Account.Key), Month: one.Month, Competency: one.Competency, Requirement: k}, limit)
			if sum != figure || lines != figure {
				p.t.Errorf("%s of %s in %s: the rows add up to %d, the lines to %d, the figure is %d",
					pr.MetricOf(one.Version.Requirements[k]).ID, one.Account.ID, m, sum, lines, figure)
			}
			if figure != 0 {
				figures++
			}
		}
	}
	return figures
}

func TestListsLoseNothingBetweenTheirPages(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		p.take(oneIn(16, demonstration())...)
		p.eachOnce()
		if n := p.addUp("2016-04", 4); n < 20 {
			t.Errorf("%d figures other than zero", n)
		}
	})
}

func TestWhatAFigureIsMadeOfAddsUpToItInAnyMonth(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, figures := openSmall(t, dsn), map[string]int{}
		for _, m := range []string{"2014-12", "2015-10", "2016-03", "2016-06", "2017-03"} {
			figures[m] = p.addUp(m, 1)
		}
		if diff := cmp.Diff(map[string]int{"2014-12": 0, "2015-10": 10, "2016-03": 12, "2016-06": 3, "2017-03": 1}, figures); diff != "" {
			t.Errorf("figures other than zero: %s", diff)
		}
	})
}

func TestALineOfAFigureNamesTheRouteThatCountedTheOthersAndTheLocations(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("associations", "route,partner_id,subscription_id,tenant_id,from", "dap,G1,,T,2015-07-01", "dap,A,,U,2015-07-01", "dap,G1,,U,2015-07-01"),
			rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-9,U-office,A,2015-09-01,0"))
		describe := func(partner, competency, m string) (all []string) {
			found, pr, err := p.Progress(ctx, report.ProgressFilter{Partner: partner, Month: month(m)})
			if err != nil {
				t.Fatal(err)
			}
			c, _ := pr.Competency(competency)
			for _, row := range p.rowsOf(report.FigureQuery{Scope: directory.Whole(found[0].Account.Key), Month: *month(m), Competency: c}, 1) {
				cells := []string{row.TenantID, row.Customer.Name, fmt.Sprint(row.Amount), pr.Routes[row.Route].ID}
				for _, other := range row.Others {
					cells = append(cells, "+"+pr.Routes[other].ID)
				}
				for _, location := range row.Locations {
					cells = append(cells, "@"+location.ID)
				}
				all = append(all, strings.Join(cells, " "))
			}
			return all
		}
		for _, x := range []struct {
			partner, competency, month string
			want                       []string
		}{
			{"G", "cloud-productivity", "2016-04", []string{"T Tailspin Toys 80 dap @G1", "U Umeda Foods 55 dpor +dap +seller @G1 @G2"}},
			{"G1", "cloud-productivity", "2016-03", []string{"T Tailspin Toys 90 dap @G1"}},
			{"A", "cloud-productivity", "2016-04", []string{"T Tailspin Toys 80 seller", "U Umeda Foods 55 dap +seller"}},
			{"A", "smmcs", "2016-04", []string{"T Tailspin Toys 100 seller", "U Umeda Foods 60 dap +seller"}},
			{"A", "cloud-platform", "2016-04", []string{"T Tailspin Toys 250075 seller"}},
			{"A", "cloud-platform", "2016-08", []string{"T Tailspin Toys 250075 seller"}},
			{"B", "cloud-productivity", "2016-04", []string{"T Tailspin Toys 80 dpor"}},
			{"B", "cloud-platform", "2016-04", nil},
			{"S", "cloud-productivity", "2016-04", nil},
		} {
			if diff := cmp.Diff(x.want, describe(x.partner, x.competency, x.month)); diff != "" {
				t.Errorf("%s of %s in %s: %s", x.competency, x.partner, x.month, diff)
			}
		}
	})
}

func TestCustomersThatAddNothingArePassedOverHoweverMany(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		var customers, ties []string
		for k := range 120 {
			customers = append(customers, fmt.Sprintf("V%d,Aardvark %d", k, k))
			ties = append(ties, fmt.Sprintf("dap,C,V%d,2016-01-01", k))
		}
		p.take(rows("customers", "tenant_id,name", customers...), rows("associations", "route,partner_id,tenant_id,from", ties...))
		found, _, err := p.Progress(ctx, report.ProgressFilter{Partner: "C"})
		if err != nil {
			t.Fatal(err)
		}
		all := p.rowsOf(report.FigureQuery{Scope: directory.Whole(found[0].Account.Key), Month: *month("2016-04")}, 10)
		if len(all) != 1 || all[0].TenantID != "T" || all[0].Amount != 80 {
			t.Errorf("%+v", all)
		}
	})
}

func TestAFigureThatTheMonthDoesNotHaveIsNotFound(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		for _, q := range []report.FigureQuery{
			{Scope: directory.Whole(1), Month: *month("2016-04"), Requirement: 1},
			{Scope: directory.Whole(1), Month: *month("2016-04"), Requirement: -1},
			{Scope: directory.Whole(1), Month: *month("2015-09")},
			{Scope: directory.Whole(1), Month: *month("2016-11"), Competency: 1, Requirement: 1},
		} {
			if found, _, err := p.CreditRows(ctx, q, 0, 5); !absent(err) || found != nil {
				t.Errorf("%+v: %+v, %v", q, found, err)
			}
			if found, err := p.ExplainPage(ctx, q, 0, 5); !absent(err) || found.Rows != nil {
				t.Errorf("%+v: %+v, %v", q, found, err)
			}
			if err := p.Explain(ctx, q, func(report.Explained) error { return nil }); !absent(err) {
				t.Errorf("%+v: %v", q, err)
			}
		}
	})
}
