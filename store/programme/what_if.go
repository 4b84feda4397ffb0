package programme

import (
	"fmt"
	"math"
)

// WhatIf returns an account's figures as they would be with amounts added to its measures, by their
// places in Programme.Measures; an amount below zero is a loss. The figures, and those returned, stand
// in the order of the version's requirements; requirements that share a measure grow together. A nominated subscription adds its active users, seats and
// consumption in full (R1), so that a sum is all there is to it. The error is of a figure
// beyond 2^63 (R11).
func WhatIf(v *Version, figures []int64, added map[int]int64) ([]int64, error) {
	if v == nil {
		return nil, nil
	}
	then := make([]int64, len(v.Requirements))
	for k, r := range v.Requirements {
		var err error
		if then[k], err = Add(figures[k], added[r.Measure]); err != nil {
			return nil, fmt.Errorf("requirement %d: %w", k, err)
		}
	}
	return then, nil
}

// MeasuredAt returns the measures that the competencies ask for in evaluation month e, each once, by
// the first requirement that asks for it, in the order of the competencies.
func (p *Programme) MeasuredAt(e Month) []Requirement {
	var first []Requirement
	seen := map[int]bool{}
	for k := range p.Competencies {
		v := p.Competencies[k].VersionAt(e)
		if v == nil {
			continue
		}
		for _, r := range v.Requirements {
			if !seen[r.Measure] {
				seen[r.Measure] = true
				first = append(first, r)
			}
		}
	}
	return first
}

// Least returns the least amounts, by measure, with which an account of these figures meets what a level, a place in
// Programme.Levels, asks for; a measure of which nothing is missing has none. The error is of an amount beyond
// 2^63 (R11).
func Least(v *Version, figures []int64, level int) (map[int]int64, error) {
	least := map[int]int64{}
	if v == nil {
		return least, nil
	}
	for k, r := range v.Requirements {
		if figures[k] >= r.Thresholds[level] {
			continue
		}
		missing, err := Add(r.Thresholds[level], -max(figures[k], -math.MaxInt64))
		if err != nil {
			return nil, fmt.Errorf("requirement %d: %w", k, err)
		}
		least[r.Measure] = max(least[r.Measure], missing)
	}
	return least, nil
}
