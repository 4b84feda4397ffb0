package views

import (
	"strings"

	"shimei/static"
	"shimei/store/programme"
)

// StyleguidePath is the address of the parts of pages.
const StyleguidePath = "/styleguide"

// StyleguidePage shows every part that pages are made of in every state that it has, and says
// when to use it. It is for those who build pages, and is in the demonstration only.
type StyleguidePage struct {
	Frame
	Colours []guideColour
	Sizes   []static.Token // of type
	Spaces  []static.Token
	Fonts   []static.Token
}

// guideColour is a colour of the style sheet, named after its use.
type guideColour struct{ Name, Light, Dark string }

// guideGroup is a group of parts. The keys are the last parts of message keys.
type guideGroup struct {
	Key   string
	Parts []string
}

// guideGroups are all parts in the order of the page.
var guideGroups = []guideGroup{
	{"tokens", []string{"colours", "type", "spaces", "fonts"}},
	{"messages", []string{"flash", "demo", "freshness", "note", "panel", "pending", "empty", "todo", "points", "confirmation", "interruption", "errors"}},
	{"forms", []string{"text", "area", "select", "checkboxes", "file", "filters", "buttons"}},
	{"lists", []string{"table", "list", "files", "pager", "facts", "answers", "timeline", "request", "back", "period"}},
	{"tags", []string{"level", "state", "import", "statement", "kind", "partner"}},
	{"charts", []string{"stat", "bar", "seats", "trend", "sparkline", "figures", "seat_months", "ladder", "multiples"}},
}

// guideKeys are the keys of the groups, and those of all of their parts.
func guideKeys() (groups, parts []string) {
	for _, g := range guideGroups {
		groups, parts = append(groups, g.Key), append(parts, g.Parts...)
	}
	return groups, parts
}

// NewStyleguidePage returns the page with the tokens of the style sheet.
func NewStyleguidePage() *StyleguidePage {
	p := &StyleguidePage{}
	for _, t := range static.Tokens() {
		name := strings.TrimPrefix(t.Name, "--")
		light, dark, coloured := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(t.Value, "light-dark("), ")"), ", ")
		switch {
		case coloured && strings.HasPrefix(t.Value, "light-dark("):
			p.Colours = append(p.Colours, guideColour{t.Name, light, dark})
		case strings.Contains(t.Value, ", "):
			p.Fonts = append(p.Fonts, t)
		case name == "radius", len(name) == 2 && name[0] == 's':
			p.Spaces = append(p.Spaces, t)
		default:
			p.Sizes = append(p.Sizes, t)
		}
	}
	return p
}

// as returns the frame as an audience has it, for parts that differ by who looks.
func (f Frame) as(a Audience) Frame {
	f.Person = &Person{Audience: a}
	return f
}

// fresh returns the frame of a portal with facts, or of one that has none yet.
func (f Frame) fresh(facts bool) Frame {
	f.DataThrough, f.InProgress, f.FactsReceived = nil, nil, nil
	if facts {
		month, received := guideMonth, guideTime
		f.DataThrough, f.FactsReceived = &month, &received
		f.InProgress = []programme.MonthReported{{Month: guideMonth + 1, Reported: 1, Of: 14}}
	}
	return f
}

// timed returns the frame of a demonstration with a clock, or of one that tells none.
func (f Frame) timed(clock bool) Frame {
	f.DemoClock = nil
	if clock {
		now := guideTime
		f.DemoClock = &now
	}
	return f
}
