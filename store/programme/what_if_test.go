package programme_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

// smmcs is the version of a competency with two requirements: seats, then customers.
func smmcs(t testing.TB) (p *programme.Programme, v *programme.Version, seats, customers int) {
	t.Helper()
	p = programme.BuiltIn()
	k, _ := p.Competency("smmcs")
	v = p.Competencies[k].VersionAt(month("2016-04"))
	return p, v, v.Requirements[0].Measure, v.Requirements[1].Measure
}

func TestWhatIsAddedByHandIsAddedToItsMeasureAndToNoOther(t *testing.T) {
	p, v, seats, customers := smmcs(t)
	for _, c := range []struct {
		name    string
		figures []int64
		added   map[int]int64
		want    []int64
		level   string
	}{
		{"nothing", []int64{40, 3}, nil, []int64{40, 3}, "none"},
		{"one customer", []int64{40, 3}, map[int]int64{customers: 1}, []int64{40, 4}, "silver"},
		{"seats alone", []int64{40, 3}, map[int]int64{seats: 500}, []int64{540, 3}, "none"},
		{"both", []int64{0, 0}, map[int]int64{seats: 250, customers: 25}, []int64{250, 25}, "gold"},
		{"a return of seats", []int64{40, 4}, map[int]int64{seats: -1}, []int64{39, 4}, "none"},
		{"another competency's", []int64{40, 4}, map[int]int64{99: 7}, []int64{40, 4}, "silver"},
	} {
		got, err := programme.WhatIf(v, c.figures, c.added)
		if err != nil || !slices.Equal(got, c.want) || p.LevelID(p.Level(v, got)) != c.level {
			t.Errorf("%s: %v %v, want %v and %s", c.name, got, err, c.want, c.level)
		}
	}
	if got, err := programme.WhatIf(nil, nil, map[int]int64{seats: 1}); got != nil || err != nil {
		t.Errorf("without a version: %v %v", got, err)
	}
}

func TestRequirementsThatShareAMeasureGrowTogether(t *testing.T) {
	v := &programme.Version{Requirements: []programme.Requirement{{Measure: 3}, {Measure: 1}, {Measure: 3}}}
	if got, err := programme.WhatIf(v, []int64{1, 2, 1}, map[int]int64{3: 10}); err != nil || !slices.Equal(got, []int64{11, 2, 11}) {
		t.Errorf("%v %v", got, err)
	}
}

func TestWhatWouldPassTheLargestFigureIsAnError(t *testing.T) {
	_, v, seats, _ := smmcs(t)
	if got, err := programme.WhatIf(v, []int64{math.MaxInt64, 0}, map[int]int64{seats: 1}); err == nil {
		t.Errorf("%v", got)
	}
	if got, err := programme.WhatIf(v, []int64{math.MaxInt64, 0}, map[int]int64{seats: -1}); err != nil {
		t.Errorf("%v %v", got, err)
	}
}

func TestAddingNeverLowersALevelAndNothingAddedChangesNothing(t *testing.T) {
	p := programme.BuiltIn()
	rapid.Check(t, func(t *rapid.T) {
		e := evaluated.Draw(t, "month")
		v := p.Competencies[rapid.IntRange(0, len(p.Competencies)-1).Draw(t, "competency")].VersionAt(e)
		figures, before := make([]int64, len(v.Requirements)), []int64(nil)
		added := map[int]int64{}
		for k, r := range v.Requirements {
			figures[k] = rapid.Int64Range(-10, 5000).Draw(t, "figure")
			added[r.Measure] = rapid.Int64Range(0, 5000).Draw(t, "added")
		}
		before = slices.Clone(figures)
		same, err := programme.WhatIf(v, figures, map[int]int64{})
		if err != nil || !slices.Equal(same, figures) {
			t.Fatalf("%v became %v by nothing (%v)", figures, same, err)
		}
		then, err := programme.WhatIf(v, figures, added)
		if err != nil || p.Level(v, then) < p.Level(v, figures) || !slices.Equal(figures, before) {
			t.Fatalf("%v became %v by adding %v (%v)", before, then, added, err)
		}
		for m := range added {
			added[m] = -added[m]
		}
		if back, err := programme.WhatIf(v, then, added); err != nil || !slices.Equal(back, figures) {
			t.Fatalf("%v came back to %v (%v)", figures, back, err)
		}
	})
}

func TestTheMeasuresOfAMonthAreThoseOfItsVersions(t *testing.T) {
	p := programme.BuiltIn()
	for m, want := range map[string]int{"2015-09": 0, "2016-04": 6, "2016-11": 5} {
		var got []int
		for _, r := range p.MeasuredAt(month(m)) {
			got = append(got, r.Measure)
		}
		if len(got) != want || len(slices.Compact(slices.Sorted(slices.Values(got)))) != want {
			t.Errorf("%s has the measures %v, want %d", m, got, want)
		}
	}
}
