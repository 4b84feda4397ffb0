package programme_test

import (
	"maps"
	"math"
	"testing"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

func TestTheLeastThatReachesALevelIsWhatIsMissingOfEachMeasure(t *testing.T) {
	_, v, seats, customers := smmcs(t)
	for _, c := range []struct {
		name    string
		figures []int64
		level   int
		want    map[int]int64
	}{
		{"silver, of which one customer is missing", []int64{40, 3}, 0, map[int]int64{customers: 1}},
		{"gold, of which both are", []int64{40, 3}, 1, map[int]int64{seats: 210, customers: 22}},
		{"silver that is held", []int64{40, 4}, 0, map[int]int64{}},
		{"gold, of which the seats are held", []int64{251, 0}, 1, map[int]int64{customers: 25}},
		{"a figure below nothing", []int64{-10, 4}, 0, map[int]int64{seats: 50}},
	} {
		if got, err := programme.Least(v, c.figures, c.level); err != nil || !maps.Equal(got, c.want) {
			t.Errorf("%s: %v %v, want %v", c.name, got, err, c.want)
		}
	}
	if got, err := programme.Least(nil, nil, 0); err != nil || len(got) != 0 {
		t.Errorf("without a version: %v %v", got, err)
	}
	if got, err := programme.Least(v, []int64{math.MinInt64, 0}, 0); err == nil {
		t.Errorf("an amount beyond what a figure can hold: %v", got)
	}
}

func TestRequirementsThatShareAMeasureAskForTheLargerAmount(t *testing.T) {
	v := &programme.Version{Requirements: []programme.Requirement{{Measure: 3, Thresholds: []int64{5}}, {Measure: 3, Thresholds: []int64{9}}}}
	if got, err := programme.Least(v, []int64{1, 2}, 0); err != nil || !maps.Equal(got, map[int]int64{3: 7}) {
		t.Errorf("%v %v", got, err)
	}
}

func TestTheLeastReachesItsLevelAndAnythingLessDoesNot(t *testing.T) {
	p := programme.BuiltIn()
	rapid.Check(t, func(t *rapid.T) {
		v := p.Competencies[rapid.IntRange(0, len(p.Competencies)-1).Draw(t, "competency")].VersionAt(evaluated.Draw(t, "month"))
		level := rapid.IntRange(0, len(p.Levels)-1).Draw(t, "level")
		figures := make([]int64, len(v.Requirements))
		for k := range figures {
			figures[k] = rapid.Int64Range(-10, 5000).Draw(t, "figure")
		}
		least, err := programme.Least(v, figures, level)
		if err != nil {
			t.Fatal(err)
		}
		levelWith := func(added map[int]int64) int {
			then, err := programme.WhatIf(v, figures, added)
			if err != nil {
				t.Fatal(err)
			}
			return p.Level(v, then)
		}
		if levelWith(least) < level {
			t.Fatalf("%v does not reach the level %d from %v", least, level, figures)
		}
		for measure := range least {
			less := maps.Clone(least)
			if less[measure]--; levelWith(less) >= level {
				t.Fatalf("%v is enough, and %v was asked for", less, least)
			}
		}
	})
}
