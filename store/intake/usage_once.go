package intake

import (
	"hash/maphash"
	"slices"

	"shimei/store/programme"
)

// takenRow is what a file said in a row of usage, in 24 bytes: its key, its line and a hash of its amounts.
type takenRow struct {
	namedUsage
	line, amounts uint32
}

// takenUsage are the rows of a file that were taken, in runs that are each in the order of keys: rows of the
// same key may stand far apart.
type takenUsage struct {
	workloads []string // of all products, in order
	seed      maphash.Seed
	runs      [][]takenRow
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

func (t *takenUsage) row(r *usageRow) takenRow {
	workload, _ := slices.BinarySearch(t.workloads, r.Workload)
	amounts := struct {
		numbers  [4]maybe[int64]
		original maybe[string]
	}{[4]maybe[int64]{maybeOf(r.Available), maybeOf(r.Assigned), maybeOf(r.Active), maybeOf(r.Consumed)}, maybeOf(r.original)}
	return takenRow{namedUsage{r.Subscription, int32(r.Month), int32(workload)}, uint32(r.line), uint32(maphash.Comparable(t.seed, amounts))}
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
	if last && len(im.taken.runs) == 0 {
		return rows
	}
	run := make([]takenRow, len(rows))
	for k := range rows {
		run[k] = im.taken.row(&rows[k])
	}
	said := map[takenRow]bool{}
	for _, earlier := range im.taken.runs {
		im.meet(earlier, run, said)
	}
	im.taken.runs = append(im.taken.runs, run)
	if len(said) == 0 {
		return rows
	}
	im.again += int64(len(said))
	return slices.DeleteFunc(rows, func(r usageRow) bool { return said[im.taken.row(&r)] })
}

// meet walks over two runs and notes the rows of the later one whose keys the earlier one has.
func (im *usageImport) meet(earlier, run []takenRow, said map[takenRow]bool) {
	if len(earlier) == 0 || len(run) == 0 {
		return
	}
	start, _ := slices.BinarySearchFunc(earlier, run[0].namedUsage, func(r takenRow, k namedUsage) int { return r.compare(k) })
	for i, j := start, 0; i < len(earlier) && j < len(run); {
		switch order := earlier[i].compare(run[j].namedUsage); {
		case order < 0:
			i++
		case order > 0:
			j++
		default:
			said[run[j]] = true
			if earlier[i].amounts != run[j].amounts {
				contradicts(im.file, int(run[j].line), int(earlier[i].line))
			}
			j++
		}
	}
}
