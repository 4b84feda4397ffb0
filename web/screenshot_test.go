//go:build !race

package web

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// screenshots is the folder that a picture of every page goes to; "" for none.
var screenshots = os.Getenv("SHIMEI_SCREENSHOTS")

// picture names the file of a page in a setting, such as
// subscriptions-id.full.en.light.360.png; the page is a path of the table of routes.
func picture(page string, s setting) string {
	name := strings.Trim(strings.NewReplacer("/", "-", ":", "", " ", "-").Replace(page), "-")
	return fmt.Sprintf("%s.%s.%s.%s.%d.png", cmp.Or(name, "home"), s.state, s.language, s.theme, s.width)
}

func TestAPictureIsNamedAfterItsPageAndSetting(t *testing.T) {
	s := setting{"full", "en", "light", 360}
	for page, want := range map[string]string{
		"/":                  "home.full.en.light.360.png",
		"/subscriptions/:id": "subscriptions-id.full.en.light.360.png",
		"/nominate too old":  "nominate-too-old.full.en.light.360.png",
	} {
		if got := picture(page, s); got != want {
			t.Errorf("%s is kept as %s, want %s", page, got, want)
		}
	}
}

// photograph keeps a picture of the whole page, from its top to its end, where one is wanted.
func (e *eye) photograph(page string, s setting) {
	e.t.Helper()
	if screenshots == "" {
		return
	}
	err := os.MkdirAll(screenshots, 0o755)
	if err == nil {
		err = os.WriteFile(filepath.Join(screenshots, picture(page, s)), do(e.tab, "photograph", chromedp.FullScreenshot(100)), 0o644)
	}
	if err != nil {
		e.t.Fatal(err)
	}
}
