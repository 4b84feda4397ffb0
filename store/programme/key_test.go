package programme_test

import (
	"testing"
	"testing/quick"

	"shimei/store/programme"
)

func TestKeysAreComparedWithoutRegardToCaseWidthSpacesAndTheBracesOfAGUID(t *testing.T) {
	const guid = "5c0ffee0-1d2c-4a3b-9e8f-0a1b2c3d4e5f"
	for id, want := range map[string]programme.Key{
		"": "", "4620115": "4620115", "４６２０１１５": "4620115", "t-office": "t-office", "T-Office": "t-office", "Ｔ－Ｏｆｆｉｃｅ": "t-office",
		" T ": "t", "\u3000Ｔ\u00a0": "t", "KÖLN": "köln", "Ko\u0308ln": "köln", "STRASSE": "strasse", "Straße": "strasse", "İ": "i̇",
		"5C0FFEE0-1D2C-4A3B-9E8F-0A1B2C3D4E5F": guid, "{" + guid + "}": guid, " ｛5C0FFEE0－1D2C-4A3B-9E8F-0A1B2C3D4E5F｝ ": guid,
		"{A}": "{a}", "{" + guid: "{" + guid, "{{" + guid + "}}": "{{" + guid + "}}",
		"サクラ": "サクラ", "ｻｸﾗ": "サクラ", "さくら": "さくら", "ｶﾞ": "ガ", "㈱": "㈱", "x²": "x²", "①": "①", "a b": "a b",
	} {
		if got := programme.KeyOf(id); got != want {
			t.Errorf("the key of %q is %q, want %q", id, got, want)
		}
	}
}

func TestTheKeyOfAKeyIsTheKey(t *testing.T) {
	for r := range rune(0x1f000) {
		id := "x" + string(r) + "\u0345"
		if key := programme.KeyOf(id); programme.KeyOf(string(key)) != key {
			t.Errorf("the key of %q is %q, and of that %q", id, key, programme.KeyOf(string(key)))
		}
	}
	same := func(id string) bool { key := programme.KeyOf(id); return programme.KeyOf(string(key)) == key }
	if err := quick.Check(same, nil); err != nil {
		t.Error(err)
	}
}

func TestAFileMeansTheOnlyIDOfItsKey(t *testing.T) {
	p := programme.Programme{Products: []programme.Product{{ID: "Office", Workloads: []string{"Mail", "teams"}}, {ID: "azure"}, {ID: "Azure"}},
		Routes: []programme.Route{{ID: "dpor"}, {ID: "dap"}}}
	product := func(text string) (int, bool) { return p.ProductMeant(text) }
	route := func(text string) (int, bool) { return p.RouteMeant(text) }
	workload := func(text string) (int, bool) { return p.Products[0].WorkloadMeant(text) }
	for _, c := range []struct {
		of   func(string) (int, bool)
		text string
		want int
	}{
		{product, "Office", 0}, {product, "ｏｆｆｉｃｅ", 0}, {product, "azure", 1}, {product, "Azure", 2}, {product, "AZURE", -1}, {product, "none", -1}, {product, "", -1},
		{route, "DAP", 1}, {route, "dpor", 0}, {workload, "mail", 0}, {workload, "Teams", 1}, {workload, "other", -1},
	} {
		if got, is := c.of(c.text); got != c.want || is != (c.want >= 0) {
			t.Errorf("%q means place %d, want %d", c.text, got, c.want)
		}
	}
}
