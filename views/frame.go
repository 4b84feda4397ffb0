package views

import (
	"strings"
	"time"

	"shimei/store/programme"
)

// Frame is what surrounds a page: who looks at it, in which language, and how fresh the
// data is. Every page embeds one; it is built in one place.
type Frame struct {
	L             *Locale
	Theme         string               // of Themes, or empty for the system's
	Title         string               // each page sets its own; empty until then
	Person        *Person              // nil for nobody signed in
	Path          string               // of the request, with its query: where a language switch returns to
	Flash         string               // what was just done, in the page's language; empty for nothing
	DataThrough   *programme.Month     // the latest month with usage facts, nil for none
	FactsReceived *time.Time           // when the last import came in, nil for none
	Demo          bool                 // the demonstration: sign in by a click, everything resets
	DemoClock     *time.Time           // what the demonstration's clock reads
	Version       string               // of the software
	Programme     *programme.Programme // in force
	Zone          *time.Location       // dates and times are shown in it; nil is UTC
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
}

// T returns a message in the page's language.
func (f Frame) T(key string, args ...any) string { return f.L.T(key, args...) }

// titled returns the frame with a page's title.
func (f Frame) titled(title string) Frame {
	f.Title = title
	return f
}

// Section is one entry of an audience's navigation.
type Section struct {
	Key     string // of its message, below "section"
	Path    string
	Current string // the value of aria-current, empty for another section
}

var sections = map[Audience][]Section{
	Customer: {{Key: "subscriptions", Path: SubscriptionsPath}, {Key: "access", Path: AccessPath}, {Key: "activity", Path: ActivityPath}, {Key: "people", Path: PeoplePath}},
	Partner:  {{Key: "overview", Path: OverviewPath}, {Key: "credit", Path: CreditPath}, {Key: "customers", Path: CustomersPath}, {Key: "statement", Path: StatementPath}, {Key: "what_if", Path: WhatIfPath}, {Key: "locations", Path: LocationsPath}},
	Admin:    {{Key: "assignments", Path: AssignmentsPath}, {Key: "partners", Path: PartnersPath}, {Key: "customers", Path: CustomerDirectoryPath}, {Key: "people", Path: AccountsPath}, {Key: "imports", Path: ImportsPath}, {Key: "statements", Path: StatementsPath}, {Key: "simulate", Path: SimulatePath}, {Key: "audit", Path: AuditPath}},
}

// belongs names the section of pages whose path is not below it.
var belongs = map[string]string{NominatePath: SubscriptionsPath, "/nominations": SubscriptionsPath, IncentivesPath: CustomersPath}

// sections returns the navigation of the person's audience. The section that the page
// belongs to is marked: as page where it is the section itself, else as true.
func (f Frame) sections() []Section {
	if f.Person == nil {
		return nil
	}
	path, _, _ := strings.Cut(f.Path, "?")
	for from, to := range belongs {
		if path == from || strings.HasPrefix(path, from+"/") {
			path = to + "/"
		}
	}
	marked := append([]Section(nil), sections[f.Person.Audience]...)
	best := -1
	for k, s := range marked {
		if path != s.Path && !strings.HasPrefix(path, s.Path+"/") {
			continue
		}
		if best < 0 || len(s.Path) > len(marked[best].Path) {
			best = k
		}
	}
	if best >= 0 {
		marked[best].Current = "true"
		if path == marked[best].Path {
			marked[best].Current = "page"
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

// dateTime writes a moment in the page's language and zone.
func (f Frame) dateTime(t time.Time) string { return f.L.DateTime(t.In(f.zone())) }

// iso writes a moment for machines, as the datetime of a time element.
func (f Frame) iso(t time.Time) string { return t.In(f.zone()).Format(time.RFC3339) }

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
