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
type month struct{ name, wrong string }

func newMonths(dates facts.Dates) months {
	return newMemo(func(text string) (m month) {
		m.name, m.wrong = monthOf(text, dates)
		return m
	})
}

// monthOf returns the month of a month, a day or an instant, and says what is wrong with what is none. An
// instant is of the day that is written, in whatever zone that is: a source reports its days, and another
// zone would move an hour of them to another month.
func monthOf(text string, dates facts.Dates) (month, wrong string) {
	if m, err := programme.ParseMonth(text); err == nil {
		return m.String(), ""
	}
	if m := atTime.FindStringSubmatch(text); m != nil {
		text = m[1]
	}
	day, err := dates.Day(text)
	if err != nil {
		return "", fmt.Sprint(err)
	}
	return day.String()[:len("2016-04")], ""
}
