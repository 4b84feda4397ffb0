package mapping

import (
	"fmt"
	"regexp"
	"strings"

	"shimei/store/facts"
	"shimei/store/programme"
)

// atTime is a day with a time after it, as systems write instants.
var atTime = regexp.MustCompile(`^(\S+?)(?:T|\s+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:\s*[AaPp][Mm])?(?:\s*(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?$`)

// months tells the months of days and instants in a file, which come again and again.
type months struct {
	dates facts.Dates
	known map[string]string // some of those that were told
}

// mostMonths bounds how many texts are remembered: the hours of half a year.
const mostMonths = 5000

// of returns the month of a text, or says what is wrong with it.
func (m *months) of(text string) (month, wrong string) {
	if month, is := m.known[text]; is {
		return month, ""
	}
	month, wrong = monthOf(text, m.dates)
	if wrong == "" && len(m.known) < mostMonths {
		m.known[strings.Clone(text)] = month
	}
	return month, wrong
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
