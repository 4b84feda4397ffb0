package views

import (
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"shimei/store/programme"
)

// Frame is what surrounds a page: who looks at it, in which language, and how fresh the
// data is. Every page embeds one; it is built in one place, and put around the page last.
type Frame struct {
	L             *Locale
	Theme         string                    // of Themes, or empty for the system's
	Title         string                    // each page sets its own; empty until then
	Person        *Person                   // nil for nobody signed in
	Sections      []Section                 // the navigation of the person's audience
	Path          string                    // of the request, with its query: where a language switch returns to
	Unread        int64                     // messages that the person has not read; MostUnread stands for as many or more
	Flash         string                    // what was just done, in the page's language; empty for nothing
	DataThrough   *programme.Month          // the month that figures are of, nil for none
	InProgress    []programme.MonthReported // the later months with usage facts
	FactsReceived *time.Time                // when the last import came in, nil for none
	StaleFor      int64                     // days without new facts, where they are so many that it is said; else 0
	Demo          bool                      // the demonstration: sign in by a click, everything resets
	DemoClock     *time.Time                // what the demonstration's clock reads
	Version       string                    // of the software
	Programme     *programme.Programme      // in force
	Zone          *time.Location            // the programme's, in which days and the times of rules are shown; nil is UTC
	OwnZone       *time.Location            // in which moments are shown, where the person chose another one; else nil
}

// Page is a page of the portal: a pointer to a struct that embeds a Frame.
type Page interface {
	Page() templ.Component
	Surround(Frame)
}

// Themes are those that a person may choose instead of the system's.
var Themes = []string{"light", "dark"}

// themes are what the switch offers: the system's first.
func themes() []string { return append([]string{""}, Themes...) }

// colorScheme is what the browser is told about the page's colours.
func (f Frame) colorScheme() string {
	if f.Theme == "" {
		return "light dark"
	}
	return f.Theme
}

// themeName is the name of a theme; that of the system has no name of its own.
func (f Frame) themeName(theme string) string {
	if theme == "" {
		theme = "system"
	}
	return f.L.Term("theme", theme)
}

// Person is who is signed in.
type Person struct {
	Name         string
	Email        string
	Role         string // such as owner: the last part of a message key
	Organisation string
	Audience     Audience
	Duties       []string // that the role has, such as nominate
	Chosen       bool     // a partner's person who is for some of its locations alone
	Places       []string // names of those
}

// May reports whether the person is shown what a duty needs; it is for the portal to refuse it. A page without a
// person shows all that it has.
func (p *Person) May(duty string) bool { return p == nil || slices.Contains(p.Duties, duty) }

// onlyReads reports whether the person is a partner's who may ask for nothing. A customer is shown what its partner is.
func (p *Person) onlyReads() bool { return p != nil && p.Audience == Partner && !p.May("ask") }

// T returns a message in the page's language.
func (f Frame) T(key string, args ...any) string { return f.L.T(key, args...) }

// titled returns the frame with a page's title.
func (f Frame) titled(title string) Frame {
	f.Title = title
	return f
}

// Surround puts a frame around a page that embeds one. A page may have said in its own where a
// switch of languages returns to.
func (f *Frame) Surround(frame Frame) {
	if f.Path != "" {
		frame.Path = f.Path
	}
	*f = frame
}

// Section is one entry of an audience's navigation.
type Section struct {
	Key     string   // of its message, below "section"
	Path    string   // of its first page
	Holds   []string // the addresses of its pages, each with all that is below it
	Current string   // the value of aria-current, empty for another section
	Whole   bool     // for those alone who are for a whole account
}

// marked returns the navigation. The section that the page belongs to is marked: as page where
// it is the section's first page, else as true.
func (f Frame) marked() []Section {
	path, _, _ := strings.Cut(f.Path, "?")
	marked := slices.Clone(f.Sections)
	current, longest := -1, ""
	for k, s := range marked {
		for _, held := range s.Holds {
			within := held != AdminHomePath && held != OverviewPath && strings.HasPrefix(path, held+"/") // below these lie all other sections
			if (path == held || within) && len(held) > len(longest) {
				current, longest = k, held
			}
		}
	}
	if current >= 0 {
		marked[current].Current = "true"
		if path == marked[current].Path {
			marked[current].Current = "page"
		}
	}
	return marked
}

