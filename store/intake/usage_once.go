package intake

import (
	"hash/maphash"
	"slices"

	"shimei/store/ledger"
	"shimei/store/programme"
)

// takenUsage are the rows of a file that were taken, in runs that are each in the order of keys: rows of the
// same key may stand far apart.
type takenUsage struct {
	workloads []string // of all products, in order
	seed      maphash.Seed
	runs      []takenRun
	rows      []takenRow // room for those of the next run, and for their bytes
	bytes     []byte
}

func newTakenUsage(p *programme.Programme) takenUsage {
	t := takenUsage{workloads: []string{""}, seed: maphash.MakeSeed()}
	for k := range p.Products {
		t.workloads = append(t.workloads, p.Products[k].Workloads...)
	}
	slices.Sort(t.workloads)
	t.workloads = slices.Compact(t.workloads)
	return t
}

// key writes a key shortly. A workload that no product has any more, and no row of a file, gets a place
// between those that are.
func (t *takenUsage) key(k *ledger.UsageKey) namedUsage {
	workload, is := slices.BinarySearch(t.workloads, k.Workload)
	workload *= 2
	if is {
		workload++
	}
	return namedUsage{k.Subscription, int32(k.Month), int32(workload)}
}

func (t *takenUsage) row(r *usageRow) takenRow {
	amounts := struct {
		numbers  [4]maybe[int64]
		original maybe[string]
	}{[4]maybe[int64]{maybeOf(r.Available), maybeOf(r.Assigned), maybeOf(r.Active), maybeOf(r.Consumed)}, maybeOf(r.original)}
	return takenRow{t.key(&r.UsageKey), uint32(r.line), uint32(maphash.Comparable(t.seed, amounts))}
}

// meet hands on which of some rows, in the order of their keys, have the key of a row that was taken.
func (t *takenUsage) meet(rows []takenRow, met func(taken takenRow, k int)) {
	for _, run := range t.runs {
		run.meet(rows, met)
	}
}

// keep keeps rows of which none was taken before.
func (t *takenUsage) keep(rows []takenRow) {
	var run takenRun
	run, t.bytes = runOf(rows, t.bytes)
	t.runs = append(t.runs, run)
}

// once returns rows that are in the order of their keys and lines without those that the file said before.
// Two of one key with different amounts are a fault.
func (im *usageImport) once(rows []usageRow, last bool) []usageRow {
	n := 0
	for k := range rows {
		if n == 0 || rows[k].UsageKey != rows[n-1].UsageKey {
			rows[n] = rows[k]
			n++
		} else if before := &rows[n-1]; !rows[k].says(storedAmounts{before.UsageAmounts, before.original}) {
			contradicts(im.file, rows[k].line, rows[n-1].line)
		} else {
			im.again++
		}
	}
	rows = rows[:n]
	if last && len(im.taken.runs) == 0 && !im.options.Whole {
		return rows
	}
	return im.firstSaid(rows)
}

// firstSaid returns the rows of which none was taken before, and keeps that they are now.
func (im *usageImport) firstSaid(rows []usageRow) []usageRow {
	t := &im.taken
	t.rows = t.rows[:0]
	for k := range rows {
		t.rows = append(t.rows, t.row(&rows[k]))
	}
	again := make([]bool, len(rows))
	t.meet(t.rows, func(taken takenRow, k int) {
		again[k] = true
		if taken.amounts != t.rows[k].amounts {
			contradicts(im.file, rows[k].line, int(taken.line))
		}
	})
	n := 0
	for k := range rows {
		if again[k] {
			im.again++
			continue
		}
		rows[n], t.rows[n] = rows[k], t.rows[k]
		n++
	}
	t.keep(t.rows[:n])
	return rows[:n]
}

// unnamed returns those of some stored rows, in the order of their keys, that the file does not name.
func (t *takenUsage) unnamed(rows []usageRow) []usageRow {
	t.rows = t.rows[:0]
	for k := range rows {
		t.rows = append(t.rows, takenRow{namedUsage: t.key(&rows[k].UsageKey)})
	}
	named := make([]bool, len(rows))
	t.meet(t.rows, func(_ takenRow, k int) { named[k] = true })
	n := 0
	for k := range rows {
		if !named[k] {
			rows[n] = rows[k]
			n++
		}
	}
	return rows[:n]
}
