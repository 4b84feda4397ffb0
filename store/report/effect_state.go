package report

import (
	"slices"

	"shimei/store/directory"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// State is how accounts stand by one state of the facts: in the month that is shown by default (R10) and
// in the closed ones. Two of them make an Effect.
type State struct {
	p        *programme.Programme
	usual    *programme.Month // that is shown by default; nil where there is none, and no figures
	past     []ledger.PastMonth
	credits  ledger.Credits
	accounts map[int64]directory.Partner // that can hold a competency in some month
	perhaps  perhapsActive
}

// State reads how accounts stand now, given the closed months. beside are other states that it will be
// compared with: it reads what they show by default, too. It reads kept credits, and no facts but of
// months that none are kept for.
func (r Reader) State(past []ledger.PastMonth, beside ...State) (s State, err error) {
	s = State{p: r.p, usual: r.basis.Through, past: past, accounts: map[int64]directory.Partner{}}
	if s.perhaps, err = r.perhapsActive(); err != nil {
		return s, err
	}
	for _, a := range s.perhaps.partners {
		s.accounts[a.Key] = a
	}
	needed := s.shown()
	for _, other := range beside {
		needed = append(needed, other.shown()...)
	}
	if len(needed) > 0 {
		s.credits, err = r.ledger.Read(nil, firstOfFigures(r.p, slices.Min(needed)), slices.Max(needed))
	}
	return s, err
}

// shown returns the months that are looked at.
func (s *State) shown() (months []programme.Month) {
	for _, c := range s.past {
		months = append(months, c.Month)
	}
	if s.usual != nil {
		months = append(months, *s.usual)
	}
	return months
}

// shows reports whether there are figures of a partner at month e: it is an active account then.
func (s *State) shows(key int64, e programme.Month) bool {
	_, known := s.accounts[key]
	return known && s.usual != nil && s.perhaps.active(s.p, key, e)
}

// figure returns the figure of a partner for a measure at month e; 0 where there is none.
func (s *State) figure(key int64, measure int, e programme.Month) (int64, error) {
	if !s.shows(key, e) {
		return 0, nil
	}
	its := ledger.Amounts(func(measure int, m programme.Month) int64 { return s.credits.Of(key, m, measure) })
	return its.Figure(s.p, measure, e)
}

// level returns the level of a partner in a competency at month e, -1 for none.
func (s *State) level(key int64, competency int, e programme.Month) (int, error) {
	version := s.p.Competencies[competency].VersionAt(e)
	if version == nil || !s.shows(key, e) {
		return -1, nil
	}
	figures := make([]int64, len(version.Requirements))
	for k, r := range version.Requirements {
		var err error
		if figures[k], err = s.figure(key, r.Measure, e); err != nil {
			return -1, err
		}
	}
	return s.p.Level(version, figures), nil
}

// creditsOf returns what is credited in a closed month, by the programme that it was closed under.
func (s *State) creditsOf(c ledger.PastMonth) ledger.MonthCredits {
	if c.Programme.Hash == s.p.Hash {
		return s.credits[c.Month]
	}
	return c.Credits
}
