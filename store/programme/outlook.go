package programme

// Outlook is how an account stands in a competency: what it loses if nothing new comes, and what it lacks
// for more.
type Outlook struct {
	Level int         // that it holds, as a place in Programme.Levels; -1 for none
	Ends  *Month      // the first month in which it holds the level no more; nil for none that is known
	Falls []Shortfall // what is missing then for the level
	Next  int         // the level above, as a place; -1 where there is none
	Short []Shortfall // what is missing for it now
}

// Shortfall is how much a figure lacks of what a level asks for.
type Shortfall struct {
	Requirement int   // its place in the version
	Needed      int64 // what the level asks for
	Missing     int64 // of it; above 0
	Leaves      int64 // what the figure loses until then; 0 where that is now
}

// Outlook returns how figures of evaluation month e, in the order of the version's requirements, stand. ahead
// are, by requirement, the figures of the months after it if nothing new comes; nil where they say nothing.
func (p *Programme) Outlook(v *Version, e Month, figures []int64, ahead [][]int64) Outlook {
	o := Outlook{Level: p.Level(v, figures), Next: -1}
	if v == nil {
		return o
	}
	if o.Level >= 0 {
		o.Ends = p.Ends(v, o.Level, e, figures, ahead)
	}
	if o.Ends != nil {
		o.Falls = v.shortfalls(o.Level, figures, figuresAt(figures, ahead, int(*o.Ends-e)-1))
	}
	if o.Level+1 < len(p.Levels) {
		o.Next = o.Level + 1
		o.Short = v.shortfalls(o.Next, figures, figures)
	}
	return o
}

// figuresAt are the figures of the month at a place ahead. A requirement of which nothing is known stays.
func figuresAt(figures []int64, ahead [][]int64, month int) []int64 {
	then := make([]int64, len(figures))
	for k := range then {
		then[k] = figures[k]
		if ahead[k] != nil {
			then[k] = ahead[k][month]
		}
	}
	return then
}

// shortfalls are the requirements of a level that figures do not meet then.
func (v *Version) shortfalls(level int, now, then []int64) (short []Shortfall) {
	for k, r := range v.Requirements {
		if needed := r.Thresholds[level]; then[k] < needed {
			short = append(short, Shortfall{Requirement: k, Needed: needed, Missing: needed - then[k], Leaves: now[k] - then[k]})
		}
	}
	return short
}
