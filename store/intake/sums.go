package intake

import (
	"fmt"
	"slices"
	"strings"

	"shimei/store/facts"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// usageSums are where in usageImport.rows the row of each key stands, which later rows of the key are added
// to; and of those whose consumption is to be converted, how that came.
type usageSums struct {
	places    map[ledger.UsageKey]int
	originals map[int]programme.Amounts // by places
}

// sum adds a row to the one before it of the same key, or else to the rows.
func (im *usageImport) sum(r usageRow, original *programme.Money) {
	place, again := im.sums.places[r.UsageKey]
	if !again {
		place = len(im.rows)
		im.sums.places[r.UsageKey] = place
		im.rows = append(im.rows, r)
	} else {
		first := &im.rows[place]
		im.addTo(&first.Available, r.Available, r.line, "available_seats", first.line)
		im.addTo(&first.Assigned, r.Assigned, r.line, "assigned_seats", first.line)
		im.addTo(&first.Active, r.Active, r.line, "active_users", first.line)
		im.addTo(&first.Consumed, r.Consumed, r.line, "consumed", first.line)
	}
	if original != nil {
		im.sums.originals[place] = im.sums.originals[place].With(*original)
	}
}

// addTo adds an amount to one of the row on a line before it. What was not reported adds nothing.
func (im *importer) addTo(sum **int64, n *int64, line int, column string, first int) {
	switch {
	case n == nil:
		return
	case *sum == nil:
		*sum = n
		return
	}
	total := **sum + *n // both are at most MaxAmount
	if total > programme.MaxAmount || total < -programme.MaxAmount {
		im.file.Fault(line, column, fmt.Sprintf("with the rows from line %d on that are known by the same %s, this is beyond the largest amount taken; correct the amounts",
			first, im.file.KnownBy()))
		return
	}
	*sum = &total
}

// convertSums converts what was consumed in other currencies, once all rows are added up: with what was
// consumed in the programme's own it is rounded once.
func (im *usageImport) convertSums() {
	if im.sums == nil {
		return
	}
	for place, amounts := range im.sums.originals {
		r := &im.rows[place]
		if r.Consumed != nil {
			amounts = amounts.With(im.p.Own(*r.Consumed))
		}
		im.convert(r, amounts)
	}
	im.sums = &usageSums{} // which take much memory
}

// summedSales takes in sales of which the seats of one order add up.
func (im *importer) summedSales() error {
	var rows []facts.SaleRow
	places := map[programme.Key]int{}
	for im.file.Next() {
		r, good := im.file.Sale()
		if !good {
			continue
		}
		order := programme.KeyOf(r.OrderID)
		place, again := places[order]
		if !again {
			places[order] = len(rows)
			rows = append(rows, r)
			continue
		}
		first := &rows[place]
		if other := otherSale(first, &r); other != "" {
			im.file.Fault(r.Line, "", fmt.Sprintf("the row says otherwise than line %d, which is of the same order, in %s, and only seats add up; give the order one of them, or two orders",
				first.Line, other))
			continue
		}
		sum := &first.Seats
		im.addTo(&sum, &r.Seats, r.Line, "seats", first.Line)
		first.Seats = *sum
	}
	for chunk := range slices.Chunk(rows, rowsAtOnce) {
		if err := im.sales(chunk); err != nil {
			return err
		}
	}
	return nil
}

// otherSale names the columns in which two sales differ, but for seats.
func otherSale(a, b *facts.SaleRow) string {
	var names []string
	for _, c := range []struct {
		name string
		same bool
	}{{"subscription_id", keyed(a.SubscriptionID) == keyed(b.SubscriptionID)}, {"partner_id", keyed(a.PartnerID) == keyed(b.PartnerID)}, {"date", a.At == b.At}} {
		if !c.same {
			names = append(names, c.name)
		}
	}
	return strings.Join(names, " and ")
}
