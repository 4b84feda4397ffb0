package programme

// NoLevel is the level of an account that holds none.
const NoLevel = "none"

// VersionAt returns the version of the competency that applies in evaluation month e: the
// one with the latest From that is not after e (R9). It is nil before the first.
func (c *Competency) VersionAt(e Month) *Version {
	var applies *Version
	for k := range c.Versions {
		if c.Versions[k].From <= e {
			applies = &c.Versions[k]
		}
	}
	return applies
}

// Level returns the highest level all of whose requirements the figures meet (R9), as a
// place in Programme.Levels, or -1 for none. figures stand in the order of the version's
// requirements.
func (p *Programme) Level(v *Version, figures []int64) int {
	if v == nil || len(v.Requirements) == 0 {
		return -1
	}
	for level := len(p.Levels) - 1; level >= 0; level-- {
		met := true
		for k, r := range v.Requirements {
			met = met && figures[k] >= r.Thresholds[level]
		}
		if met {
			return level
		}
	}
	return -1
}

// LevelID returns the id of a level by its place, or NoLevel for -1.
func (p *Programme) LevelID(level int) string {
	if level < 0 {
		return NoLevel
	}
	return p.Levels[level]
}

// Ends returns the first of the months after e by whose figures a level is not held any more, nil where it is
// held in all of them. ahead are, by requirement, the figures of these months if nothing new comes; nil where
// they say nothing, and the requirement is met as it is.
func (p *Programme) Ends(v *Version, level int, e Month, figures []int64, ahead [][]int64) *Month {
	months := 0
	for _, next := range ahead {
		months = max(months, len(next))
	}
	for k := range months {
		if p.Level(v, figuresAt(figures, ahead, k)) < level {
			ends := e + Month(k+1)
			return &ends
		}
	}
	return nil
}
