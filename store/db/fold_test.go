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

func TestAReferenceIsFoundHoweverItIsTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"K7M2Q-9XW4T": "K7M2Q-9XW4T", "k7m2q-9xw4t": "K7M2Q-9XW4T", " k7m2q 9xw4t\n": "K7M2Q-9XW4T", "K7M2Q9XW4T": "K7M2Q-9XW4T",
		"Ｋ７Ｍ２Ｑ－９ＸＷ４Ｔ": "K7M2Q-9XW4T", "ｋ７ｍ２ｑー９ｘｗ４ｔ": "K7M2Q-9XW4T", "k7m2q–9xw4t": "K7M2Q-9XW4T", "ｋ７ｍ２ｑ　９ｘｗ４ｔ": "K7M2Q-9XW4T",
		"": "", "k7m2q": "k7m2q", "k7m2q-9xw4tt": "k7m2q-9xw4tt", "k7m2q-9xw4é": "k7m2q-9xw4é", "k7m2q/9xw4t": "k7m2q/9xw4t", "長いので違います": "長いので違います", "\xff": "\xff",
	} {
		if got := db.Reference(typed); got != want {
			t.Errorf("%q becomes %q, want %q", typed, got, want)
		}
	}
}
