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

// Day reads a day as the file has it. The error names it and says how to write it.
func (o Dates) Day(s string) (programme.Day, error) {
	d, wrong := o.day(s)
	if wrong != "" {
		return 0, fmt.Errorf("%s %s", quote(s), wrong)
	}
	return d, nil
}

// day reads a day: ISO in every file, and in the file's order where it has one; a year that stands first is
// followed by month and day in each. wrong says what is wrong with the text as a day, "" for nothing.
func (o Dates) day(s string) (d programme.Day, wrong string) {
	if d, err := programme.ParseDay(s); err == nil {
		return d, ""
	}
	if folded := width.Fold.String(s); folded != s {
		return o.day(folded)
	}
	if date := withoutMidnight(s); date != s {
		return o.day(date)
	}
	parts, is := threeNumbers(s)
	switch {
	case isoLike.MatchString(s) && s < "1900":
		return 0, "is outside the years 1900 to 9999; correct the year"
	case !is || isoLike.MatchString(s):
		return 0, "is not a day; write it as 2016-04-15"
	case o == ISO && len(parts[0]) == 4:
		return 0, "is not written as 2016-04-15; write it so, or say that the dates are in the order ymd"
	case o == ISO:
		return 0, "could be more than one day; write it as 2016-04-15, or say in which order the dates are: dmy, mdy or ymd"
	}
	return o.inOrder(parts)
}

// inOrder reads a day from its three numbers.
func (o Dates) inOrder(parts []string) (d programme.Day, wrong string) {
	in := o
	if len(parts[0]) == 4 {
		in = YearMonthDay
	}
	year, month, day := parts[strings.IndexByte(string(in), 'y')], parts[strings.IndexByte(string(in), 'm')], parts[strings.IndexByte(string(in), 'd')]
	if !slices.ContainsFunc(parts, func(part string) bool { return len(part) == 4 }) {
		return 0, "is not a day in the order " + string(o) + "; write the year in four digits"
	}
	if len(year) == 4 && len(month) <= 2 && len(day) <= 2 {
		if d, err := programme.ParseDay(fmt.Sprintf("%s-%02s-%02s", year, month, day)); err == nil {
			return d, ""
		}
	}
	return 0, "is not a day in the order " + string(in) + "; correct it, or name the order that the dates are in"
}

// Asks tells whether a text that is no day as it stands may be one in another order.
func (o Dates) Asks(s string) Question {
	if s = withoutMidnight(width.Fold.String(s)); isoLike.MatchString(s) {
		return NoQuestion
	}
	if _, is := threeNumbers(s); is {
		return AskDates
	}
	return NoQuestion
}

// isoLike is how a day is written, be it one or not.
var isoLike = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// midnight is the time of day that a program writes after a day that has none.
var midnight = regexp.MustCompile(`[ T](?:0?0:00(?::00(?:[.,]0+)?)?|12:00(?::00)?[\s\x{A0}\x{202F}]?[Aa][Mm])$`)

func withoutMidnight(s string) string {
	if !strings.Contains(s, ":") {
		return s
	}
	return midnight.ReplaceAllString(s, "")
}

// threeNumbers cuts a date into its numbers, such as 15.04.2016.
func threeNumbers(s string) (parts []string, is bool) {
	for _, mark := range []string{"/", ".", "-"} {
		if parts = strings.Split(s, mark); len(parts) == 3 {
			return parts, !slices.ContainsFunc(parts, func(part string) bool {
				_, err := strconv.ParseUint(part, 10, 16)
				return err != nil || len(part) > 4
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
	if _, is := threeNumbers(withoutMidnight(s)); !is {
		return 0, err
	}
	d, err := o.Day(s)
	if err != nil {
		return 0, err
	}
	month, isFirst := strings.CutSuffix(d.String(), "-01")
	if !isFirst {
		return 0, fmt.Errorf("%s is a day within a month; write the month as 2016-04, or its first day", quote(s))
	}
	return programme.ParseMonth(month)
}
