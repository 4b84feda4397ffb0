package facts

import "shimei/store/programme"

// Mapping reads another system's export: of its records it makes those of a kind of fact file. It is
// shared by the files of an import, and holds nothing of any of them. Package mapping has them.
type Mapping interface {
	// Name is what messages call it.
	Name() string
	// Kind is that of the records that it makes.
	Kind() Kind
	// Sums reports whether it adds up rows of one key: then such rows in several currencies add up too, once
	// they are converted.
	Sums() bool
	// Dates is the order of the days that it reads and hands on; ISO where it does not say.
	Dates() Dates
	// Reads reports whether it reads a column of that name.
	Reads(column string) bool
	// Begin begins to read a file whose header names these columns; dates is the order of its days, where the
	// mapping has none. The error says which columns are missing, or in the way; it is a *Unsaid where settings
	// are.
	Begin(header []string, p *programme.Programme, dates Dates) (Mapped, error)
}

// Unsaid is why a mapping cannot read a file that does not tell all it asks for.
type Unsaid struct {
	Settings []string // that are missing
	Command  string   // the cause, then the remedy, for who calls a command
	Page     string   // and for who reads a page on which settings are said
}

// Error is the text for who calls a command.
func (u *Unsaid) Error() string { return u.Command }

// Mapped makes the records of one file.
type Mapped interface {
	// Header has the columns of the records that it makes.
	Header() []string
	// Take takes in a record of the source, with a cell for each column of its header, and the line at which
	// it starts. It returns what is wrong with it.
	Take(line int, cells []string) []Wrong
	// End tells it that there are no more. The error is that what went in is not what comes out.
	End() error
	// Next returns the next record that is ready, and the first line that went into it. The record holds
	// until the next call.
	Next() (line int, record []string, is bool)
	// Report tells what became of what was taken in so far.
	Report() *MappingReport
}

// Wrong is what is wrong with a cell of a source.
type Wrong struct {
	Column  string // the source's own name of it
	Message string // the cause, then the remedy
	Date    string // what stands in it that may be a day in an order which is to be said; "" for none
}

// MappingReport tells what a mapping made of a file. Amounts are exact decimals, such as "0.000011139".
type MappingReport struct {
	Name    string
	Rows    int64 // of the source, without blank ones
	LeftOut []LeftOut
	Taken   int64    // rows that were not left out
	Into    int64    // rows that they became
	NoPlace []string // columns of the source that the mapping does not read, as the source has them
	Totals  []MappingTotal
}

// LeftOut tells of the rows that were left out for a reason.
type LeftOut struct {
	Reason programme.Text
	Rows   int64
	Totals []LeftOutTotal
}

// LeftOutTotal is a total of an amount in rows that were left out. Currency is "" for a count.
type LeftOutTotal struct{ Column, Currency, Amount string }

// MappingTotal is the total of an amount: Read is the sum of LeftOut and Out. Currency is "" for a count.
type MappingTotal struct {
	Column, Currency string
	Read             string // of all rows of the source
	LeftOut          string
	Out              string // of the rows that came out, before they were rounded
	Rounded          string // of the rows as they came out; "" where nothing is rounded
}
