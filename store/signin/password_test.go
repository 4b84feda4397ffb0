package signin_test

import (
	"errors"
	"strings"
	"testing"

	"shimei/store/signin"
)

func TestAPasswordIsLongHardToGuessAndNotOnesOwn(t *testing.T) {
	about := []string{"ines.kato@northwind.example", "Ines Kato", "Northwind Traders"}
	for text, want := range map[string]error{
		"":             signin.Short,
		"kl4#vQ2!x9z":  signin.Short, // 11
		"kl4#vQ2!x9zP": nil,
		"éàüöñçßøåæœþ": nil,
		"漢字かなまじりの合言葉":  signin.Short, // 11 characters, 33 bytes
		"漢字かなまじりの合言葉です": nil,
		"password1234":                  signin.Easy,
		"Password1234!":                 signin.Easy,
		"123456789012":                  signin.Easy,
		"qwertyuiop12":                  signin.Easy,
		"aaaaaaaaaaaaaaaa":              signin.Easy,
		"ｐａｓｓｗｏｒｄ１２３４":                  signin.Easy,
		"letmeinletmein":                signin.Easy,
		"ines.kato@northwind.example":   signin.Own,
		"INES.kato@northwind":           signin.Own,
		"NORTHWINDtraders":              signin.Own,
		"correct horse battery":         nil,
		"violet kettle marches quietly": nil,
		strings.Repeat("漢字かなまじりの合言葉と", 21) + "夜空星月": nil,
		strings.Repeat("漢字かなまじりの合言葉と", 22):          signin.Long,
		"my-ines-kato lives under a bridge!":        nil,
	} {
		if got := signin.CheckPassword(text, about...); !errors.Is(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
