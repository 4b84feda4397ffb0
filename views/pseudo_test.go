package views

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/net/html"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"shimei/store/programme"
)

// pseudo is a language in which the words of every message stand between marks, and the values
// in it outside of them. It is Japanese otherwise, so that dates, months and countries written
// in English show too.
func pseudo(t *testing.T) *Locale {
	t.Helper()
	l := newLocale("ja", message.NewPrinter(language.Japanese))
	bundle := i18n.NewBundle(language.Japanese)
	for key, forms := range messages(t, "ja") {
		marked := "⟦" + argument.ReplaceAllString(forms["other"], "⟧$0⟦") + "⟧"
		l.phrases[key] = cut(marked)
		if len(messages(t, "en")[key]) > 1 { // it has a plural, which go-i18n chooses
			delete(l.phrases, key)
			if err := bundle.AddMessages(language.Japanese, &i18n.Message{ID: key, Other: marked}); err != nil {
				t.Fatal(err)
			}
		}
	}
	l.localizer = i18n.NewLocalizer(bundle, "ja")
	return l
}

// given is what the samples have for data: it is shown as it is, in every language.
func given() []string {
	list := []string{
		"Shimei", "年", "月", "JST", "日本", // the software's name, dates and countries
		"Adatum Japan", "adatum-jp", "Firefox", "Windows", "2001:db8::1", "/invitation/secret", "Lucerne Publishing", "ルツェルン出版", "lucerne", "Contoso Group", "Contoso <Tokyo>", "Contoso Osaka", "Vendor", "コントソ社員",
		"Aiko Tanaka", "Bob Lee", "Ken Sato", "Mary Evans", "aiko@adatum.example", "ken@contoso.example", "mary@vendor.example",
		"support@contoso.example", "command line", "https://portal.example/nominate/meaning?partner=1",
		"9b1f-office-hq", "77c0-azure", "77c0", "c310-ems", "0001-office-old", "a", "b", "c", "N-2016-000042", "9b1f-off…", "日本語", "英語", "01HZX", "mpn-2016", "mpn-2017", "EUR", "USD",
		"0123456789ab", "fedcba987654", "2c26b46b68ffc68f", "9f86d081884c7d65", // ids and sums
		"associations.csv", "sales.csv", "osaka & co.csv", "税 & その他", "strange.csv", "partners.csv", "usage-2016-04.csv", "partner_id", "mine & yours.toml", "other.csv", "region & zone", // files, and what is wrong in them
		"https://partners.vendor.example/nominate/with/AbC-_9", "nominate/with/AbC-_9", "T-<b>", "+81 3 0000 0000", "Mo–Fr", "9:00–17:00", "<b>", "<b>.pdf", "con.png", "con.jpg", // links, contacts and files
		`no partner has the id "X"`, "the file has no rows", "unknown key",
		"8KQ2M-X4T7P", "12x", "Bob <Lee>", "bob@adatum.example", "千絵 阿部", "chie@adatum.example", "Dan Roe", "dan@adatum.example", "con", "con & co", "Ad", "many", "utf-8", "shift_jis", "yesterday", "unknown-route", "platinum", "Done & dusted", // typed, asked for or done
	}
	list = append(list, sampleMappings...)
	list = append(list, texts(reflect.ValueOf(programme.BuiltIn()))...)
	list = append(list, texts(reflect.ValueOf(sampleProgramme()))...)
	for _, x := range []programme.Text{office, azure, mobility, record, delegate, selling, adviser} {
		list = append(list, x.Ja)
	}
	for _, p := range []PartnerRef{contoso, fabrikam, northern} {
		list = append(list, p.Name)
	}
	for k, d := range list {
		list[k] = strings.TrimLeftFunc(d, isNoLetter)
	}
	slices.SortFunc(list, func(a, b string) int { return len(b) - len(a) }) // the longest that fits is meant
	return list
}

