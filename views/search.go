package views

import "net/url"

// SearchPath is the address of the one search (GET q).
const SearchPath = "/search"

// SearchPage is what a person finds by one text, by kind.
type SearchPage struct {
	Frame
	Query string // as typed; empty where nothing was
	Kinds []FoundKind
}

// FoundKind is what was found of one kind: the first few, and the address of the list with the others.
type FoundKind struct {
	Kind string // the last part of a message key, such as partners
	Hits []Hit
	More bool   // there are others
	List string // address of the list of all that was found; empty where there is none
}

// Hit is one thing that was found.
type Hit struct {
	Name   string // or the product of a subscription
	Detail string // what tells it apart; may be empty
	ID     string // may be empty
	Path   string // address of its page; empty for what has none that the person may open
}

// SearchFor returns the address of the search for a text.
func SearchFor(text string) string { return withQuery(SearchPath, url.Values{"q": {text}}) }

// count is how many hits are shown.
func (p SearchPage) count() (n int) {
	for _, k := range p.Kinds {
		n += len(k.Hits)
	}
	return n
}

// said says what came of the search, as a screen reader hears it first.
func (p SearchPage) said() string {
	if p.count() == 0 {
		return p.T("search.none", "Query", p.Query)
	}
	return p.T("search.found", "N", p.count(), "Query", p.Query)
}

// audienceHint says what can be found by which words.
func (p SearchPage) audienceHint() string { return p.L.Term("search_hint", string(p.audience())) }

// title is the page's, with what was looked for.
func (p SearchPage) title() string {
	if p.Query == "" {
		return p.T("search.title")
	}
	return p.T("search.title_of", "Query", p.Query)
}

// CustomersOf returns the address of a partner's customers that a text finds.
func CustomersOf(text string) string {
	return withQuery(CustomersPath, CustomerFilter{Customer: text}.Query())
}
