package intake

import (
	"fmt"

	"shimei/store/ledger"
	"shimei/store/programme"
)

// Together is what files that are imported at once know of each other. Where rows of a file add up, or it
// holds all usage of its months, a later file with the same would take the place of a part, which nobody means.
type Together struct {
	sums  map[ledger.UsageKey]*File
	whole map[programme.Month]*File
}

// NewTogether returns that of files of which none was taken in yet; nil for one alone.
func NewTogether(files []*File) *Together {
	if len(files) < 2 {
		return nil
	}
	return &Together{map[ledger.UsageKey]*File{}, map[programme.Month]*File{}}
}

// refuseParts reports rows that add up and that a file before this one has too.
func (im *usageImport) refuseParts() {
	if im.options.Together == nil || im.sums == nil {
		return
	}
	sums := im.options.Together.sums
	for k := range im.rows {
		r := &im.rows[k]
		if other := sums[r.UsageKey]; other != nil && other != im.source { // the same where the transaction is tried again
			im.file.Fault(r.line, "", fmt.Sprintf("%s, which is imported together with this file, has a sum that is known by the same %s; join the two files under one header, since the later one would take the place of the earlier",
				other.Name(), im.file.KnownBy()))
			continue
		}
		sums[r.UsageKey] = im.source
	}
}

// refuseWholeTwice reports months of which a file before this one holds all usage too.
func (im *usageImport) refuseWholeTwice() {
	if im.options.Together == nil || !im.options.Whole {
		return
	}
	for _, m := range sorted(im.named) {
		if other := im.options.Together.whole[m]; other != nil && other != im.source {
			im.file.Fault(1, "month", fmt.Sprintf("%s, which is imported together with this file, holds all usage of %s too, and each would remove what the other has; join the two files under one header",
				other.Name(), m))
			continue
		}
		im.options.Together.whole[m] = im.source
	}
}
