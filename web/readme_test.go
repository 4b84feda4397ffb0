//go:build !race

package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"shimei/views"
)

// inReadme are the pages of the guided tour that README shows, by the names of their pictures.
var inReadme = map[string]struct {
	who, address string
	setting
	says string
}{
	"overview.png":      {dana, views.OverviewPath, setting{"full", "en", "light", 1280}, "Cloud Productivity"},
	"why.png":           {dana, views.LinesPath + "?month=2016-04&competency=cloud-productivity&requirement=0", setting{"full", "en", "dark", 1280}, "What is credited"},
	"subscriptions.png": {mika, views.SubscriptionsPath, setting{"full", "ja", "light", 1280}, "サブスクリプション"},
	"nominate.png":      {mika, views.NominateCheckPath + "?partner=" + adatum, setting{"full", "en", "light", 390}, "Adatum Deployment"},
}

// TestThePicturesOfREADMEAreThere opens the pages of README's pictures, and takes the pictures
// anew where all pages are photographed.
func TestThePicturesOfREADMEAreThere(t *testing.T) {
	t.Parallel()
	browser, x := chromium(t), tour(t)
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range inReadme {
		file := filepath.Join("..", "docs", name)
		e := x.eye(browser, p.who)
		e.wear(p.setting)
		if p.who == mika && strings.Contains(p.address, "?") {
			p.address = strings.Replace(p.address, "?", "?s="+alpineOffice(t, x)+"&", 1)
		}
		e.open(p.address)
		e.see(p.says)
		if screenshots != "" {
			if err := os.WriteFile(file, do(e.tab, "photograph", chromedp.CaptureScreenshot()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := os.Stat(file); err != nil || !strings.Contains(string(readme), "docs/"+name) {
			t.Errorf("%s is not in README: %v", name, err)
		}
	}
}

// alpineOffice is the id of a subscription of the tour's customer without a partner of record.
func alpineOffice(t *testing.T, x *site) string {
	t.Helper()
	link := x.as(mika).get(views.SubscriptionsPath).page.Find(`main td a[href^="` + views.NominatePartnerPath + `?s="]`).Last()
	_, id, found := strings.Cut(link.AttrOr("href", ""), "?s=")
	if !found {
		t.Fatal("every subscription has a partner of record")
	}
	return id
}
