package programme

import (
	"cmp"
	"math"
	"slices"
)

// Ever is the day of a value that holds from ever, before all that is known.
const Ever Day = math.MinInt32

// Told is one value of an attribute as files told it: it holds from a day on (R4a).
type Told[V comparable] struct {
	AsOf  Day // Ever for a value that holds from ever
	Value V
}

// Tell returns the values of an attribute after a file gave another one, by the day that they hold
// from. asOf is that day; nil is a row without one, whose value holds from ever where none is known,
// and where it is another than the latest from today on.
func Tell[V comparable](known []Told[V], value V, asOf *Day, today Day) []Told[V] {
	told := Told[V]{Ever, value}
	switch n := len(known); {
	case asOf != nil:
		told.AsOf = *asOf
	case n > 0 && known[n-1].Value == value:
		return known
	case n > 0:
		told.AsOf = max(today, known[n-1].AsOf)
	}
	values := slices.Clone(known)
	place, same := slices.BinarySearchFunc(values, told, func(a, b Told[V]) int { return cmp.Compare(a.AsOf, b.AsOf) })
	if same {
		values[place] = told
		return values
	}
	return slices.Insert(values, place, told)
}

// TellBefore is Tell for a row without a day beside which its file has rows with days, of the same thing: it
// tells what held before them. Where that is what holds from ever, nothing changes, and so a file that tells
// a whole history changes nothing the second time.
func TellBefore[V comparable](known []Told[V], value V, today Day) []Told[V] {
	if len(known) > 0 && known[0] == (Told[V]{Ever, value}) {
		return known
	}
	return Tell(known, value, nil, today)
}

// On returns the value that holds on a day: the latest that began by then, else the earliest.
func On[V comparable](values []Told[V], day Day) (value V) {
	for k := len(values) - 1; k >= 0; k-- {
		if value = values[k].Value; values[k].AsOf <= day {
			break
		}
	}
	return value
}

// HistoryOf returns the history that values told make, in the programme's zone.
func HistoryOf[V comparable](p *Programme, values []Told[V]) History[V] {
	h := make(History[V], len(values))
	for k, told := range values {
		h[k] = Dated[V]{FromEver, told.Value}
		if told.AsOf != Ever {
			h[k].From = p.Midnight(told.AsOf)
		}
	}
	return h
}
