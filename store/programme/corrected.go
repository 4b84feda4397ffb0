package programme

// Ends is an end that two admins decided on, beside the one that files had told by then.
type Ends struct {
	Seen Moment // the end that files had told; Never for none
	At   Moment // the end as it was corrected; the same where only the beginning was
}

// Told returns the end that was told of the association: the corrected one, as long as files tell no other
// than they had told by then. What they tell anew is a new fact, and is followed.
func (a *DatedAssociation) Told() Moment {
	if a.Corrected != nil && a.Given == a.Corrected.Seen {
		return a.Corrected.At
	}
	return a.Given
}

// Telling is what the row of a file does to an association that admins corrected.
type Telling string

// The tellings.
const (
	TellsNothing Telling = ""        // it says what files had told, or what is so already
	TellsEnd     Telling = "end"     // another end, which is followed
	TellsBefore  Telling = "before"  // an end that is not after the corrected beginning
	TellsNoEnd   Telling = "goes on" // that it goes on, while admins decided that it ended
)

// Tells decides on an end that the row of a file gives for an association that admins corrected, which begins
// at an instant: a is what the file knows, with the end that it told before.
func (a *DatedAssociation) Tells(end Moment, begins Instant) Telling {
	switch {
	case end == a.Given || end == a.Told():
		return TellsNothing
	case end.At <= begins:
		return TellsBefore
	case end == Never && a.Corrected != nil && a.Corrected.At != Never:
		return TellsNoEnd
	}
	return TellsEnd
}

// CorrectedTo decides on another beginning or end in the past, either nil to stay as it is. Both are days
// before today, the beginning is before the end, and something changes.
func (p *Programme) CorrectedTo(from, to Instant, begins, ends *Day, now Instant) (Instant, Instant, error) {
	today := p.DayAt(now)
	for _, day := range []*Day{begins, ends} {
		if day != nil && *day >= today {
			return from, to, &Refusal{Code: RefusedNotPast}
		}
	}
	was := [2]Instant{from, to}
	if begins != nil {
		from = p.Midnight(*begins)
	}
	if ends != nil {
		to = p.Midnight(*ends)
	}
	switch {
	case was == [2]Instant{from, to}:
		return from, to, &Refusal{Code: RefusedNothingChosen}
	case from >= to:
		return from, to, &Refusal{Code: RefusedDays}
	}
	return from, to, nil
}
