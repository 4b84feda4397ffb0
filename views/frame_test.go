package views

import (
	"testing"

	"shimei/store/programme"
)

func TestAMonthInProgressSaysHowManyReportsAreIn(t *testing.T) {
	for _, language := range Languages {
		l := For(language)
		month := l.Month(april)
		for want, x := range map[string]programme.MonthReported{
			l.T("frame.in_progress", "Month", month, "Reported", 1, "N", 2):       {Month: april, Reported: 1, Of: 2},
			l.T("frame.in_progress", "Month", month, "Reported", 2, "N", 2):       {Month: april, Reported: 2, Of: 2},
			l.T("frame.in_progress_more", "Month", month, "Reported", 2, "Of", 1): {Month: april, Reported: 2, Of: 1},
			l.T("frame.in_progress_first", "Month", month, "N", 3):                {Month: april, Reported: 3},
		} {
			if got := (Frame{L: l}).inProgress(x); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		}
	}
}

func TestTheSectionThatAPageIsInIsMarked(t *testing.T) {
	sections := []Section{{Key: "overview", Path: "/partner", Holds: []string{"/partner"}},
		{Key: "credit", Path: "/partner/credit", Holds: []string{"/partner/credit", "/partner/credit/lines"}},
		{Key: "customers", Path: "/partner/customers", Holds: []string{"/partner/customers", "/partner/customers", "/incentives"}}}
	for path, want := range map[string][3]string{
		"/partner?month=2016-04":     {"page", "", ""},
		"/partner/people":            {}, // a home has its own page alone
		"/partner/credit?x=/partner": {"", "page", ""},
		"/partner/credit/lines":      {"", "true", ""},
		"/partner/creditors":         {},
		"/partner/customers/T-1":     {"", "", "true"},
		"/incentives":                {"", "", "true"},
		"/partners":                  {},
		"/":                          {},
	} {
		for k, s := range (Frame{Sections: sections, Path: path}).marked() {
			if s.Current != want[k] {
				t.Errorf("%s: %s is marked %q, want %q", path, s.Key, s.Current, want[k])
			}
		}
	}
	if sections[0].Current != "" {
		t.Error("marking a section changed the navigation of everybody")
	}
}

func TestAPageMaySayWhereASwitchOfLanguagesReturnsTo(t *testing.T) {
	for own, want := range map[string]string{"": "/asked", "/own": "/own"} {
		p := &HelpPage{}
		p.Path = own
		p.Surround(Frame{Path: "/asked", Version: "1"})
		if p.Path != want || p.Version != "1" {
			t.Errorf("with %q of its own it returns to %q, version %q", own, p.Path, p.Version)
		}
	}
}
