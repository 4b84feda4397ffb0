package report

import (
	"slices"

	"shimei/store/programme"
)

// SimulatedTotal counts the holders of one competency on both sides.
type SimulatedTotal struct {
	Competency   string // id
	Name         programme.Text
	Holders      []LevelHolders // of every level, lowest first
	Gained, Lost int            // accounts
}

// LevelHolders counts the accounts that hold exactly one level, on both sides.
type LevelHolders struct {
	Level         string // id
	Before, After int
}

// total returns a competency's total with nobody in it yet. The new programme's name of it
// stands where it has one.
func (s *Simulation) total(id string) SimulatedTotal {
	total := SimulatedTotal{Competency: id}
	for _, p := range []*programme.Programme{s.Before, s.After} {
		if place, has := p.Competency(id); has {
			total.Name = p.Competencies[place].Name
		}
	}
	for _, level := range s.Levels() {
		total.Holders = append(total.Holders, LevelHolders{Level: level})
	}
	return total
}

// Levels returns the ids of both programmes' levels, each once, lowest first: those of the
// new one, and before them those that only the one in force has.
func (s *Simulation) Levels() []string {
	var levels []string
	for _, level := range s.Before.Levels {
		if !slices.Contains(s.After.Levels, level) {
			levels = append(levels, level)
		}
	}
	return append(levels, s.After.Levels...)
}

// count adds a row to the total of its competency.
func (x *SimulatedTotal) count(s *Simulation, row SimulatedRow) {
	for k := range x.Holders {
		if h := &x.Holders[k]; row.Before.Level >= 0 && h.Level == s.Before.Levels[row.Before.Level] {
			h.Before++
		}
		if h := &x.Holders[k]; row.After.Level >= 0 && h.Level == s.After.Levels[row.After.Level] {
			h.After++
		}
	}
	switch row.Move {
	case Gains:
		x.Gained++
	case Loses:
		x.Lost++
	}
}
