package views

import (
	"context"
	"strings"
	"testing"
)

func TestAnIDIsShortenedWhereItIsLongerThanPeopleRead(t *testing.T) {
	for id, want := range map[string]string{
		"": "", "4195007": "4195007", "B-2016-00031": "B-2016-00031",
		"3f0c6f0e-8a52-4b58-9d15-57c2e81b2d04": "3f0c6f0e…",
		"契約番号その一二三四五六七":                        "契約番号その一二…", "契約番号その一二三四五六": "契約番号その一二三四五六",
	} {
		if got := short(id); got != want {
			t.Errorf("%q is shown as %q, not %q", id, got, want)
		}
	}
}

func TestAShortenedIDCanBeHadWhole(t *testing.T) {
	var b strings.Builder
	if err := quietID("3f0c6f0e-8a52-4b58-9d15-57c2e81b2d04").Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	for _, piece := range []string{`>3f0c6f0e…<`, `title="3f0c6f0e-8a52-4b58-9d15-57c2e81b2d04"`, `data-id="3f0c6f0e-8a52-4b58-9d15-57c2e81b2d04"`} {
		if !strings.Contains(b.String(), piece) {
			t.Errorf("%s lacks %s", b.String(), piece)
		}
	}
}
