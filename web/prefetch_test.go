//go:build !race

package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"shimei/views"
)

// When the pointer goes down, and not before: a page that was fetched while the pointer only
// rested on a link could be shown minutes later, and would be of then.
func TestALinkThatIsPressedIsFetchedAhead(t *testing.T) {
	t.Parallel()
	x := small(t)
	portal, ahead := x.Config.Handler, make(chan string, 100)
	x.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Header.Get("Sec-Purpose"), "prefetch") {
			ahead <- r.URL.Path
		}
		portal.ServeHTTP(w, r)
	})
	e := x.eye(chromium(t), owner)
	e.open(views.SubscriptionsPath)
	at := do(e.tab, "find the link", chromedp.Evaluate[[2]float64](`(() => {
		const link = document.querySelector('a[href="`+views.HelpPath+`"]')
		link.scrollIntoView()
		const box = link.getBoundingClientRect()
		return [box.left + 5, box.top + 5]
	})()`))
	do(e.tab, "press it", chromedp.MouseEvent(input.DispatchMouseEventTypeMousePressed, at[0], at[1], chromedp.ButtonType(input.MouseButtonLeft)))
	select {
	case path := <-ahead:
		if path != views.HelpPath {
			t.Errorf("%s is fetched", path)
		}
	case <-time.After(patience):
		t.Error("nothing is fetched")
	}
}
