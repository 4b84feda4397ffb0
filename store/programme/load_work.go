package programme

import (
	"strconv"

	"github.com/pelletier/go-toml/v2/unstable"

	"shimei/store/toml"
)

// mostSeats is the largest threshold of seats, so that a mistyped one is found.
const mostSeats = 1000000

// loadWork reads the table of what is work for a partner, all of whose keys may be left out.
func (t table) loadWork(p *Programme) {
	p.Work = usualWork()
	v := t.Find("work")
	if v == nil {
		return
	}
	work, is := t.table(v, "work", "renewal_days", "activation_percent", "unused_seats", "new_days")
	if !is {
		return
	}
	for _, x := range []struct {
		key  string
		to   *int
		read func(*toml.Node, string) int
	}{
		{"renewal_days", &p.Work.RenewalDays, work.days}, {"new_days", &p.Work.NewDays, work.days},
		{"activation_percent", &p.Work.ActivationPercent, work.percent}, {"unused_seats", &p.Work.UnusedSeats, work.seats},
	} {
		if n := work.Find(x.key); n != nil && work.Is(n, x.key, unstable.Integer) {
			*x.to = x.read(n, x.key)
		}
	}
}

// percent reads a part of a hundred.
func (t table) percent(n *toml.Node, key string) int { return t.upTo(n, key, "a percentage", 100) }

// seats reads a number of seats.
func (t table) seats(n *toml.Node, key string) int {
	return t.upTo(n, key, "a number of seats", mostSeats)
}

func (t table) upTo(n *toml.Node, key, what string, most int) int {
	x, err := strconv.Atoi(n.Text)
	if err != nil || x < 1 || x > most {
		t.Refuse(n.Offset, "%s cannot be %s: it is %s from 1 to %d", key, n.Text, what, most)
	}
	return x
}
