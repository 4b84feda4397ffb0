package db_test

import (
	"testing"

	"shimei/store/db"
)

func TestNamesAreFoldedWithoutRegardToCaseWidthAndKana(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "KÖLN": "köln", "Straße": "strasse", "ＡＢＣ１２": "abc12", "ｻｸﾗ": "さくら", "サクラ": "さくら", "さくら": "さくら",
		"ガギ": "がぎ", "ｶﾞ": "が", "ヴ": "ゔ", "スーパー": "すーぱー", "株式会社": "株式会社", "㈱": "(株)",
	} {
		if got := db.Folded(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	if db.ContainsID(" Ｔ－ＯＦＦ_ｻ") != `%t-off\_サ%` || db.Contains("ｻ_") != `%さ\_%` {
		t.Error("part of an id is looked for by the key, which leaves kana apart; part of a name among folded names")
	}
	if db.SortedAs("桜霞台学園", "オウカダイ") != "おうかだい" || db.SortedAs("Zeta", "") != "zeta" {
		t.Error("a reading, and else the name, puts it in order")
	}
}
