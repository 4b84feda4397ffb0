package store_test

import (
	"testing"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
)

func TestATelephoneNumberIsOneThatSomebodyCouldCall(t *testing.T) {
	for typed, want := range map[string]string{
		"+81 3 1234 5678": "+81 3 1234 5678", "(03) 1234-5678": "(03) 1234-5678", "03.1234.5678/9": "03.1234.5678/9", "12345": "12345",
		"０３（１２３４）５６７８": "03(1234)5678", "＋８１　３ー１２３４ー５６７８": "+81 3-1234-5678", "03–1234–5678": "03-1234-5678", "03−1234−5678": "03-1234-5678",
		"+1 425 555 0100 ext. 12": "+1 425 555 0100 ext. 12", "+1 425 555 0100 x12": "+1 425 555 0100 x12", "0312345678 内線 12": "0312345678 内線 12", "0312345678#12": "0312345678#12",
	} {
		c := directory.Contact{Phone: typed}.Tidy()
		if err := c.Check(); err != nil || c.Phone != want {
			t.Errorf("%q becomes %q, want %q: %v", typed, c.Phone, want, err)
		}
	}
	for _, typed := range []string{"abc", "1", "1234", "+-()./ -", "call 12345", "12345 or 67890", "ext. 12345", "12345 ext.", "<b>12345</b>", "12345;67890", "desk@lumen.example", "一二三四五"} {
		err := directory.Contact{Phone: typed, Email: "desk@lumen.example"}.Tidy().Check()
		if r := store.Refusal(err); r == nil || r.Code != programme.RefusedContactPhone {
			t.Errorf("%q: %v", typed, err)
		}
	}
}
