package views

import "strings"

// The scopes that a form chooses from: what a partner's person sees and acts for (POST scope, location…).
const (
	ScopeWhole  = "whole"
	ScopeChosen = "chosen"
)

// ScopeChoice is what a partner's person sees and acts for, and may be given.
type ScopeChoice struct {
	Scope    string       // ScopeWhole or ScopeChosen; "" where there is nothing to choose from
	MayWhole bool         // who chooses is for the whole account
	Places   []ScopePlace // of the account, that who chooses is for
}

// ScopePlace is a location that may be ticked.
type ScopePlace struct {
	Partner PartnerRef
	Ticked  bool
}

// said is the scope in words.
func (s ScopeChoice) said(f Frame) string {
	if s.Scope != ScopeChosen {
		return f.T("scope.whole")
	}
	var names []string
	for _, x := range s.Places {
		if x.Ticked {
			names = append(names, x.Partner.Name)
		}
	}
	return f.L.scopeNames(names)
}

// scopeNames are chosen locations in words.
func (l *Locale) scopeNames(names []string) string {
	if len(names) == 0 {
		return l.T("scope.none")
	}
	return strings.Join(names, l.T("list.separator"))
}

// choices are the scopes as a select has them.
func (s ScopeChoice) choices(f Frame) []choice {
	return []choice{{ScopeWhole, f.T("scope.whole")}, {ScopeChosen, f.T("scope.chosen")}}
}

// isScoped reports whether a page of a partner says that its lists are of chosen locations.
func (f Frame) isScoped() bool {
	return f.chosen() && strings.HasPrefix(f.Path, OverviewPath)
}

// totalName names the figure below lines that sum to it, or that are a part of it.
func (f Frame) totalName() string {
	if f.chosen() {
		return f.T("scope.account_total")
	}
	return f.T("credit.total")
}

// chosen reports whether the page is of somebody who is for chosen locations.
func (f Frame) chosen() bool { return f.Person != nil && f.Person.Chosen }