// audience returns whom the page is for; empty for nobody signed in.
func (f Frame) audience() Audience {
	if f.Person == nil {
		return ""
	}
	return f.Person.Audience
}

// home returns where the product's name leads.
func (f Frame) home() string {
	if f.Person == nil {
		return SignInPath
	}
	return HomeOf(f.Person.Audience)
}

// date writes a day in the page's language and zone.
func (f Frame) date(t time.Time) string { return f.L.Date(t.In(f.zone())) }

// dateTime writes a time that a rule or a statement goes by, in the page's language and the programme's zone.
func (f Frame) dateTime(t time.Time) string { return f.L.DateTime(t.In(f.zone())) }

// moment writes when something happened, in the zone that the person chose. It decides nothing, as the times of
// dateTime do.
func (f Frame) moment(t time.Time) string {
	if f.OwnZone == nil {
		return f.dateTime(t)
	}
	return f.L.DateTimeApart(t.In(f.OwnZone))
}

// zones says in which zone moments are shown, where it is not the programme's; else "".
func (f Frame) zones() string {
	if f.OwnZone == nil {
		return ""
	}
	return f.T("frame.zones", "Own", f.OwnZone.String(), "Zone", f.zone().String())
}

// iso writes a moment for machines, as the datetime of a time element.
func (f Frame) iso(t time.Time) string { return t.In(f.zone()).Format(time.RFC3339) }

// latestInProgress returns the last few months in progress: more would say no more.
func (f Frame) latestInProgress() []programme.MonthReported {
	return f.InProgress[max(0, len(f.InProgress)-3):]
}

// inProgress says how much of a month is in.
func (f Frame) inProgress(m programme.MonthReported) string {
	switch {
	case m.Of == 0: // no month before it counts
		return f.T("frame.in_progress_first", "Month", f.L.Month(m.Month), "N", m.Reported)
	case m.Reported > m.Of:
		return f.T("frame.in_progress_more", "Month", f.L.Month(m.Month), "Reported", m.Reported, "Of", m.Of)
	}
	return f.T("frame.in_progress", "Month", f.L.Month(m.Month), "Reported", m.Reported, "N", m.Of)
}

// monthOption names a month to choose, and says where it is in progress.
func (f Frame) monthOption(m programme.Month) string {
	if slices.ContainsFunc(f.InProgress, func(x programme.MonthReported) bool { return x.Month == m }) {
		return f.T("frame.month_in_progress", "Month", f.L.Month(m))
	}
	return f.L.Month(m)
}

func (f Frame) zone() *time.Location {
	if f.Zone == nil {
		return time.UTC
	}
	return f.Zone
}

// amount writes a credit: a count, or money in the programme's currency.
func (f Frame) amount(n int64, money bool) string {
	if money && f.Programme != nil {
		return f.L.Money(n, f.Programme.Currency, f.Programme.Digits)
	}
	return f.L.Number(n)
}

// dateOr writes a day, or other words where there is none.
func (f Frame) dateOr(t *time.Time, otherwise string) string {
	if t == nil {
		return otherwise
	}
	return f.date(*t)
}

// MostUnread bounds how many unread messages are counted.
const MostUnread = 100

// bell says how many messages are unread.
func (f Frame) bell() string {
	switch {
	case f.Unread == 0:
		return f.T("messages.bell_none")
	case f.Unread >= MostUnread:
		return f.T("messages.bell_many", "N", int64(MostUnread))
	}
	return f.T("messages.bell", "N", f.Unread)
}

// bellCount is the same in the little room beside the bell.
func (f Frame) bellCount() string {
	if f.Unread >= MostUnread {
		return f.L.Number(MostUnread-1) + "+"
	}
	return f.L.Number(f.Unread)
}

// isMessages reports whether the page is that of the person's messages.
func (f Frame) isMessages() bool {
	path, _, _ := strings.Cut(f.Path, "?")
	return path == MessagesPath
}
