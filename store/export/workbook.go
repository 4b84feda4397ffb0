package export

import (
	"archive/zip"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// rowsOfSheet is how many lines one sheet takes before the next begins: below the 1,048,576
// rows that a sheet may have.
const rowsOfSheet = 1_000_000

// workbook is a file of sheets, of which one at a time is written. The rows go to a temporary
// file as they come, and from there into the answer.
type workbook struct {
	book   *excelize.File
	sheet  *excelize.StreamWriter
	sheets int
	row    int
	bold   int
	w      io.Writer
}

func newWorkbook(w io.Writer) (*workbook, error) {
	x := &workbook{book: excelize.NewFile(), w: w}
	// excelize would put the whole archive into memory first.
	x.book.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w) })
	var err error
	x.bold, err = x.book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	return x, err
}

// open goes on to a new sheet.
func (x *workbook) open(name string, widths []float64) error {
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

// freeze keeps the first row in sight.
func (x *workbook) freeze() error {
	return x.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

func (x *workbook) write(values ...any) error {
	x.row++
	return x.sheet.SetRow(fmt.Sprintf("A%d", x.row), values)
}

func (x *workbook) title(names ...string) error {
	values := make([]any, len(names))
	for k := range names {
		values[k] = excelize.Cell{StyleID: x.bold, Value: names[k]}
	}
	return x.write(values...)
}

func (x *workbook) end() error {
	if err := x.sheet.Flush(); err != nil {
		return err
	}
	_, err := x.book.WriteToBuffer() // to where the zip writer writes
	return err
}

// close takes the temporary files away.
func (x *workbook) close() error { return x.book.Close() }
