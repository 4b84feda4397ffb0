package statement

import "shimei/store/ledger"

// Past returns the closed months by month, each with what the facts credit in it now. That costs
// nothing where a month was closed under the programme in force, whose credits are kept; for others the
// credits are derived from the facts.
func (s Statements) Past() (all []ledger.PastMonth, err error) {
	closed, err := s.closedMonths()
	if err != nil {
		return nil, err
	}
	for len(closed) > 0 {
		group := byTheSame(closed)
		derived := ledger.Credits{}
		if group[0].rules != s.p.Hash {
			if derived, err = s.ledger.Past(group[0].p).Derive(group[0].month, group[len(group)-1].month); err != nil {
				return nil, err
			}
		}
		for _, c := range group {
			all = append(all, ledger.PastMonth{Month: c.month, Programme: c.p, Credits: derived[c.month]})
		}
		closed = closed[len(group):]
	}
	return all, nil
}
