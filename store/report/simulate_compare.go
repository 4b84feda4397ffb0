package report

import (
	"slices"

	"shimei/store/directory"
	"shimei/store/programme"
)

// compare pairs the two sides by account and competency. A competency that one of the
// programmes does not have is no level on that side.
func (s *Simulation) compare(accounts []directory.Partner, before, after []Progress) {
	ids := s.competencies()
	for _, id := range ids {
		s.Totals = append(s.Totals, s.total(id))
	}
	for k, a := range accounts {
		for c, id := range ids {
			row := SimulatedRow{Account: a, Competency: id,
				Before: standing(s.Before, id, before[k*len(s.Before.Competencies):]),
				After:  standing(s.After, id, after[k*len(s.After.Competencies):])}
			row.Move = s.move(row.Before.Level, row.After.Level)
			row.Requirements = s.requirements(row)
			s.Totals[c].count(s, row)
			s.Rows = append(s.Rows, row)
		}
	}
}

// competencies returns the ids of both programmes' competencies, each once.
func (s *Simulation) competencies() []string {
	var ids []string
	for _, p := range []*programme.Programme{s.Before, s.After} {
		for _, c := range p.Competencies {
			if !slices.Contains(ids, c.ID) {
				ids = append(ids, c.ID)
			}
		}
	}
	return ids
}

// standing takes a competency out of an account's progress by a programme, which begins all.
func standing(p *programme.Programme, id string, all []Progress) Standing {
	place, has := p.Competency(id)
	if !has {
		return Standing{Level: -1}
	}
	return Standing{all[place].Version, all[place].Figures, all[place].Level}
}

// move compares two levels, which may be of different names: by their order in the programme
// that is tried where it knows both, else in the one in force where that does, else by how
// many levels are below them.
func (s *Simulation) move(before, after int) Move {
	was, is := s.Before.LevelID(before), s.After.LevelID(after)
	if was == is {
		return Stays
	}
	inAfter, inBefore := slices.Index(s.After.Levels, was), slices.Index(s.Before.Levels, is)
	switch {
	case before < 0 || after < 0:
	case inAfter >= 0:
		before = inAfter
	case inBefore >= 0:
		after = inBefore
	}
	switch {
	case after > before:
		return Gains
	case after < before:
		return Loses
	}
	return Differs
}
