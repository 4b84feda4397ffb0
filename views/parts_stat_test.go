package views

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
)

func TestAFigureSaysHowItChangedInWordsAndByItsSign(t *testing.T) {
	for _, c := range []struct {
		amount    int64
		before    *int64
		direction string
		en, ja    string
	}{
		{120, some(int64(100)), "up", "+20, up from March 2016", "2016年3月比 +20 (増加)"},
		{0, some(int64(1500)), "down", "-1,500, down from March 2016", "2016年3月比 -1,500 (減少)"},
		{-3, some(int64(-3)), "same", "Unchanged from March 2016", "2016年3月から変動はありません"},
		{5, nil, "", "March 2016 has no facts to compare with", "比較できる2016年3月のデータはありません"},
		{math.MaxInt64, some(int64(-1)), "up", "-1 in March 2016", "2016年3月: -1"},
		{math.MinInt64, some(int64(1)), "down", "1 in March 2016", "2016年3月: 1"},
	} {
		s := Stat{Amount: c.amount, Before: &TrendPoint{Month: april - 1, Figure: c.before}}
		en, ja := s.change(Frame{L: For("en")}), s.change(Frame{L: For("ja")})
		if en != c.en || ja != c.ja || s.direction() != c.direction {
			t.Errorf("%d after %v: %q, %q, %q", c.amount, c.before, en, ja, s.direction())
		}
	}
}

func TestSmallMultiplesAreOneForEachMetricAndProductsWhateverAsksForThem(t *testing.T) {
	trend := Trend{{Month: april, Figure: some(int64(1))}}
	seats, customers := programme.Text{En: "Seats"}, programme.Text{En: "Customers"}
	card := func(id string, all ...RequirementCard) CompetencyCard {
		return CompetencyCard{ID: id, Requirements: all}
	}
	of := func(metric programme.Text, products ...programme.Text) RequirementCard {
		return RequirementCard{Metric: metric, Products: products, Trend: trend}
	}
	got := NewMultiples([]CompetencyCard{card("a", of(seats, office), of(customers, office)), card("b", of(seats, azure, office)),
		card("c", of(customers, office), of(seats, office, azure), RequirementCard{Metric: customers})}, april, "c", 0)
	want := []Multiples{
		{Metric: seats, Each: []Multiple{
			{Products: []programme.Text{office}, Path: CreditOf(april, "a", 0), Trend: trend},
			{Products: []programme.Text{azure, office}, Path: CreditOf(april, "b", 0), Trend: trend}}},
		{Metric: customers, Each: []Multiple{{Products: []programme.Text{office}, Path: CreditOf(april, "c", 0), Current: true, Trend: trend}}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	got = NewMultiples([]CompetencyCard{card("b", of(seats, azure, office)), card("c", of(seats, office, azure))}, april, "c", 0)
	want = []Multiples{{Metric: seats, Each: []Multiple{
		{Products: []programme.Text{office, azure}, Path: CreditOf(april, "c", 0), Current: true, Trend: trend}}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the page's own figure is not named as its requirement does: %s", d)
	}
}
