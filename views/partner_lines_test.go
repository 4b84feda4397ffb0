package views

import (
	"bytes"
	"strings"
	"testing"

	"shimei/store/programme"
)

func TestWhatIsMissedIsSaidToBeOfThePageWhereThereAreOthers(t *testing.T) {
	page := LinesPage{Frame: sampleFrame(For("en"), Partner, HomeOf(Partner)), Account: contoso, Month: april, From: april, To: april,
		Misses: []ReasonMisses{{Reason: programme.Reasons[0], Count: 1}}}
	for next, want := range map[string]bool{"": false, "7": true} {
		page.List.Next = next
		var b bytes.Buffer
		if err := page.Page().Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(b.String(), "of the customers on this page"); got != want {
			t.Errorf("with the next page %q it is said: %v", next, got)
		}
	}
}
