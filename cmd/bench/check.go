package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"shimei/store"
	"shimei/store/programme"
	"shimei/store/report"
)

// measured has the metric and product, as the programme names them, of each sum of credits.sql.
var measured = map[string]struct{ metric, product string }{
	"active office":   {"active_entitlements", "office365"},
	"active mobility": {"active_entitlements", "ems"},
	"consumed azure":  {"consumed_revenue", "azure"},
	"seats office":    {"seats_sold", "office365"},
	"seats crm":       {"seats_sold", "crm-online"},
}

// sum names an amount that an account is credited in one month.
type sum struct {
	account int64
	month   programme.Month
	measure int // place in the programme's
}

// checkSums fails where the sums of the statement, in a file, are not the figures that the
// portal shows, for then the two are not the same work.
func (b *bench) checkSums(db, file string) error {
	p := programme.BuiltIn()
	sums, err := readSums(p, file)
	if err != nil {
		return err
	}
	s, _, err := store.Open(b.ctx, db, store.Options{})
	if err != nil {
		return err
	}
	compared := 0
	for n := range monthsAtFirst {
		found, err := b.compareMonth(s, p, sums, monthOf(n+1))
		if err != nil {
			return errors.Join(err, s.Close())
		}
		compared += found
	}
	if compared == 0 {
		err = errors.New("there is no figure to compare")
	}
	b.say("%d figures are those of the statement", compared)
	return errors.Join(err, s.Close())
}

// compareMonth compares every figure of a month and returns how many are not zero.
func (b *bench) compareMonth(s *store.Store, p *programme.Programme, sums map[sum]int64, m programme.Month) (compared int, err error) {
	all, _, err := s.Progress(b.ctx, report.ProgressFilter{Month: &m})
	if err != nil {
		return 0, err
	}
	for _, standing := range all {
		if standing.Version == nil {
			continue
		}
		for k, r := range standing.Version.Requirements {
			if p.MetricOf(r).Fact == programme.FactCustomers {
				continue // is not among the sums
			}
			var want int64
			for month, last := p.Window(r.Measure, m); month <= last; month++ {
				want += sums[sum{standing.Account.Key, month, r.Measure}]
			}
			if standing.Figures[k] != want {
				return 0, fmt.Errorf("%s of partner %s in %s: the portal says %d and the statement %d",
					p.Competencies[standing.Competency].ID, standing.Account.ID, m, standing.Figures[k], want)
			}
			if want != 0 {
				compared++
			}
		}
	}
	return compared, nil
}

// readSums reads the result of credits.sql: account, month, measure and amount.
func readSums(p *programme.Programme, file string) (map[sum]int64, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	places, err := measures(p)
	if err != nil {
		return nil, err
	}
	sums := map[sum]int64{}
	for lines := csv.NewReader(f); ; {
		cells, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return sums, nil
		}
		if err != nil {
			return nil, err
		}
		account, failed1 := strconv.ParseInt(cells[0], 10, 64)
		month, failed2 := strconv.Atoi(cells[1])
		amount, failed3 := strconv.ParseInt(cells[3], 10, 64)
		place, known := places[cells[2]]
		if err := errors.Join(failed1, failed2, failed3); err != nil || !known {
			return nil, fmt.Errorf("the statement gave %v: %w", cells, err)
		}
		sums[sum{account, programme.Month(month), place}] = amount
	}
}

// measures returns the places of the measures by the names that credits.sql gives them.
func measures(p *programme.Programme) (map[string]int, error) {
	places := map[string]int{}
	for name, wanted := range measured {
		for place, m := range p.Measures {
			if p.Metrics[m.Metric].ID == wanted.metric && p.Products[m.Products[0]].ID == wanted.product {
				places[name] = place
			}
		}
		if _, found := places[name]; !found {
			return nil, fmt.Errorf("the programme does not measure %s of %s", wanted.metric, wanted.product)
		}
	}
	return places, nil
}
