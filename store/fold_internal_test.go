package store

import "testing"

func TestNamesAreFoldedWithoutRegardToCaseWidthAndKana(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "KÖLN": "köln", "Straße": "strasse", "ＡＢＣ１２": "abc12", "ｻｸﾗ": "さくら", "サクラ": "さくら", "さくら": "さくら",
		"ガギ": "がぎ", "ｶﾞ": "が", "ヴ": "ゔ", "スーパー": "すーぱー", "株式会社": "株式会社", "㈱": "(株)",
	} {
		if got := folded(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	if sortedAs("桜霞台学園", "オウカダイ") != "おうかだい" || sortedAs("Zeta", "") != "zeta" {
		t.Error("a reading, and else the name, puts it in order")
	}
}
