package intake

import (
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawnRows returns rows in the order of their keys, of which none comes twice.
func drawnRows(dice *rand.Rand, count int, subscriptions []int64, months int32) []takenRow {
	byKey := map[namedUsage]takenRow{}
	for range count {
		k := namedUsage{subscriptions[dice.IntN(len(subscriptions))], dice.Int32N(months), dice.Int32N(100)}
		byKey[k] = takenRow{k, dice.Uint32(), dice.Uint32()}
	}
	return slices.SortedFunc(maps.Values(byKey), func(a, b takenRow) int {
		return cmp.Or(cmp.Compare(a.month, b.month), cmp.Compare(a.subscription, b.subscription), cmp.Compare(a.workload, b.workload))
	})
}

func TestRowsThatWereTakenAreMetAsInAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dice := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		subscriptions := []int64{math.MinInt64, -1, 0, 1, math.MaxInt64}
		for range rapid.IntRange(0, 200).Draw(t, "subscriptions") {
			subscriptions = append(subscriptions, dice.Int64N(1000))
		}
		months := rapid.Int32Range(1, 30_000).Draw(t, "months")
		var taken takenUsage
		known := map[namedUsage]takenRow{}
		for range rapid.IntRange(1, 5).Draw(t, "runs") {
			rows := drawnRows(dice, rapid.IntRange(0, 3*blockRows).Draw(t, "rows"), subscriptions, months)
			if rapid.Bool().Draw(t, "again") {
				rows = rows[:len(rows)/2] // so that runs end apart
			}
			met := map[namedUsage]takenRow{}
			taken.meet(rows, func(mine takenRow, k int) {
				if _, twice := met[rows[k].namedUsage]; twice {
					t.Fatalf("%+v is met twice", rows[k])
				}
				met[rows[k].namedUsage] = mine
			})
			rows = slices.DeleteFunc(rows, func(r takenRow) bool {
				before, is := known[r.namedUsage]
				if mine, isMet := met[r.namedUsage]; is != isMet || mine != before {
					t.Fatalf("%+v: met %+v (%v) where the map has %+v (%v)", r, mine, isMet, before, is)
				}
				known[r.namedUsage] = cmp.Or(before, r) // no row is all zero
				return is
			})
			taken.keep(rows)
		}
	})
}

// A long file names millions of rows. Those of an export stand in the order in which subscriptions came.
func TestRowsThatWereTakenAreKeptInLittleMemory(t *testing.T) {
	rows := make([]takenRow, 100_000)
	for k := range rows {
		rows[k] = takenRow{namedUsage{int64(k), 24195, int32(k % 8)}, uint32(2 + k), uint32(k) * 2654435761}
	}
	run, _ := runOf(rows, nil)
	size := 0
	for _, b := range run {
		size += len(b.rows) + 40
	}
	if size > 9*len(rows) {
		t.Errorf("%d bytes for %d rows", size, len(rows))
	}
}
