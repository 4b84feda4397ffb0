package programme

// Moment is what a fact file gives as a date: a day, which begins when the programme's zone says,
// or an instant, which no zone moves. Two moments are equal where the same was given and read in
// the same zone.
type Moment struct {
	At    Instant // of a day its first instant
	Day   Day     // 0 for an instant
	IsDay bool
}

// Never is the end of what goes on.
var Never = Moment{At: NoEnd}

// MomentOf returns an instant as a moment.
func MomentOf(i Instant) Moment { return Moment{At: i} }

// MomentOn returns a day as a moment, in the programme's time zone.
func (p *Programme) MomentOn(d Day) Moment { return Moment{At: p.Midnight(d), Day: d, IsDay: true} }

// Moment returns a moment as it is in the programme's time zone, whichever it was read in.
func (p *Programme) Moment(m Moment) Moment {
	if m.IsDay {
		return p.MomentOn(m.Day)
	}
	return m
}

// Alike returns the same instant as the other kind of moment in the programme's time zone: an
// instant for a day, and the day for an instant that one begins with. It reports false for every
// other instant.
func (p *Programme) Alike(m Moment) (Moment, bool) {
	if m.IsDay {
		return MomentOf(m.At), true
	}
	if m.At == NoEnd {
		return m, false
	}
	day := p.MomentOn(p.DayAt(m.At))
	return day, day.At == m.At
}

// SameDays reports whether days begin at the same instants by both programmes, as far as the names
// of their zones tell.
func (p *Programme) SameDays(other *Programme) bool { return p.Zone.String() == other.Zone.String() }
