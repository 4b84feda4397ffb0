package facts

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"shimei/store/programme"
)

// How many characters an id and any other cell have at most.
const (
	mostID   = 100
	mostText = 200
)

// begin makes the current record ready to be read as a row of a kind.
func (f *File) begin(k Kind) {
	if f.kind != k || f.record == nil {
		panic(fmt.Sprintf("facts: a row of %s is asked of %s, which is of %s, or without Next", k, f.name, f.kind))
	}
	f.sound = true
}

// cell returns a cell of the current record without the spaces around it; "" is absent. A
// cell that is empty and cannot be, and one of more characters than most, is a fault.
func (f *File) cell(column, most int) string {
	s := f.said(column)
	if s == "" && f.has(column) && f.columns[column].need != optional {
		f.empty(column)
	}
	if len(s) > most {
		if n := utf8.RuneCountInString(s); n > most {
			f.bad(column, "the value has %d characters; shorten it to %d", n, most)
			return ""
		}
	}
	return s
}

// said returns what a cell of the current record says, without the spaces around it; "" is absent.
func (f *File) said(column int) string {
	place := f.places[column]
	if place < 0 {
		return ""
	}
	return trimmed(f.record[place])
}

// empty reports an empty cell of a column in which no cell may be.
func (f *File) empty(column int) {
	switch f.columns[column].need {
	case required:
		f.bad(column, "the cell is empty; every row needs a value here")
	case ofNew:
		f.bad(column, "the cell is empty; a new row needs a value here, and a known one keeps its own if the column is left out")
	}
}

// given reports whether a cell of the current record is there and not empty.
func (f *File) given(column int) bool { return f.said(column) != "" }

// id reads an id. One that a spreadsheet made a number or an error of is a fault.
func (f *File) id(column int) string {
	s := f.cell(column, mostID)
	if len(s) > 1 && s[0] == '\'' && s[1] >= '0' && s[1] <= '9' { // typed so, that a spreadsheet keeps its zeros
		s = s[1:]
	}
	switch wrong := noID(s); {
	case wrong != "":
		f.bad(column, "%s", wrong)
	case f.shownAsDay(column):
		f.bad(column, "a spreadsheet made the day %s of the id; make the column one of text before the ids come into it", quote(s))
	}
	return f.printable(column, s, true)
}

// noID says what a spreadsheet made of an id; "" where it made nothing else of it.
func noID(s string) string {
	switch {
	case strings.ContainsAny(s, "eE") && scientific.MatchString(s):
		return fmt.Sprintf("a spreadsheet made %s of the id, whose digits are lost; make the column one of text before the ids come into it", quote(s))
	case strings.HasPrefix(s, "#") && spoilt.MatchString(s):
		return quote(s) + " is an error of a spreadsheet, and no id; correct the formula"
	}
	return ""
}

// Unfit says what is wrong with a text that is to stand in a column of every row, as far as the text tells that
// by itself; "" for nothing.
func (o Dates) Unfit(column, text string) string {
	switch {
	case text == "":
		return "it is empty; every row needs a value here"
	case column == "month":
		if _, err := o.month(text); err != nil && o.Asks(text) == NoQuestion {
			return err.Error()
		}
	case strings.HasSuffix(column, "_id"):
		return noID(text)
	}
	return ""
}

// scientific is how a spreadsheet, or a program that reads one, writes a long number. spoilt is what a
// spreadsheet writes, in its language, in place of a value, and what it shows where a column is too narrow.
var (
	scientific = regexp.MustCompile(`^[0-9](?:[.,][0-9]+[Ee][+-]?|[Ee]\+)[0-9]+$`)
	spoilt     = regexp.MustCompile(`^#(?:N/A|N/D|NV|GETTING_DATA|[¡¿]?\p{Lu}{3,}(?:/0)?[!?]|##+)$`)
)

// shownAsDay reports whether a cell is a day in a spreadsheet, which makes one of 3-4 and of MAY16.
func (f *File) shownAsDay(column int) bool {
	sheet, is := f.records.(*sheetRecords)
	return is && f.has(column) && slices.Contains(sheet.days, f.places[column])
}

func (f *File) text(column int) string { return f.printable(column, f.cell(column, mostText), false) }

// printable returns the text of a cell, in which a control character is a fault, and what stands in place
// of a lost one. So is in an id a character that is not seen: two ids that look the same would not be.
func (f *File) printable(column int, s string, id bool) string {
	for _, r := range s {
		if r == utf8.RuneError {
			f.bad(column, "a character of %s was lost when the file was saved; fetch it anew from where it comes", quote(s))
			return ""
		}
		if unicode.IsControl(r) || id && r >= utf8.RuneSelf && unicode.In(r, unseen...) {
			f.bad(column, "%s contains the invisible character %U; remove it", quote(s), r)
			return ""
		}
	}
	return s
}

// unseen are the characters beyond ASCII that are not seen: marks of format, separators of lines, and letters
// that only fill.
var unseen = []*unicode.RangeTable{unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point}

