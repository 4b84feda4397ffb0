package export

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"shimei/store"
)

// rowsOfSheet is how many lines one sheet takes before the next begins: below the 1,048,576
// rows that a sheet may have.
const rowsOfSheet = 1_000_000

// xlsxSink writes a workbook: a sheet with what is of the whole statement, then the lines.
// The rows go to a temporary file as they come, and from there into the answer.
//
// Counts are numbers. Money is text, digit for digit: a number of a sheet is binary floating
// point in every program that opens it, which has no 0.10, and no amount may pass through
// that (R11). What has to be added up is, exactly, in the first sheet.
type xlsxSink struct {
	book   *excelize.File
	sheet  *excelize.StreamWriter
	sheets int
	row    int
	right  int // style of an amount that is text
	bold   int
	w      io.Writer
}

func newXLSX(w io.Writer) (*xlsxSink, error) {
	x := &xlsxSink{book: excelize.NewFile(), w: w}
	// excelize would put the whole archive into memory first.
	x.book.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w) })
	var err error
	// 49 is the number format of text, which keeps a program from making a number of it.
	if x.right, err = x.book.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Horizontal: "right"}}); err != nil {
		return nil, err
	}
	x.bold, err = x.book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	return x, err
}

// open goes on to a new sheet, with a head that stays in sight.
func (x *xlsxSink) open(name string, widths []float64) error {
	if x.sheet != nil {
		if err := x.sheet.Flush(); err != nil {
			return err
		}
	}
	var err error
	if x.sheets++; x.sheets == 1 {
		err = x.book.SetSheetName("Sheet1", name)
	} else {
		_, err = x.book.NewSheet(name)
	}
	if err != nil {
		return err
	}
	if x.sheet, err = x.book.NewStreamWriter(name); err != nil {
		return err
	}
	for k, width := range widths {
		if err := x.sheet.SetColWidth(k+1, k+1, width); err != nil {
			return err
		}
	}
	x.row = 0
	return nil
}

func (x *xlsxSink) write(values ...any) error {
	x.row++
	return x.sheet.SetRow(fmt.Sprintf("A%d", x.row), values)
}

func (x *xlsxSink) title(names ...string) error {
	values := make([]any, len(names))
	for k := range names {
		values[k] = excelize.Cell{StyleID: x.bold, Value: names[k]}
	}
	return x.write(values...)
}

func (x *xlsxSink) amount(of store.StatementOf, n int64) any {
	if of.Metric().Money() {
		return excelize.Cell{StyleID: x.right, Value: amount(of, n)}
	}
	return n
}

func (x *xlsxSink) head(st store.Statement) error {
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
		if err := x.write(t.Metric().ID, products(t.StatementOf), corrects(st, t.StatementOf), x.amount(t.StatementOf, t.Amount)); err != nil {
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
	if err := x.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return x.title(columns...)
}

func (x *xlsxSink) line(st store.Statement, l store.StatementLine) error {
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
	values[len(values)-1] = x.amount(l.StatementOf, l.Amount)
	return x.write(values...)
}

func (x *xlsxSink) end() error {
	if err := x.sheet.Flush(); err != nil {
		return err
	}
	_, err := x.book.WriteToBuffer() // to where the zip writer writes
	return err
}

// close takes the temporary files away.
func (x *xlsxSink) close() error { return x.book.Close() }
