package views

import (
	"bytes"
	"testing"
)

func TestAWordIsEscapedAsInBraces(t *testing.T) {
	var page bytes.Buffer
	if err := word(`<b>"Contoso" & 'co'</b>`).Render(t.Context(), &page); err != nil {
		t.Fatal(err)
	}
	const want = `&lt;b&gt;&#34;Contoso&#34; &amp; &#39;co&#39;&lt;/b&gt;`
	if page.String() != want {
		t.Errorf("got %s, want %s", page.String(), want)
	}
}

// BenchmarkOverview renders an overview without HTTP and database: what templates cost.
func BenchmarkOverview(b *testing.B) {
	for _, s := range samples() {
		if s.name != "overview" {
			continue
		}
		page := s.page(sampleFrame(For("en"), s.audience, HomeOf(s.audience)))
		var body bytes.Buffer
		b.ReportAllocs()
		for b.Loop() {
			body.Reset()
			if err := page.Render(b.Context(), &body); err != nil {
				b.Fatal(err)
			}
		}
	}
}
