package views

import (
	"bytes"
	"slices"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

func TestTheCheckPageCarriesWhatThePersonSaw(t *testing.T) {
	var b bytes.Buffer
	page := NominateCheckPage{Partner: contoso, Subscriptions: sampleChosen()}
	if err := page.Page().Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	form := doc.Find("form[method=post][action='" + NominatePath + "']")
	values := func(name string) []string {
		return form.Find("input[name=" + name + "]").Map(func(_ int, e *goquery.Selection) string { return e.AttrOr("value", "") })
	}
	if got, want := values("s"), []string{"9b1f-office-hq", "77c0-azure", "c310-ems"}; !slices.Equal(got, want) {
		t.Errorf("s is %v, want %v", got, want)
	}
	if got, want := values("seen"), []string{"7", "0", "9"}; !slices.Equal(got, want) {
		t.Errorf("seen is %v, want %v", got, want)
	}
	if got := form.Find("button").Text(); got != "Nominate Contoso Cloud Consulting for 3 subscriptions" {
		t.Errorf("the button says %q", got)
	}
}

func TestWhoOnlyReadsIsOfferedNothingToChange(t *testing.T) {
	f := sampleFrame(For("en"), Customer, SubscriptionsPath)
	if got, want := (SubscriptionsPage{Rows: sampleRows()}).without(), []string{"77c0-azure", "c310-ems"}; !slices.Equal(got, want) {
		t.Errorf("without a partner of record are %v, want %v", got, want)
	}
	var b bytes.Buffer
	if err := (SubscriptionsPage{Frame: f, Rows: sampleRows(), Without: 2}).Page().Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	if n := doc.Find("main form:not(.filters) input, main form:not(.filters) button, main a[href^='" + NominatePath + "']").Length(); n != 0 {
		t.Errorf("there are %d", n)
	}
}
