package programme

import "math/bits"

// Nearness is how a version's figures stand to one level: by the requirement that is furthest from it, which
// decides.
type Nearness struct {
	Requirement int // place in the version's requirements
	Figure      int64
	Needed      int64 // above 0
}

// Met reports whether the level is reached.
func (n Nearness) Met() bool { return n.Figure >= n.Needed }

// Nearness returns how figures, in the order of the version's requirements, stand to a level, by its place. It
// reports false where the level needs nothing.
func (v *Version) Nearness(level int, figures []int64) (n Nearness, any bool) {
	for k, r := range v.Requirements {
		this := Nearness{k, figures[k], r.Thresholds[level]}
		if this.Needed > 0 && (!any || this.Compare(n) < 0) {
			n, any = this, true
		}
	}
	return n, any
}

// Compare compares which part of what is needed two figures are: below 0 where n is the smaller part. It is
// exact (R11).
func (n Nearness) Compare(other Nearness) int {
	a, b := max(0, n.Figure), max(0, other.Figure)
	high, low := bits.Mul64(uint64(a), uint64(other.Needed))
	otherHigh, otherLow := bits.Mul64(uint64(b), uint64(n.Needed))
	switch {
	case high != otherHigh && high < otherHigh, high == otherHigh && low < otherLow:
		return -1
	case high == otherHigh && low == otherLow:
		return 0
	}
	return 1
}

// Within reports whether the figure is at least half of what is needed, and at most half more.
func (n Nearness) Within() bool {
	return n.Figure >= n.Needed-n.Needed/2 && n.Figure-n.Needed <= n.Needed/2
}
