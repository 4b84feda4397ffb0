package mapping

import (
	"fmt"
	"regexp"

	"shimei/store/facts"
	"shimei/store/programme"
)

// atTime is a day with a time after it, as systems write instants.
var atTime = regexp.MustCompile(`^(\S+?)(?:T|\s+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:\s*[AaPp][Mm])?(?:\s*(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?$`)

// months tells the months of days and instants in a file.
type months = memo[month]

// month is a month such as 2016-04, or what is wrong with the text that should be in one.
type month struct {
	name  string
	wrong facts.Wrong
}

// newMonths reads days in an order, which the mapping has fixed, or which may be said otherwise.
func newMonths(dates facts.Dates, fixed bool) months {
	return newMemo(func(text string) (m month) {
		m.name, m.wrong = monthOf(text, dates)
		if fixed || dates.Asks(m.wrong.Date) == facts.NoQuestion {
			m.wrong.Date = ""
		}
		return m
	})
}

// monthOf returns the month of a month, a day or an instant, and says what is wrong with what is none. An
// instant is of the day that is written, in whatever zone that is: a source reports its days, and another
// zone would move an hour of them to another month.
func monthOf(text string, dates facts.Dates) (month string, wrong facts.Wrong) {
	if m, err := programme.ParseMonth(text); err == nil {
		return m.String(), facts.Wrong{}
	}
	if m := atTime.FindStringSubmatch(text); m != nil {
		text = m[1]
	}
	day, err := dates.Day(text)
	if err != nil {
		return "", facts.Wrong{Message: fmt.Sprint(err), Date: text}
	}
	return day.String()[:len("2016-04")], facts.Wrong{}
}
