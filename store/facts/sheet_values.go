package facts

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// isDayNumber reports whether a built-in format shows a number as a day. Some of those are times of a day
// in one language and days in another; a time alone is below one, and no day.
func isDayNumber(format int) bool {
	return format >= 14 && format <= 17 || format == 22 || format >= 27 && format <= 36 || format >= 50 && format <= 58
}

// literal is what a format shows as it stands: in quotes, in brackets such as of a colour, or after a
// backslash, an underscore or an asterisk.
var literal = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|[\\_*].`)

// isDayFormat reports whether a format shows a number as a day or a month: with a year, a day, or a month
// that is not the minutes of a time.
func isDayFormat(code string) bool {
	code, _, _ = strings.Cut(literal.ReplaceAllString(strings.ToLower(code), ""), ";")
	return code != "general" && (strings.ContainsAny(code, "yd") || strings.Contains(code, "m") && !strings.ContainsAny(code, "hs"))
}

// format is how a style of cells shows a number.
type format struct {
	isDay bool
	zeros string // see zerosOf
}

func formatOf(code string) format { return format{isDayFormat(code), zerosOf(code)} }

// piece is a part of a format: a text in quotes, a character after a backslash, the mark of a language, room
// or filling, or any other character.
var piece = regexp.MustCompile(`"([^"]*)"|\\(.)|\[\$-[^\]]*\]|[_*].|(.)`)

// zerosOf returns what a format shows that pads a whole number with zeros, such as 00000, "P"0000 or
// 000\-000, with \x00 for each digit; "" for any other.
func zerosOf(code string) string {
	code, _, _ = strings.Cut(code, ";") // what follows is of other numbers
	var shows strings.Builder
	for _, p := range piece.FindAllStringSubmatch(code, -1) {
		switch text, escaped, other := p[1], p[2], p[3]; other {
		case "0":
			shows.WriteByte(0)
		case "", "-", " ", "(", ")":
			shows.WriteString(text + escaped + other)
		default:
			return ""
		}
	}
	if strings.Count(shows.String(), "\x00") < 2 {
		return ""
	}
	return shows.String()
}

// padded writes a whole number with the zeros before it that the format shows: an id such as 00420.
func (f format) padded(s string) string {
	if f.zeros == "" || s == "" || strings.Trim(s, "0123456789") != "" {
		return s
	}
	digits := strings.Count(f.zeros, "\x00")
	s = strings.Repeat("0", max(0, digits-len(s))) + s
	var shown strings.Builder
	for _, r := range f.zeros {
		if r != 0 {
			shown.WriteRune(r)
			continue
		}
		n := len(s) - digits + 1 // all that has no place of its own stands in the first
		shown.WriteString(s[:n])
		s, digits = s[n:], digits-1
	}
	return shown.String()
}

// number writes a number of a cell as a person sees it. A program that keeps 19.99 in binary saves
// 19.989999999999998, and 0.00001 as 1E-05; 15 digits are what it shows. A number of more has lost its last
// digits, and is written as such programs show it, 1.23E+16: an id, a count or an amount that reads so is refused.
func number(s string) string {
	f, err := strconv.ParseFloat(s, 64)
	if err == nil && math.Abs(f) >= 1e15 {
		return strconv.FormatFloat(f, 'E', -1, 64)
	}
	if err != nil || len(s) <= 15 && !strings.ContainsAny(s, "eE") || !strings.ContainsAny(s, ".eE") {
		return s
	}
	if f, err = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64); err != nil {
		return s
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// dayOf writes a number that a spreadsheet shows as a day: 2016-04-15, or with the time of day where it
// has one, without a zone, which a spreadsheet does not know. What is no day stays a number.
func dayOf(s string, is1904 bool) (day string, is bool) {
	f, err := strconv.ParseFloat(s, 64)
	if is1904 {
		f += 1462
	}
	switch {
	case err != nil || !(f >= 1 && f < 2958466), f >= 60 && f < 61: // 1900 had no 29 February
		return number(s), false
	case f < 60:
		f++
	}
	days, part := math.Modf(f)
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(days)).
		Add(time.Duration(math.Round(part*24*60*60*1000)) * time.Millisecond)
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return t.Format(time.DateOnly), true
	}
	return t.Format("2006-01-02T15:04:05.999"), true
}

// escaped is how a workbook writes a character that XML can't hold.
var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescaped returns the text that a workbook writes so.
func unescaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(e string) string {
		n, err := strconv.ParseUint(e[2:6], 16, 16)
		if err != nil {
			return e
		}
		return string(rune(n))
	})
}
