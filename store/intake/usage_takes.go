package intake

import (
	"fmt"
	"slices"

	"shimei/store/facts"
	"shimei/store/programme"
)

// isTaken reports whether the product takes the amounts of a row. One that it does not take is a fault: often
// it is half of an amount that a comma split in two cells.
func (im *usageImport) isTaken(r *facts.UsageRow, product int) bool {
	p := &im.p.Products[product]
	column, amount := notTaken(r, p.Takes)
	if column == "" {
		return true
	}
	im.file.Fault(r.Line, column, fmt.Sprintf("%s takes %s, and no %s; leave the cell empty, or mend an amount that a comma split in two cells",
		p.ID, words(p.Takes), amount))
	return false
}

// notTaken returns an amount of a row that is not among those that are taken, with its column; "" for none.
func notTaken(r *facts.UsageRow, takes []programme.Amount) (column string, amount programme.Amount) {
	lacks := func(a programme.Amount) bool { return !slices.Contains(takes, a) }
	switch {
	case r.Available != nil && lacks(programme.AmountSeats):
		return "available_seats", programme.AmountSeats
	case r.Assigned != nil && lacks(programme.AmountSeats):
		return "assigned_seats", programme.AmountSeats
	case r.Active != nil && lacks(programme.AmountActiveUsers):
		return "active_users", programme.AmountActiveUsers
	case (r.Consumed != nil || r.Original != nil) && lacks(programme.AmountConsumed):
		return "consumed", programme.AmountConsumed
	}
	return "", ""
}

// words lists amounts as a sentence does.
func words(amounts []programme.Amount) (text string) {
	for k, a := range amounts {
		switch {
		case k > 0 && k == len(amounts)-1:
			text += " and "
		case k > 0:
			text += ", "
		}
		text += string(a)
	}
	return text
}
