package mapping

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"shimei/store/facts"
	"shimei/store/programme"
)

// totalKey tells what a total is of. The currency is "" for counts.
type totalKey struct{ column, currency string }

// total is the total of an amount: read and out are added up apart from each other.
type total struct {
	read, leftOut, out, rounded programme.Decimal
	isRounded                   bool
}

// taken is the reason of a row that is not left out.
var taken programme.Text

// leftOut tells of the rows that were left out for a reason.
type leftOut struct {
	reason programme.Text
	rows   int64
	totals map[totalKey]programme.Decimal
}

// totals tell what went in and what came out.
type totals struct {
	rows, taken, into int64
	currencies        map[totalKey]*total
	leftOut           []*leftOut // in the order in which reasons came up
}

// mostReasons bounds how many reasons are told apart.
const mostReasons = 50

// reason counts a row that is left out, and returns the reason under which it is.
func (t *totals) reason(r *rule, cell string) programme.Text {
	said := r.said(cell)
	if t.of(said) == nil && len(t.leftOut) >= mostReasons {
		said = r.reason
	}
	if t.of(said) == nil {
		t.leftOut = append(t.leftOut, &leftOut{said, 0, map[totalKey]programme.Decimal{}})
	}
	t.of(said).rows++
	return said
}

func (t *totals) of(reason programme.Text) *leftOut {
	for _, l := range t.leftOut {
		if l.reason == reason {
			return l
		}
	}
	return nil
}

// add adds a row that was read, and left out where there is a reason.
func (t *totals) add(r *rows, one *row, reason programme.Text) {
	for k, d := range one.amounts {
		if d == nil {
			continue
		}
		key := r.keyOf(k, one)
		sum := t.currencies[key]
		if sum == nil {
			sum = &total{}
			t.currencies[key] = sum
		}
		sum.read = sum.read.Plus(*d)
		if reason == taken {
			continue
		}
		sum.leftOut = sum.leftOut.Plus(*d)
		left := t.of(reason).totals
		left[key] = left[key].Plus(*d)
	}
}

// keyOf tells which total an amount of a row belongs to.
func (r *rows) keyOf(k int, one *row) totalKey {
	key := totalKey{column: r.header[k]}
	if amountOf(key.column) == money {
		key.currency = r.currencyOf(one)
	}
	return key
}

// out adds a row that comes out.
func (t *totals) out(r *rows, one *row) {
	t.into++
	for k, d := range one.amounts {
		if d == nil {
			continue
		}
		sum := t.currencies[r.keyOf(k, one)]
		sum.out = sum.out.Plus(*d)
		if r.isRounded(k, one) {
			sum.rounded, sum.isRounded = sum.rounded.Plus(d.Rounded(r.digits)), true
		}
	}
}

// balance returns an error where what was read is not what was left out and what came out.
func (t *totals) balance() error {
	for key, sum := range t.currencies {
		if !sum.leftOut.Plus(sum.out).Equal(sum.read) {
			return fmt.Errorf("the totals of %s differ: %s went in, %s were left out and %s came out, which is a fault of shimei; nothing is stored",
				strings.TrimSpace(key.column+" "+key.currency), sum.read.Shortest(), sum.leftOut.Shortest(), sum.out.Shortest())
		}
	}
	return nil
}

// Report tells what became of the rows so far.
func (r *rows) Report() *facts.MappingReport {
	report := &facts.MappingReport{Name: r.name, Rows: r.totals.rows, Taken: r.totals.taken, Into: r.totals.into, NoPlace: slices.Clone(r.noPlace)}
	for _, l := range r.totals.leftOut {
		told := facts.LeftOut{Reason: l.reason, Rows: l.rows}
		for _, key := range r.ordered() {
			if d, is := l.totals[key]; is {
				told.Totals = append(told.Totals, facts.LeftOutTotal{Column: key.column, Currency: key.currency, Amount: d.Shortest()})
			}
		}
		report.LeftOut = append(report.LeftOut, told)
	}
	for _, key := range r.ordered() {
		sum := r.totals.currencies[key]
		told := facts.MappingTotal{Column: key.column, Currency: key.currency, Read: sum.read.Shortest(), LeftOut: sum.leftOut.Shortest(), Out: sum.out.Shortest()}
		if sum.isRounded {
			told.Rounded = sum.rounded.Shortest()
		}
		report.Totals = append(report.Totals, told)
	}
	return report
}

// ordered are the keys of the totals, in the order of our columns and then of currencies.
func (r *rows) ordered() (keys []totalKey) {
	for key := range r.totals.currencies {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b totalKey) int {
		return cmp.Or(cmp.Compare(slices.Index(r.header, a.column), slices.Index(r.header, b.column)), cmp.Compare(a.currency, b.currency))
	})
	return keys
}