// texts are the Japanese names in a value, however deep.
func texts(v reflect.Value) (found []string) {
	if v.IsValid() && v.Type() == reflect.TypeFor[programme.Text]() {
		return []string{v.FieldByName("Ja").String()}
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.Type().Elem().PkgPath() == reflect.TypeFor[programme.Programme]().PkgPath() {
			return texts(v.Elem())
		}
	case reflect.Struct:
		for k := range v.NumField() {
			found = append(found, texts(v.Field(k))...)
		}
	case reflect.Slice:
		for k := range v.Len() {
			found = append(found, texts(v.Index(k))...)
		}
	}
	return found
}

// outside are the parts of a text that stand outside of the marks.
func outside(text string) (parts []string) {
	depth, part := 0, ""
	for _, r := range text {
		switch r {
		case '⟦':
			depth++
			parts, part = append(parts, part), ""
		case '⟧':
			depth--
		default:
			if depth == 0 {
				part += string(r)
			}
		}
	}
	return append(parts, part)
}

func isNoLetter(r rune) bool { return !unicode.IsLetter(r) }

// foreign returns what is neither marked nor data in a text, from its first letter on; "" for
// nothing.
func foreign(text string, data []string) string {
	for _, part := range outside(text) {
		for {
			part = strings.TrimLeftFunc(part, isNoLetter)
			if part == "" {
				break
			}
			k := slices.IndexFunc(data, func(d string) bool {
				rest, is := strings.CutPrefix(part, d)
				return is && strings.IndexFunc(rest, unicode.IsLetter) != 0
			})
			if k < 0 {
				return part
			}
			part = part[len(data[k]):]
		}
	}
	return ""
}

// spoken are the attributes that are shown or read out.
var spoken = []string{"aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "title", "alt", "placeholder", "label", "data-copy", "data-copied"}

// untranslated are the texts of a page that are neither marked nor data. What says which
// language it is in is in that language in every other.
func untranslated(t *testing.T, body []byte, data []string) (found []string) {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	doc.Find("body [lang], script").Remove()
	note := func(where, text string) {
		if rest := foreign(text, data); rest != "" {
			found = append(found, where+": "+strings.Join(strings.Fields(text), " ")+": "+rest)
		}
	}
	doc.Find("[translate=no]").Remove() // code, in every language
	doc.Find("*").Each(func(_ int, e *goquery.Selection) {
		name := goquery.NodeName(e)
		for _, a := range spoken {
			note(name+" "+a, e.AttrOr(a, ""))
		}
		if kind := e.AttrOr("type", ""); name == "input" && slices.Contains([]string{"submit", "button", "reset"}, kind) {
			note(name, e.AttrOr("value", ""))
		}
		e.Contents().Each(func(_ int, n *goquery.Selection) {
			if n.Get(0).Type == html.TextNode {
				note(name, n.Get(0).Data)
			}
		})
	})
	return found
}

func TestEveryWordOfEveryPageIsTranslated(t *testing.T) {
	l, data := pseudo(t), given()
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			for _, text := range untranslated(t, render(t, s, sampleFrame(l, s.audience, HomeOf(s.audience))), data) {
				t.Errorf("neither a message nor data: %s", text)
			}
		})
	}
}

var pageOf = regexp.MustCompile(`(?m)^templ \(\w+ (\w+)\) Page\(\)`)

func TestEveryPageHasASample(t *testing.T) {
	var sampled []byte
	files, err := filepath.Glob("samples*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sampled = append(sampled, text...)
	}
	files, err = filepath.Glob("*.templ")
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range pageOf.FindAllSubmatch(text, -1) {
			pages++
			if name := string(m[1]); !bytes.Contains(sampled, []byte(name+"{")) && !bytes.Contains(sampled, []byte("New"+name+"(")) {
				t.Errorf("%s has no sample: the tests of pages do not see it", name)
			}
		}
	}
	if pages < 20 {
		t.Errorf("only %d pages", pages)
	}
}
