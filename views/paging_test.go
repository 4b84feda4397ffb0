package views

import (
	"net/url"
	"testing"
)

func TestTheLinksOfAListKeepItsFiltersAndItsOrder(t *testing.T) {
	narrowed := url.Values{"partner": {"a&b"}}
	usual := List{Path: "/list", Query: narrowed, By: "since", Down: true, Next: "7"}
	by := List{Path: "/list", Query: narrowed, Sort: "name", By: "name", After: "5", Next: "9"}
	down := List{Path: "/list", Sort: "-name", By: "name", Down: true}
	for _, c := range []struct{ got, want string }{
		{usual.first(), ""}, {usual.next(), "/list?after=7&partner=a%26b"}, {usual.file("csv"), "/list.csv?partner=a%26b"},
		{by.first(), "/list?partner=a%26b&sort=name"}, {by.next(), "/list?after=9&partner=a%26b&sort=name"},
		{by.file("xlsx"), "/list.xlsx?partner=a%26b&sort=name"}, {by.narrowed(nil), "/list?sort=name"},
		{by.by("name"), "/list?partner=a%26b&sort=-name"}, {by.by("since"), "/list?partner=a%26b&sort=since"},
		{down.by("name"), "/list?sort=name"}, {down.next(), ""}, {down.file("csv"), "/list.csv?sort=-name"},
		{usual.order("since"), "descending"}, {by.order("name"), "ascending"}, {by.order("since"), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	if len(narrowed) != 1 {
		t.Errorf("making links changed the filter to %v", narrowed)
	}
}
