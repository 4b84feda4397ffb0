package views

import (
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/currency"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"

	"shimei/store/programme"
)

//go:embed locale/*.toml
var localeFiles embed.FS

// Languages are the languages that pages are in; the first is for everybody else.
var Languages = []string{"en", "ja"}

// Locale is how words and values read in one language. It is safe for many at once, and a
// nil one reads as English.
type Locale struct {
	language  string
	localizer *i18n.Localizer
	printer   *message.Printer
}

var locales = sync.OnceValue(loadLocales)

// loadLocales reads the embedded messages. A broken file is a broken build, so it panics.
func loadLocales() map[string]*Locale {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	loaded := map[string]*Locale{}
	for _, name := range Languages {
		files, _ := fs.Glob(localeFiles, "locale/*"+name+".toml") // the pattern is sound
		for _, file := range files {
			if _, err := bundle.LoadMessageFileFS(localeFiles, file); err != nil {
				panic(fmt.Errorf("views: messages: %w", err))
			}
		}
		loaded[name] = &Locale{language: name, printer: message.NewPrinter(language.Make(name))}
	}
	for name, l := range loaded {
		l.localizer = i18n.NewLocalizer(bundle, name)
	}
	return loaded
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

// T returns the message of a key, with named arguments as alternating names and values:
// T("greeting", "Name", n). Integers are written as Number does; the one named N chooses
// the plural. A key or an argument that is missing shows as ⟦key⟧, which no test lets pass.
func (l *Locale) T(key string, args ...any) string {
	l = l.orEnglish()
	config := &i18n.LocalizeConfig{MessageID: key, TemplateParser: parser}
	data := map[string]any{}
	for k := 0; k+1 < len(args); k += 2 {
		name, _ := args[k].(string)
		data[name] = args[k+1]
		if n, ok := integer(args[k+1]); ok {
			data[name] = l.Number(n)
			if name == "N" {
				config.PluralCount = n
			}
		}
	}
	config.TemplateData = data
	text, tag, err := l.localizer.LocalizeWithTag(config)
	if err != nil || tag.String() != l.language {
		return missing(key)
	}
	return text
}

// Term returns the word of a member of a family of keys, such as Term("role", "owner"). A
// programme file may name what the portal has no word for; that reads as it is written.
func (l *Locale) Term(family, id string) string {
	key := family + "." + id
	if text := l.T(key); text != missing(key) {
		return text
	}
	return id
}

// Refusal returns why the rules refused what a person asked for.
func (l *Locale) Refusal(r *programme.Refusal) string {
	return l.T("refusal."+r.Code, "Name", r.Name)
}

// Number writes a whole number with its thousands separated.
func (l *Locale) Number(n int64) string { return l.orEnglish().printer.Sprintf("%d", n) }

// Money writes minor units of a currency with its symbol: 1500000 USD with 2 digits is
// $15,000.00.
func (l *Locale) Money(minor int64, code string, digits int) string {
	l = l.orEnglish()
	plain, negative := strings.CutPrefix(programme.FormatDecimal(minor, digits), "-")
	whole, fraction, dotted := strings.Cut(plain, ".")
	units, _ := strconv.ParseInt(whole, 10, 64) // digits by construction, and fewer than came in
	amount := l.Number(units)
	if dotted {
		amount += "." + fraction
	}
	symbol := code + " "
	if unit, err := currency.ParseISO(code); err == nil {
		// The yen sign stands as wide as the digits after it.
		symbol = strings.ReplaceAll(l.printer.Sprint(currency.NarrowSymbol(unit)), "￥", "¥")
		if symbol == code {
			symbol += " "
		}
	}
	if negative {
		return "-" + symbol + amount
	}
	return symbol + amount
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
		zone = t.Format("UTC-07:00")
	}
	if l.Language() == "ja" {
		return t.Format("2006/01/02 15:04 ") + zone
	}
	return t.Format("2 January 2006, 15:04 ") + zone
}

// Month writes a month: April 2016, or 2016年4月 in Japanese.
func (l *Locale) Month(m programme.Month) string {
	if l.Language() == "ja" {
		return fmt.Sprintf("%d年%d月", m.Year(), m.Number())
	}
	return fmt.Sprintf("%s %d", m.Number(), m.Year())
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

// parser refuses a message whose argument was not given; the default prints <no value>.
var parser = &template.TextParser{Option: "missingkey=error"}

func missing(key string) string { return "⟦" + key + "⟧" }

func integer(v any) (int64, bool) {
	switch n := v.(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	}
	return 0, false
}
