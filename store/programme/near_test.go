package programme

import (
	"math"
	"testing"
)

func TestTheRequirementThatIsFurthestFromALevelDecides(t *testing.T) {
	v := &Version{Requirements: []Requirement{{Thresholds: []int64{40, 250}}, {Thresholds: []int64{4, 25}}, {Thresholds: []int64{0, 0}}}}
	for _, x := range []struct {
		level       int
		figures     []int64
		requirement int
		met, within bool
	}{
		{0, []int64{39, 8, 0}, 0, false, true},
		{0, []int64{40, 4, 0}, 0, true, true},
		{0, []int64{100, 5, 0}, 1, true, true},
		{0, []int64{100, 2, 0}, 1, false, true},
		{0, []int64{100, 1, 0}, 1, false, false},
		{0, []int64{100, 7, 0}, 1, true, false},
		{1, []int64{0, 24, 0}, 0, false, false},
		{1, []int64{-3, -4, 0}, 0, false, false},
	} {
		n, any := v.Nearness(x.level, x.figures)
		if !any || n.Requirement != x.requirement || n.Met() != x.met || n.Within() != x.within {
			t.Errorf("level %d by %v: %+v, %v; met %v, within %v", x.level, x.figures, n, any, n.Met(), n.Within())
		}
	}
	if n, any := (&Version{Requirements: v.Requirements[2:]}).Nearness(0, []int64{5}); any {
		t.Errorf("nothing is needed, and near is %+v", n)
	}
}

func TestNearnessComparesExactly(t *testing.T) {
	most := int64(math.MaxInt64)
	for _, x := range []struct {
		a, b Nearness
		want int
	}{
		{Nearness{0, 1, 2}, Nearness{0, 2, 4}, 0},
		{Nearness{0, most - 1, most}, Nearness{0, most, most}, -1},
		{Nearness{0, most, most - 1}, Nearness{0, most, most}, 1},
		{Nearness{0, 1, 3}, Nearness{0, 33, 100}, 1},
		{Nearness{0, -7, 3}, Nearness{0, 0, 100}, 0},
	} {
		if got := x.a.Compare(x.b); got != x.want {
			t.Errorf("%+v against %+v: %d, want %d", x.a, x.b, got, x.want)
		}
	}
	if !(Nearness{0, most, most}).Within() || (Nearness{0, most, 3}).Within() {
		t.Error("the largest figures are not told apart")
	}
}
