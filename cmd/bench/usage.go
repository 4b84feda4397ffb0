package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strconv"
)

// writeUsage writes a file of the usage of some months, from the first'th to the last'th,
// of as many subscriptions: month by month, and in each in an order of chance, which with
// ids of chance is what an import has to sort out.
func (w *world) writeUsage(folder string, first, last, subscriptions int) (string, error) {
	path := filepath.Join(folder, fmt.Sprintf("usage-%d-%d-%d.csv", first, last, subscriptions))
	return path, toFile(path, func(out io.Writer) error { return w.usage(out, first, last, subscriptions) })
}

func (w *world) usage(out io.Writer, first, last, subscriptions int) error {
	if _, err := io.WriteString(out, usageHeader+"\n"); err != nil {
		return err
	}
	all := diceOf(ofWorld, 2)
	chosen := all.shuffled(w.subscriptions)[:subscriptions]
	line := make([]byte, 0, 100)
	for n := first; n <= last; n++ {
		d := diceOf(ofOrder, n)
		for _, k := range d.shuffled(subscriptions) {
			if _, err := out.Write(w.usageRow(line, chosen[k], n)); err != nil {
				return err
			}
		}
	}
	return nil
}

const usageHeader = "subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed"

// usageRow writes the total of a subscription in the nth month: what Azure consumed, or how
// many seats of anything else were used.
func (w *world) usageRow(line []byte, subscription int32, n int) []byte {
	s := w.subscription(subscription)
	d := diceOf(ofUsage, n<<24|int(subscription))
	line = append(line, s.id...)
	line = append(line, ',')
	line = append(line, monthOf(n).String()...)
	line = append(line, ",,"...)
	if s.product == azure {
		cents := d.between(0, 900_000)
		line = append(line, ",,,"...)
		line = strconv.AppendInt(line, int64(cents/100), 10)
		line = append(line, '.', byte('0'+cents/10%10), byte('0'+cents%10))
		return append(line, '\n')
	}
	assigned := d.between(s.seats/2, s.seats)
	for _, seats := range []int{s.seats, assigned, d.between(0, assigned)} {
		line = strconv.AppendInt(line, int64(seats), 10)
		line = append(line, ',')
	}
	return append(line, '\n')
}
