package demo

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"shimei/store/programme"
)

// world is the demo while it is made. The order in which it asks for numbers is the order
// of the code, so that it is the same every time.
type world struct {
	*facts
	rng    *rand.Rand
	names  map[string][]customer // by country, those not given away yet
	orders int
	counts map[string]int // subscriptions by tenant and product, to tell their ids apart
}

// build adds the invented world to the facts.
func (f *facts) build() {
	own := len(f.subscriptions) // the cases report their use themselves
	w := &world{facts: f, rng: rand.New(rand.NewPCG(2016, 4)), counts: map[string]int{}}
	w.names = w.shuffledNames()
	w.enrol()
	w.tour()
	for k := range plans {
		w.book(&plans[k])
	}
	w.unheld()
	w.around()
	for _, s := range f.subscriptions[own:] {
		w.use(s)
	}
}

// between returns a number from low to high, both included.
func (w *world) between(low, high int64) int64 { return low + w.rng.Int64N(high-low+1) }

// once returns true in one of n cases.
func (w *world) once(n int64) bool { return w.rng.Int64N(n) == 0 }

// day returns a day of the months from first to last, no later than the 28th.
func (w *world) day(first, last programme.Month) time.Time {
	m := first + programme.Month(w.between(0, int64(last-first)))
	return date(m.Year(), m.Number(), int(w.between(1, 28)))
}

// split cuts a total into n uneven parts that add up to it exactly.
func (w *world) split(total int64, n int) []int64 {
	weights, sum := make([]int64, n), int64(0)
	for k := range weights {
		weights[k] = w.between(60, 140)
		sum += weights[k]
	}
	parts, upTo, given := make([]int64, n), int64(0), int64(0)
	for k := range parts {
		upTo += weights[k]
		parts[k] = total*upTo/sum - given
		given += parts[k]
	}
	return parts
}

// guid makes an id that looks as the vendor's do, always the same one for the same words.
func guid(words ...string) string {
	h := sha256.Sum256([]byte(strings.Join(words, "\n")))
	return fmt.Sprintf("%x-%x-4%03x-a%03x-%x", h[0:4], h[4:6],
		uint16(h[6])<<4|uint16(h[7])>>4, uint16(h[8])<<4|uint16(h[9])>>4, h[10:16])
}

// monthOf returns the month that a day lies in.
func monthOf(t time.Time) programme.Month { return programme.MonthOf(t.Year(), t.Month()) }