// choice returns a cell that is absent or one of a few words.
func (f *File) choice(column int, words ...string) string {
	s := f.cell(column, mostText)
	if s != "" && !slices.Contains(words, s) {
		f.bad(column, "%s is not known here; write %s, or leave it empty", quote(s), strings.Join(words, ", "))
	}
	return s
}

// flag reads true or false, in upper case too, as spreadsheets write it.
func (f *File) flag(column int) *bool {
	s := f.cell(column, mostText)
	is := strings.EqualFold(s, "true")
	switch {
	case s == "":
		return nil
	case !is && !strings.EqualFold(s, "false"):
		f.bad(column, "%s is neither true nor false; write true or false, or leave it empty", quote(s))
	}
	return &is
}

// count reads a whole number from least on, or nil where the cell is empty.
func (f *File) count(column int, least int64) *int64 {
	s := f.cell(column, mostText)
	if s == "" {
		return nil
	}
	n, wrong := parseCount(s, least)
	if wrong != "" {
		f.bad(column, "%s %s", quote(s), wrong)
	}
	return &n
}

// parseCount reads a whole number of at least least and at most programme.MaxAmount, or
// says what is wrong with it.
func parseCount(s string, least int64) (n int64, wrong string) {
	digits := strings.TrimPrefix(s, "-")
	for k := range len(digits) {
		if digits[k] < '0' || digits[k] > '9' {
			digits = ""
			break
		}
	}
	if digits == "" {
		return 0, "is not a whole number; write it in the digits 0 to 9 alone, such as 1000, " +
			"without separators and decimals"
	}
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case digits != s && least == 0 && (err != nil || n < 0):
		return 0, "is below zero; a count is a whole number from 0 on"
	case err != nil || n > programme.MaxAmount || n < least:
		return 0, fmt.Sprintf("is beyond the largest count taken, %d; correct it", programme.MaxAmount)
	}
	return n, ""
}

// amount reads money as minor units of the programme's currency, or nil where it is empty.
func (f *File) amount(column int) *int64 {
	s := f.cell(column, mostText)
	if s == "" {
		return nil
	}
	n, err := programme.ParseDecimal(s, f.programme.Digits)
	if err != nil {
		f.bad(column, "%v", err)
	}
	return &n
}

// month reads a month such as 2016-04, or its first day.
func (f *File) month(column int) programme.Month {
	s := f.cell(column, mostText)
	if s == "" {
		return 0
	}
	m, err := f.dates.month(s)
	if err != nil {
		f.wrong(column, f.asks(s), err.Error())
	}
	return m
}

// has reports whether the file has a column.
func (f *File) has(column int) bool { return f.places[column] >= 0 }

// day reads a day such as 2016-04-15, or nil where the cell is empty.
func (f *File) day(column int) *programme.Day {
	s := f.cell(column, mostText)
	if s == "" {
		return nil
	}
	d, wrong := f.dates.day(s)
	if wrong != "" {
		f.wrong(column, f.asks(s), quote(s)+" "+wrong)
	}
	return &d
}

// moment reads a day, which begins when the programme's time zone says, or an instant of RFC 3339.
// It reports false where the cell is empty or a fault.
func (f *File) moment(column int) (programme.Moment, bool) {
	s := f.cell(column, mostText)
	if s == "" {
		return programme.Moment{}, false
	}
	var t time.Time
	if err := t.UnmarshalText([]byte(s)); err == nil && isInstant.MatchString(s) {
		if t.UTC().Year() >= 1900 && t.UTC().Year() <= 9999 {
			return programme.MomentOf(programme.InstantOf(t)), true
		}
		f.bad(column, "%s is outside the years 1900 to 9999; correct the year", quote(s))
		return programme.Moment{}, false
	}
	d, wrong := f.dates.day(s)
	if wrong != "" {
		f.wrong(column, f.asks(s), quote(s)+" "+wrong)
		return programme.Moment{}, false
	}
	return f.programme.MomentOn(d), true
}

// isInstant is how RFC 3339 writes an instant: package time also takes 9:30, decimals after a comma, and zones
// of 24 hours.
var isInstant = regexp.MustCompile(`T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$`)

// until reads the moment at which something ends that begins with another column's, or
// programme.Never where the cell is empty. An end before the beginning is a fault.
func (f *File) until(column int, start programme.Moment, started bool, beginning int) programme.Moment {
	end, ended := f.moment(column)
	if !ended {
		return programme.Never
	}
	if started && end.At < start.At {
		f.bad(column, "%s is before %s %s; correct one of them", quote(f.cell(column, mostText)),
			f.columns[beginning].name, quote(f.cell(beginning, mostText)))
	}
	return end
}

// asks tells whether a text that is no day may be one in an order that can be said: a mapping may have one.
func (f *File) asks(s string) Question {
	if f.mapped != nil && f.mapped.mapping.Dates() != ISO {
		return NoQuestion
	}
	return f.dates.Asks(s)
}
