package views

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed locale/*.toml
var localeFiles embed.FS

var locales = sync.OnceValue(loadLocales)

// loadLocales reads the embedded messages. A broken file is a broken build, so it panics.
func loadLocales() map[string]*Locale {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	loaded := map[string]*Locale{}
	for _, name := range Languages {
		l := newLocale(name, message.NewPrinter(language.Make(name)))
		files, _ := fs.Glob(localeFiles, "locale/*"+name+".toml") // the pattern is sound
		for _, file := range files {
			read, err := bundle.LoadMessageFileFS(localeFiles, file)
			if err != nil {
				panic(fmt.Errorf("views: messages: %w", err))
			}
			for _, m := range read.Messages {
				if m.One == "" {
					l.phrases[m.ID] = cut(m.Other)
				}
			}
		}
		loaded[name] = l
	}
	for name, l := range loaded {
		l.localizer = i18n.NewLocalizer(bundle, name)
	}
	return loaded
}

// T returns the message of a key, with named arguments as alternating names and values:
// T("greeting", "Name", n). Integers are written as Number does; the one named N chooses
// the plural. A key or an argument that is missing, or neither a string nor an integer, shows
// as ⟦key⟧, which no test lets pass.
func (l *Locale) T(key string, args ...any) string {
	if text, ok := l.find(key, args); ok {
		return text
	}
	return missing(key)
}

// Term returns the word of a member of a family of keys, such as Term("role", "owner"). A
// programme file may name what the portal has no word for; that reads as it is written.
func (l *Locale) Term(family, id string) string {
	if text, ok := l.find(family+"."+id, nil); ok {
		return text
	}
	return id
}

func (l *Locale) find(key string, args []any) (string, bool) {
	l = l.orEnglish()
	if p, ok := l.phrases[key]; ok {
		return p.with(l, args)
	}
	return l.plural(key, args)
}

// plural leaves it to go-i18n to choose the form of a message that has several.
func (l *Locale) plural(key string, args []any) (string, bool) {
	config := &i18n.LocalizeConfig{MessageID: key, TemplateParser: parser}
	data := map[string]any{}
	for k := 0; k+1 < len(args); k += 2 {
		name, _ := args[k].(string)
		if text, ok := l.value(args[k+1]); ok {
			data[name] = text
		}
		if n, ok := integer(args[k+1]); ok && name == "N" {
			config.PluralCount = n
		}
	}
	config.TemplateData = data
	text, tag, err := l.localizer.LocalizeWithTag(config)
	return text, err == nil && tag.String() == l.language
}

// parser refuses a message whose argument was not given; the default prints <no value>.
var parser = &template.TextParser{Option: "missingkey=error"}

// phrase is a message without plural forms, cut once and for all at its arguments: text,
// the name of an argument, text, and so on. A page has hundreds of them, and to execute a
// template for each takes most of the time that the page takes.
type phrase []string

var argumentPattern = regexp.MustCompile(`{{\.(\w+)}}`)

func cut(text string) (p phrase) {
	from := 0
	for _, place := range argumentPattern.FindAllStringSubmatchIndex(text, -1) {
		p = append(p, text[from:place[0]], text[place[2]:place[3]])
		from = place[1]
	}
	return append(p, text[from:])
}

// with returns the phrase with its arguments in place; false where one is missing.
func (p phrase) with(l *Locale, args []any) (string, bool) {
	if len(p) == 1 {
		return p[0], true
	}
	text := append(make([]byte, 0, 256), p[0]...)
	for k := 1; k < len(p); k += 2 {
		v, ok := l.argument(args, p[k])
		if !ok {
			return "", false
		}
		text = append(append(text, v...), p[k+1]...)
	}
	return string(text), true
}

func (l *Locale) argument(args []any, name string) (string, bool) {
	for k := 0; k+1 < len(args); k += 2 {
		if its, _ := args[k].(string); its == name {
			return l.value(args[k+1])
		}
	}
	return "", false
}

// value writes an argument. It keeps hold of none, so that callers have theirs on the stack.
func (l *Locale) value(v any) (string, bool) {
	if n, ok := integer(v); ok {
		return l.Number(n), true
	}
	text, ok := v.(string)
	return text, ok
}

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
