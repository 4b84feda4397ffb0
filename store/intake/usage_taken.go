package intake

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// namedUsage is the key of a row of usage in little memory.
type namedUsage struct {
	subscription    int64
	month, workload int32 // workload is a place of takenUsage
}

// compare orders keys as ledger.UsageKey orders them.
func (k namedUsage) compare(o namedUsage) int {
	switch {
	case k.month != o.month:
		return cmp.Compare(k.month, o.month)
	case k.subscription != o.subscription:
		return cmp.Compare(k.subscription, o.subscription)
	}
	return cmp.Compare(k.workload, o.workload)
}

// takenRow is what a file said in a row of usage: its key, its line and a hash of its amounts.
type takenRow struct {
	namedUsage
	line, amounts uint32
}

// takenRun holds rows in the order of their keys, of which none comes twice. A long file has millions, so each
// stands as what differs from the one before: in some nine bytes.
type takenRun []takenBlock

// takenBlock holds neighbours. It is read from its first one on.
type takenBlock struct {
	last namedUsage
	rows []byte
}

// blockRows bounds the rows of a block.
const blockRows = 512

// runOf packs rows. room is written over, and returned for the next run.
func runOf(rows []takenRow, room []byte) (takenRun, []byte) {
	run := make(takenRun, 0, (len(rows)+blockRows-1)/blockRows)
	room = room[:0]
	for block := range slices.Chunk(rows, blockRows) {
		start, before := len(room), takenRow{}
		for _, r := range block {
			room = r.pack(before, room)
			before = r
		}
		run = append(run, takenBlock{before.namedUsage, room[start:]})
	}
	packed := slices.Clone(room) // all blocks in one piece, of just their length
	for k := range run {
		n := len(run[k].rows)
		run[k].rows, packed = packed[:n], packed[n:]
	}
	return run, room
}

// pack adds what differs from the row before.
func (r takenRow) pack(before takenRow, to []byte) []byte {
	to = binary.AppendVarint(to, int64(r.month)-int64(before.month))
	to = binary.AppendVarint(to, r.subscription-before.subscription)
	to = binary.AppendUvarint(to, uint64(r.workload))
	to = binary.AppendVarint(to, int64(r.line)-int64(before.line))
	return binary.LittleEndian.AppendUint32(to, r.amounts)
}

// unpack makes the row before into the next one, and returns the bytes after it.
func (r *takenRow) unpack(from []byte) []byte {
	month, n := binary.Varint(from)
	from = from[n:]
	subscription, n := binary.Varint(from)
	from = from[n:]
	workload, n := binary.Uvarint(from)
	from = from[n:]
	line, n := binary.Varint(from)
	from = from[n:]
	r.month += int32(month)
	r.subscription += subscription
	r.workload = int32(workload)
	r.line += uint32(line)
	r.amounts = binary.LittleEndian.Uint32(from)
	return from[4:]
}

// meet hands on which of some rows, in the order of their keys, have the key of one of the run's. Blocks in
// which there can be none are passed over unread.
func (run takenRun) meet(rows []takenRow, met func(mine takenRow, k int)) {
	for k := 0; k < len(rows); {
		next, _ := slices.BinarySearchFunc(run, rows[k].namedUsage, func(b takenBlock, key namedUsage) int { return b.last.compare(key) })
		if next == len(run) {
			return
		}
		k = run[next].meet(rows, k, met)
		run = run[next+1:]
	}
}

// meet begins with the k-th of the rows, and returns the first that comes after the block.
func (b *takenBlock) meet(rows []takenRow, k int, met func(mine takenRow, k int)) int {
	var mine takenRow
	for rest := b.rows; len(rest) > 0; {
		rest = mine.unpack(rest)
		for k < len(rows) && rows[k].compare(mine.namedUsage) < 0 {
			k++
		}
		for ; k < len(rows) && rows[k].namedUsage == mine.namedUsage; k++ {
			met(mine, k)
		}
	}
	return k
}
