package programme_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

func TestAnOutlookSaysWhatALevelLosesAndWhatTheNextOneLacks(t *testing.T) {
	p, may, july := programme.BuiltIn(), month("2016-05"), month("2016-07")
	still := [][]int64{nil, nil}
	for _, c := range []struct {
		what, competency string
		figures          []int64
		ahead            [][]int64
		want             programme.Outlook
	}{
		{"nothing is held", "cloud-productivity", []int64{1925}, [][]int64{nil},
			programme.Outlook{Level: -1, Next: 0, Short: []programme.Shortfall{{0, 2000, 75, 0}}}},
		{"silver leaves in May, by customers alone", "smmcs", []int64{40, 4}, [][]int64{nil, {2, 2, 2}},
			programme.Outlook{Level: 0, Ends: &may, Falls: []programme.Shortfall{{1, 4, 2, 2}},
				Next: 1, Short: []programme.Shortfall{{0, 250, 210, 0}, {1, 25, 21, 0}}}},
		{"gold falls to silver in July", "smmcs", []int64{250, 25}, [][]int64{{300, 250, 249}, nil},
			programme.Outlook{Level: 1, Ends: &july, Falls: []programme.Shortfall{{0, 250, 1, 1}}, Next: -1}},
		{"gold stays", "smmcs", []int64{250, 25}, still, programme.Outlook{Level: 1, Next: -1}},
		{"half of silver is met", "smmcs", []int64{40, 1}, still,
			programme.Outlook{Level: -1, Next: 0, Short: []programme.Shortfall{{1, 4, 3, 0}}}},
	} {
		k, _ := p.Competency(c.competency)
		got := p.Outlook(p.Competencies[k].VersionAt(month("2016-04")), month("2016-04"), c.figures, c.ahead)
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, not %+v", c.what, got, c.want)
		}
	}
	if o := p.Outlook(nil, month("2010-01"), nil, nil); o.Level != -1 || o.Ends != nil || o.Next != -1 {
		t.Errorf("without requirements: %+v", o)
	}
}

// Who adds what is missing holds the level: no more and no less is told.
func TestWhatAnOutlookMissesIsTheLeastThatHelps(t *testing.T) {
	p := programme.BuiltIn()
	k, _ := p.Competency("smmcs")
	v, e := p.Competencies[k].VersionAt(month("2016-04")), month("2016-04")
	rapid.Check(t, func(t *rapid.T) {
		figures := []int64{rapid.Int64Range(-5, 400).Draw(t, "seats"), rapid.Int64Range(-5, 40).Draw(t, "customers")}
		ahead := [][]int64{rapid.SliceOfN(rapid.Int64Range(-5, 400), 3, 3).Draw(t, "seats ahead"), rapid.SliceOfN(rapid.Int64Range(-5, 40), 3, 3).Draw(t, "customers ahead")}
		o := p.Outlook(v, e, figures, ahead)
		after := func(figures []int64, missing []programme.Shortfall, less int64) int {
			then := append([]int64(nil), figures...)
			for _, s := range missing {
				then[s.Requirement] += s.Missing - less
			}
			return p.Level(v, then)
		}
		if o.Next >= 0 && (after(figures, o.Short, 0) < o.Next || after(figures, o.Short, 1) >= o.Next) {
			t.Errorf("%v lacks %+v for level %d", figures, o.Short, o.Next)
		}
		if o.Ends != nil {
			place := int(*o.Ends-e) - 1
			then := []int64{ahead[0][place], ahead[1][place]}
			if after(then, o.Falls, 0) < o.Level || after(then, o.Falls, 1) >= o.Level {
				t.Errorf("%v falls by %+v below level %d", then, o.Falls, o.Level)
			}
		}
	})
}
