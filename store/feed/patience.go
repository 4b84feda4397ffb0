package feed

import "time"

// How long it is until something that failed is tried again: at first soon, and then longer each time.
const (
	soonest = 5 * time.Second
	latest  = 5 * time.Minute
)

// patience is when something that failed is tried again. The zero value is at once.
type patience struct {
	delay time.Duration
	until time.Time
}

// over reports whether it is time.
func (p patience) over(now time.Time) bool { return !now.Before(p.until) }

// longer returns the patience after another failure.
func (p patience) longer(now time.Time) patience {
	delay := min(max(2*p.delay, soonest), latest)
	return patience{delay, now.Add(delay)}
}
