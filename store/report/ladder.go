package report

import (
	"cmp"
	"slices"

	"shimei/store/directory"
	"shimei/store/programme"
)

// Ladder is who stands near a level at a month, on both sides of it.
type Ladder struct {
	Programme *programme.Programme
	Month     programme.Month
	Near      []Near // the nearest to a level first
}

// Near is an account near one level of a competency: at least half of what it needs, and at most half more.
type Near struct {
	Account    directory.Partner
	Competency int // place in Programme.Competencies
	Level      int // place in Programme.Levels
	Version    *programme.Version
	programme.Nearness
}

// Ladder returns the accounts that stand nearest to the levels at a month; nil is the one that figures are of
// (R10). Of each level of each competency it has at most so many below and as many above. It reads the kept
// credits of all accounts once.
func (r Reader) Ladder(month *programme.Month, most int) (Ladder, error) {
	l := Ladder{Programme: r.p, Month: r.month(month)}
	all, err := r.Progress(ProgressFilter{Month: month})
	if err != nil {
		return l, err
	}
	rungs := map[[2]int]*[2][]Near{}
	for _, x := range all {
		if x.Version == nil {
			continue
		}
		for level := range r.p.Levels {
			if n, any := x.Version.Nearness(level, x.Figures); any && n.Within() {
				addNear(rungs, Near{x.Account, x.Competency, level, x.Version, n}, most)
			}
		}
	}
	for _, sides := range rungs {
		l.Near = append(l.Near, sides[0]...)
		l.Near = append(l.Near, sides[1]...)
	}
	slices.SortFunc(l.Near, compareNear)
	return l, nil
}

// addNear puts an account among the nearest of its side, of which the furthest makes room.
func addNear(rungs map[[2]int]*[2][]Near, n Near, most int) {
	key := [2]int{n.Competency, n.Level}
	if rungs[key] == nil {
		rungs[key] = &[2][]Near{}
	}
	side := &rungs[key][0]
	if n.Met() {
		side = &rungs[key][1]
	}
	place, _ := slices.BinarySearchFunc(*side, n, compareNear)
	if place < most {
		*side = slices.Insert(*side, place, n)
		*side = (*side)[:min(most, len(*side))]
	}
}

// distance is how far from what is needed the figure is, on either side, as a figure of its own.
func (n Near) distance() programme.Nearness {
	far := n.Nearness
	if far.Figure -= far.Needed; far.Figure < 0 {
		far.Figure = -far.Figure
	}
	return far
}

// compareNear orders by the distance to the level, and then by competency, level and partner id.
func compareNear(a, b Near) int {
	return cmp.Or(a.distance().Compare(b.distance()), cmp.Compare(a.Competency, b.Competency), cmp.Compare(a.Level, b.Level),
		cmp.Compare(a.Account.ID, b.Account.ID))
}

// Of returns the ladder of one competency, by its place.
func (l Ladder) Of(competency int) Ladder {
	l.Near = slices.DeleteFunc(slices.Clone(l.Near), func(n Near) bool { return n.Competency != competency })
	return l
}
