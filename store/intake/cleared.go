package intake

import "shimei/store/facts"

// Cleared tells how many stored values the empty cells of a column clear. Status and kind fall back to what an
// empty cell stands for.
type Cleared struct {
	Column string
	Values int64
}

// clears counts a stored value that an empty cell clears.
func (im *importer) clears(column string, is bool) {
	if !is {
		return
	}
	if im.cleared == nil {
		im.cleared = map[string]int64{}
	}
	im.cleared[column]++
}

// clearedByColumn are the counts, in the order of the columns.
func (im *importer) clearedByColumn() (all []Cleared) {
	for _, column := range facts.Columns(im.file.Kind()) {
		if n := im.cleared[column]; n > 0 {
			all = append(all, Cleared{column, n})
		}
	}
	return all
}

func (im *importer) clearsOfCustomer(old, r *facts.CustomerRow) {
	im.clears("domain", old.Domain != "" && r.Domain == "")
	im.clears("country", old.Country != "" && r.Country == "")
	im.clears("reading", old.Reading != "" && r.Reading == "")
}

// clearsOfUsage counts amounts; rows are laid over the stored ones already.
func (im *importer) clearsOfUsage(old storedAmounts, r *usageRow) {
	im.clears("available_seats", old.Available != nil && r.Available == nil)
	im.clears("assigned_seats", old.Assigned != nil && r.Assigned == nil)
	im.clears("active_users", old.Active != nil && r.Active == nil)
	im.clears("consumed", old.Consumed != nil && r.Consumed == nil)
}
