package directory

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"shimei/store/db"
	"shimei/store/programme"
)

// Profile is what a location tells customers of itself beside its support contact. Any of it may be empty.
type Profile struct {
	Place        string   // where it works, such as a city
	Languages    []string // that it works in, each one of WorkLanguages
	Introduction string   // a few words, in lines
}

// WorkLanguages are the languages that a location can say it works in, by their ISO 639 codes.
var WorkLanguages = []string{"en", "ja", "ar", "cs", "da", "de", "es", "fi", "fr", "hi", "id", "it", "ko", "nl", "no", "pl", "pt", "sv", "th", "tr", "uk", "vi", "zh"}

// longestIntroduction is how many letters an introduction may have.
const longestIntroduction = 600

// Tidy returns the profile without control characters and needless spaces, each language once and in one order.
func (x Profile) Tidy() Profile {
	x.Place = strings.Join(strings.FieldsFunc(x.Place, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	x.Introduction = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return -1
		}
		return r
	}, x.Introduction))
	said := x.Languages
	x.Languages = nil
	for _, code := range WorkLanguages {
		if slices.Contains(said, code) {
			x.Languages = append(x.Languages, code)
		}
	}
	return x
}

// Check refuses a profile with too many words.
func (x Profile) Check() error {
	switch {
	case utf8.RuneCountInString(x.Place) > longestContact:
		return &programme.Refusal{Code: programme.RefusedPlaceLong}
	case utf8.RuneCountInString(x.Introduction) > longestIntroduction:
		return &programme.Refusal{Code: programme.RefusedIntroductionLong}
	}
	return nil
}

// values are the profile as an event keeps it.
func (x Profile) values() map[string]string {
	values := map[string]string{}
	for name, value := range map[string]string{"place": x.Place, "languages": strings.Join(x.Languages, " "), "introduction": x.Introduction} {
		if value != "" {
			values[name] = value
		}
	}
	return values
}

// none reports whether the profile tells nothing.
func (x Profile) none() bool { return len(x.values()) == 0 }

// Profiles returns what partners tell of themselves, by their keys; nothing of one that tells nothing.
func (d Directory) Profiles(partners []int64) (map[int64]Profile, error) {
	profiles := map[int64]Profile{}
	var args []any
	in := db.Among(partners, &args)
	return profiles, d.tx.Each(func(scan db.Scan) error {
		var key int64
		var x Profile
		var languages string
		err := scan(&key, &x.Place, &languages, &x.Introduction)
		x.Languages = strings.Fields(languages)
		profiles[key] = x
		return err
	}, "SELECT partner_id, place, languages, introduction FROM profiles WHERE partner_id IN "+in, args...)
}

// SetProfile makes what a partner tells of itself another thing, or nothing for the zero value, and records that a
// person did. Where it is that already, nothing is changed.
func (d Directory) SetProfile(who Person, p Partner, x Profile) error {
	profiles, err := d.Profiles([]int64{p.Key})
	if err != nil {
		return err
	}
	before := profiles[p.Key]
	if before.Place == x.Place && before.Introduction == x.Introduction && slices.Equal(before.Languages, x.Languages) {
		return nil
	}
	if err := d.tx.Exec("DELETE FROM profiles WHERE partner_id = $1", p.Key); err != nil {
		return err
	}
	if !x.none() {
		if err := d.tx.Exec("INSERT INTO profiles (partner_id, place, found, languages, introduction) VALUES ($1, $2, $3, $4, $5)",
			p.Key, x.Place, db.Folded(x.Place), strings.Join(x.Languages, " "), x.Introduction); err != nil {
			return err
		}
	}
	return Record(d.tx, NewEvent{At: d.tx.Now, Kind: ProfileSet, Subject: Subject{Of: APartner, Key: p.Key}, Actor: who.Key,
		Before: State{Values: before.values()}, After: State{Partner: &p, Values: x.values()}})
}
