package mapping

import (
	"slices"

	"shimei/store/facts"
	"shimei/store/programme"
)

// rows are the rows of one file, as they are read.
type rows struct {
	*Mapping
	header   []string // of the records that come out
	forms    [][]cell // of each row that a row of the source gives, the cells of header
	rules    []placedRule
	currency int    // place in header, or -1
	own      string // the programme's currency
	digits   int    // decimals of its minor unit
	noPlace  []string
	months   months
	keys     memo[programme.Key] // of what rules look at
	codes    memo[string]        // of currencies, in capital letters
	totals   totals
	groups   groups
	ready    []row // that are not summed, and come out next
	at       int   // of these, the next one
}

// placedRule is a rule and the place of its column.
type placedRule struct {
	*rule
	place int
}

// row is a row that comes out: the cells but amounts, and the amounts; nil where there is none.
type row struct {
	line    int
	cells   []string
	amounts []*programme.Decimal
}

// Header has the columns of the records.
func (r *rows) Header() []string { return r.header }

// Take takes in a row of the source.
func (r *rows) Take(line int, cells []string) (wrong []facts.Wrong) {
	r.totals.rows++
	reason := taken
	for _, rule := range r.rules {
		if rule.leavesOut(r.keys.of(cells[rule.place])) {
			reason = r.totals.reason(rule.rule, cells[rule.place])
			break
		}
	}
	for _, form := range r.forms {
		one, faults := r.row(line, cells, form, reason != taken)
		for _, w := range faults {
			if !slices.Contains(wrong, w) { // what the forms share is wrong once
				wrong = append(wrong, w)
			}
		}
		if len(wrong) > 0 || len(r.forms) > 1 && one.isEmpty() {
			continue
		}
		r.totals.add(r, &one, reason)
		if reason == taken {
			r.put(one)
		}
	}
	if reason == taken {
		r.totals.taken++
	}
	return wrong
}

// row makes a row. Of one that is left out, no more is read than its amounts.
func (r *rows) row(line int, cells []string, form []cell, leftOut bool) (one row, wrong []facts.Wrong) {
	one = row{line, make([]string, len(form)), make([]*programme.Decimal, len(form))}
	for k := range form {
		c := &form[k]
		if leftOut && c.counted == notAmount && k != r.currency {
			continue
		}
		text := c.fixed
		if c.place != nowhere {
			var fault facts.Wrong
			if text, fault = c.from.apply(cells[c.place], &r.months); fault.Message != "" {
				fault.Column = c.name
				wrong = append(wrong, fault)
				continue
			}
		}
		if k == r.currency && text == "" {
			text = r.own
		}
		if c.counted == notAmount {
			one.cells[k] = text
			continue
		}
		if text == "" {
			continue
		}
		d, fault := parseAmount(text, r.decimal, r.thousands)
		if fault != "" {
			wrong = append(wrong, facts.Wrong{Column: c.name, Message: fault})
		}
		one.amounts[k] = &d
	}
	return one, wrong
}

// isEmpty reports whether a row has no amount.
func (o *row) isEmpty() bool {
	for _, d := range o.amounts {
		if d != nil {
			return false
		}
	}
	return true
}

// put hands a row on, or adds it to those of its key.
func (r *rows) put(one row) {
	if r.sum {
		r.groups.add(one)
		return
	}
	r.totals.out(r, &one)
	if r.at == len(r.ready) {
		r.ready, r.at = r.ready[:0], 0
	}
	r.ready = append(r.ready, one)
}

// End makes the sums ready. The error is that more or less came out than went in, and a fault of the program.
func (r *rows) End() error {
	if r.sum {
		r.ready, r.at = r.groups.rows(), 0
		for k := range r.ready {
			r.totals.out(r, &r.ready[k])
		}
	}
	return r.totals.balance()
}

// Next returns the next row that is ready.
func (r *rows) Next() (line int, record []string, is bool) {
	if r.at == len(r.ready) {
		return 0, nil, false
	}
	one := &r.ready[r.at]
	r.at++
	for k, d := range one.amounts {
		if d == nil {
			continue
		}
		if !r.sum && r.isRounded(k, one) { // sums are rounded once, with what is converted of other currencies
			rounded := d.Rounded(r.digits)
			d = &rounded
		}
		one.cells[k] = d.Shortest()
	}
	return one.line, one.cells, true
}

// currencyOf returns the currency of the money in a row.
func (r *rows) currencyOf(one *row) string {
	if r.currency < 0 {
		return r.own
	}
	return r.codes.of(one.cells[r.currency])
}

// isRounded reports whether an amount is money of the programme's currency.
func (r *rows) isRounded(k int, one *row) bool {
	return amountOf(r.header[k]) == money && r.currencyOf(one) == r.own
}
