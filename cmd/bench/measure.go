package main

import (
	"fmt"
	"slices"
	"time"
)

// rounds is the number of times that a long work is measured; the median counts.
const rounds = 3

// inTurn measures two things in turn, as often as there are rounds, and the other one first
// every other time, so that neither has the better of what changes in the meantime.
func inTurn(ours, against func() (float64, error)) (a, b float64, err error) {
	var measured [2][]float64
	measure := []func() (float64, error){ours, against}
	for round := range rounds {
		for k := range measure {
			turn := (k + round) % 2
			n, err := measure[turn]()
			if err != nil {
				return 0, 0, err
			}
			measured[turn] = append(measured[turn], n)
		}
	}
	return median(measured[0]), median(measured[1]), nil
}

func median(list []float64) float64 {
	list = slices.Sorted(slices.Values(list))
	if n := len(list); n%2 == 0 {
		return (list[n/2-1] + list[n/2]) / 2
	}
	return list[len(list)/2]
}

// seconds turns the result of a command into a measure.
func seconds(took time.Duration, err error) (float64, error) { return took.Seconds(), err }

// percentile returns the time that so many of a hundred answers took at most.
func percentile(took []time.Duration, of100 int) time.Duration {
	if len(took) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(took))
	return sorted[(len(sorted)-1)*of100/100]
}

// The measures as the table shows them.
func inSeconds(n float64) string { return fmt.Sprintf("%.2f s", n) }

func perSecond(n float64) string { return fmt.Sprintf("%.0f/s", n) }

func inMillis(n float64) string { return fmt.Sprintf("%.2f ms", n*1000) }

func inMiB(n float64) string { return fmt.Sprintf("%.0f MiB", n/1024) }
