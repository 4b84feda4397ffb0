package web

import (
	"strings"
	"sync"
	"unicode/utf8"

	tags "golang.org/x/text/language"

	"shimei/store/db"
	"shimei/views"
)

// countriesNamed returns the ISO 3166 codes of the countries whose name in a language of the portal holds a text of two
// letters or more, in the order of the codes.
func countriesNamed(text string) (codes []string) {
	text = db.Folded(strings.TrimSpace(text))
	if utf8.RuneCountInString(text) < 2 {
		return nil
	}
	for _, c := range countryNames() {
		if strings.Contains(c.names, text) {
			codes = append(codes, c.code)
		}
	}
	return codes
}

// country is a country with its names in the portal's languages, folded.
type country struct{ code, names string }

// countryNames are made by the first who looks for a place.
var countryNames = sync.OnceValue(func() (all []country) {
	for k := range 26 * 26 {
		code := string([]byte{byte('A' + k/26), byte('A' + k%26)})
		region, err := tags.ParseRegion(code)
		if err != nil || !region.IsCountry() || region.String() != code {
			continue
		}
		c := country{code: code}
		for _, l := range views.Languages {
			c.names += db.Folded(views.For(l).Country(code)) + "\n"
		}
		all = append(all, c)
	}
	return all
})
