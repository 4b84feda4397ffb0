package facts

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"shimei/store/programme"
)

// Dates is the order in which the dates of a file name day, month and year.
type Dates string

// The orders. ISO is the one that is read without being named: 2016-04-15.
const (
	ISO          Dates = ""
	DayMonthYear Dates = "dmy"
	MonthDayYear Dates = "mdy"
	YearMonthDay Dates = "ymd"
)

// ParseDates reads an order by its name, "" for ISO. The error lists the known ones.
func ParseDates(s string) (Dates, error) {
	if o := Dates(s); slices.Contains([]Dates{ISO, DayMonthYear, MonthDayYear, YearMonthDay}, o) {
		return o, nil
	}
	return ISO, fmt.Errorf("%s is no order of dates; name dmy, mdy or ymd", quote(s))
}

// day reads a day: ISO in every file, and in the file's order where it has one. wrong says what is wrong
// with the text as a day, "" for nothing.
func (o Dates) day(s string) (d programme.Day, wrong string) {
	if d, err := programme.ParseDay(s); err == nil {
		return d, ""
	}
	if folded := width.Fold.String(s); folded != s {
		return o.day(folded)
	}
	parts, is := threeNumbers(s)
	switch {
	case isoLike.MatchString(s) && s < "1900":
		return 0, "is outside the years 1900 to 9999; correct the year"
	case !is || isoLike.MatchString(s):
		return 0, "is not a day; write it as 2016-04-15"
	case o == ISO:
		return 0, "could be more than one day; write it as 2016-04-15, or say in which order the dates are: dmy, mdy or ymd"
	}
	year, month, day := parts[strings.IndexByte(string(o), 'y')], parts[strings.IndexByte(string(o), 'm')], parts[strings.IndexByte(string(o), 'd')]
	if len(year) != 4 || len(month) > 2 || len(day) > 2 {
		return 0, "is not a day in the order " + string(o) + "; write the year in four digits"
	}
	if d, err := programme.ParseDay(fmt.Sprintf("%s-%02s-%02s", year, month, day)); err == nil {
		return d, ""
	}
	return 0, "is not a day in the order " + string(o) + "; correct it, or name another order"
}

// asks tells whether a text that is no day as it stands may be one in another order.
func (o Dates) asks(s string) Question {
	if s = width.Fold.String(s); isoLike.MatchString(s) {
		return NoQuestion
	}
	if _, is := threeNumbers(s); is {
		return AskDates
	}
	return NoQuestion
}

// isoLike is how a day is written, be it one or not.
var isoLike = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// threeNumbers cuts a date into its numbers, such as 15.04.2016, without the midnight that a spreadsheet
// may write after it.
func threeNumbers(s string) (parts []string, is bool) {
	for _, midnight := range []string{" 0:00", " 00:00", " 0:00:00", " 00:00:00"} {
		if date, cut := strings.CutSuffix(s, midnight); cut {
			s = date
			break
		}
	}
	for _, mark := range []string{"/", ".", "-"} {
		if parts = strings.Split(s, mark); len(parts) == 3 {
			return parts, !slices.ContainsFunc(parts, func(part string) bool {
				_, err := strconv.ParseUint(part, 10, 16)
				return err != nil
			})
		}
	}
	return nil, false
}

// month reads a month: 2016-04, or the first day of it.
func (o Dates) month(s string) (programme.Month, error) {
	m, err := programme.ParseMonth(s)
	if err == nil {
		return m, nil
	}
	if folded := width.Fold.String(s); folded != s {
		return o.month(folded)
	}
	if _, is := threeNumbers(s); !is {
		return 0, err
	}
	d, wrong := o.day(s)
	if wrong != "" {
		return 0, fmt.Errorf("%s %s", quote(s), wrong)
	}
	month, isFirst := strings.CutSuffix(d.String(), "-01")
	if !isFirst {
		return 0, fmt.Errorf("%s is a day within a month; write the month as 2016-04, or its first day", quote(s))
	}
	return programme.ParseMonth(month)
}
