package views

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/currency"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"

	"shimei/store/programme"
)

// Languages are the languages that pages are in; the first is for everybody else.
var Languages = []string{"en", "ja"}

// Locale is how words and values read in one language. It is safe for many at once, and a
// nil one reads as English.
type Locale struct {
	language  string
	phrases   map[string]phrase // the messages without plural forms, by key
	localizer *i18n.Localizer   // of the others
	printer   *message.Printer
	separator string   // of thousands
	calendar  []string // how the months since calendarFrom read
	symbols   sync.Map // of currencies, by ISO 4217 code
}

func newLocale(language string, printer *message.Printer) *Locale {
	thousand := printer.Sprintf("%d", 1000)
	l := &Locale{language: language, phrases: map[string]phrase{}, printer: printer,
		separator: strings.TrimSuffix(strings.TrimPrefix(thousand, "1"), "000")}
	for k := range calendarMonths {
		l.calendar = append(l.calendar, l.month(calendarFrom+programme.Month(k)))
	}
	return l
}

// For returns the locale of a language, "en" or "ja"; any other reads English.
func For(language string) *Locale {
	if l, ok := locales()[language]; ok {
		return l
	}
	return locales()[Languages[0]]
}

// Language returns the language's tag, "en" or "ja".
func (l *Locale) Language() string { return l.orEnglish().language }

// Refusal returns why the rules refused what a person asked for.
func (l *Locale) Refusal(r *programme.Refusal) string {
	return l.T("refusal."+r.Code, "Name", r.Name)
}

// Number writes a whole number with its thousands separated, as x/text's printer does,
// which makes itself anew for each: a page has hundreds.
func (l *Locale) Number(n int64) string {
	if n < 0 {
		return "-" + l.grouped(strconv.FormatInt(n, 10)[1:])
	}
	return l.grouped(strconv.FormatInt(n, 10))
}

// grouped separates the thousands of a number's digits.
func (l *Locale) grouped(digits string) string {
	if len(digits) <= 3 {
		return digits
	}
	separator := l.orEnglish().separator
	text := make([]byte, 0, 32)
	for k := range len(digits) {
		if k > 0 && (len(digits)-k)%3 == 0 {
			text = append(text, separator...)
		}
		text = append(text, digits[k])
	}
	return string(text)
}

// Money writes minor units of a currency with its symbol: 1500000 USD with 2 digits is
// $15,000.00.
func (l *Locale) Money(minor int64, code string, digits int) string {
	l = l.orEnglish()
	plain := programme.FormatDecimal(minor, digits)
	sign := ""
	if plain[0] == '-' {
		sign, plain = "-", plain[1:]
	}
	whole := len(plain)
	if digits > 0 {
		whole -= digits + 1
	}
	return sign + l.symbol(code) + l.grouped(plain[:whole]) + plain[whole:]
}

// symbol returns what stands before an amount of a currency.
func (l *Locale) symbol(code string) string {
	if known, is := l.symbols.Load(code); is {
		return known.(string)
	}
	symbol := code + " "
	if unit, err := currency.ParseISO(code); err == nil {
		// The yen sign stands as wide as the digits after it.
		symbol = strings.ReplaceAll(l.printer.Sprint(currency.NarrowSymbol(unit)), "￥", "¥")
		if symbol == code {
			symbol += " "
		}
	}
	l.symbols.Store(code, symbol)
	return symbol
}

// Date writes a day: 15 April 2016, or 2016/04/15 in Japanese.
func (l *Locale) Date(t time.Time) string {
	if l.Language() == "ja" {
		return t.Format("2006/01/02")
	}
	return t.Format("2 January 2006")
}

// DateTime writes a day, a time to the minute and the name of the time's zone.
func (l *Locale) DateTime(t time.Time) string {
	zone := t.Format("MST")
	if strings.ContainsAny(zone[:1], "+-") {
		zone = t.Format(offset)
	}
	return l.dateTime(t, zone)
}

// DateTimeApart writes a time as DateTime does, with how far its zone is from UTC: the names of zones are
// known where they are used, and IST or CST is the name of several.
func (l *Locale) DateTimeApart(t time.Time) string { return l.dateTime(t, t.Format(offset)) }

// offset is how far a zone is from UTC.
const offset = "UTC-07:00"

func (l *Locale) dateTime(t time.Time, zone string) string {
	if l.Language() == "ja" {
		return t.Format("2006/01/02 15:04 ") + zone
	}
	return t.Format("2 January 2006, 15:04 ") + zone
}

// calendarFrom and calendarMonths bound the months that are written once, because an
// overview names more than a hundred.
const (
	calendarFrom   programme.Month = 2000 * 12
	calendarMonths                 = 100 * 12
)

// Month writes a month: April 2016, or 2016年4月 in Japanese.
func (l *Locale) Month(m programme.Month) string {
	l = l.orEnglish()
	if k := int(m - calendarFrom); k >= 0 && k < len(l.calendar) {
		return l.calendar[k]
	}
	return l.month(m)
}

func (l *Locale) month(m programme.Month) string {
	if l.language == "ja" {
		return strconv.Itoa(m.Year()) + "年" + strconv.Itoa(int(m.Number())) + "月"
	}
	return m.Number().String() + " " + strconv.Itoa(m.Year())
}

// Text returns a name of the programme in the locale's language.
func (l *Locale) Text(t programme.Text) string { return t.In(l.Language()) }

// Country names a country by its ISO 3166 code; a code that is none reads as it is written.
func (l *Locale) Country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	return display.Regions(language.Make(l.Language())).Name(region)
}

func (l *Locale) orEnglish() *Locale {
	if l == nil {
		return For(Languages[0])
	}
	return l
}
