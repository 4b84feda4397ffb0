package export

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"shimei/store/statement"
)

// xlsxSink writes a workbook: a sheet with the head and totals of the statement, then the lines.
//
// Counts are numbers. Money is text, digit for digit: a number of a sheet is binary floating
// point in every program that opens it, which has no 0.10, and no amount may pass through
// that (R11). The first sheet has the exact totals.
type xlsxSink struct {
	*workbook
	right int // style of an amount that is text
}

func newXLSX(w io.Writer) (*xlsxSink, error) {
	book, err := newWorkbook(w)
	if err != nil {
		return nil, err
	}
	x := &xlsxSink{workbook: book}
	// 49 is the number format of text, which keeps a program from making a number of it.
	x.right, err = x.book.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Horizontal: "right"}})
	return x, err
}

func (x *xlsxSink) amount(subject statement.Subject, n int64) any {
	if subject.Metric().Money() {
		return excelize.Cell{StyleID: x.right, Value: amount(subject, n)}
	}
	return n
}

func (x *xlsxSink) head(st statement.Statement) error {
	if err := x.open("Statement", []float64{22, 36, 14, 18}); err != nil {
		return err
	}
	facts := [][2]string{{"partner_id", st.Account.ID}, {"partner", st.Account.Name}, {"statement", st.Month.String()}, {"state", state(st)},
		{"programme", st.Programme.ID}, {"programme_hash", st.Programme.Hash}}
	if st.ClosedAt != nil {
		facts = append(facts, [2]string{"closed_at", st.ClosedAt.Format(time.RFC3339)}, [2]string{"hash", st.Hash})
	}
	for _, f := range facts {
		if err := x.write(excelize.Cell{StyleID: x.bold, Value: f[0]}, f[1]); err != nil {
			return err
		}
	}
	if err := errors.Join(x.write(), x.title("metric", "products", "corrects", "amount")); err != nil {
		return err
	}
	for _, t := range st.Totals {
		if err := x.write(t.Metric().ID, products(t.Subject), corrects(st, t.Subject), x.amount(t.Subject, t.Amount)); err != nil {
			return err
		}
	}
	return x.lines("Lines")
}

// lines begins a sheet of lines.
func (x *xlsxSink) lines(name string) error {
	if err := x.open(name, []float64{11, 12, 20, 24, 24, 28, 24, 10, 10, 10, 16}); err != nil {
		return err
	}
	if err := x.freeze(); err != nil {
		return err
	}
	return x.title(columns...)
}

func (x *xlsxSink) line(st statement.Statement, l statement.Line) error {
	if x.row > rowsOfSheet {
		if err := x.lines(fmt.Sprintf("Lines %d", x.sheets)); err != nil {
			return err
		}
	}
	texts := cells(st, l)
	values := make([]any, len(texts))
	for k := range texts {
		values[k] = texts[k]
	}
	values[len(values)-1] = x.amount(l.Subject, l.Amount)
	return x.write(values...)
}
