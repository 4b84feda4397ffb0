package directory

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"shimei/store/db"
	"shimei/store/programme"
)

// Contact is whom the customers of a location turn to. Its fields are each a line of text, "" for none.
type Contact struct {
	Name, Email, Phone, Hours string
}

// longestContact is how many letters a line of a contact may have.
const longestContact = 200

// Tidy returns the contact without control characters and needless spaces, and its number in half width.
func (c Contact) Tidy() Contact {
	c.Phone = strings.Map(plainHyphen, norm.NFKC.String(c.Phone))
	for _, line := range c.lines() {
		*line = strings.Join(strings.FieldsFunc(*line, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	}
	return c
}

// Line returns the contact as one line of text, "" for none.
func (c Contact) Line() string {
	var said []string
	for _, line := range c.lines() {
		if *line != "" {
			said = append(said, *line)
		}
	}
	return strings.Join(said, ", ")
}

// Called is the name that mail to the contact of a partner is addressed by.
func (c Contact) Called(of Partner) string {
	if c.Name != "" {
		return c.Name
	}
	return of.Name
}

// plainHyphen returns what people write for a hyphen as one; the long vowel is what a Japanese keyboard has.
func plainHyphen(r rune) rune {
	if unicode.Is(unicode.Dash, r) || r == 'ー' {
		return '-'
	}
	return r
}

// number is a telephone number: digits, what stands between them, and an extension.
var number = regexp.MustCompile(`(?i)^[0-9 +()./-]+((,? ?(ext\.?|extension|x|#|内線) ?:?)[0-9 -]+)?$`)

// fewestDigits is how many digits a telephone number has at least.
const fewestDigits = 5

// isNumber reports whether somebody could be called at a number.
func isNumber(phone string) bool {
	digits := len(phone) - len(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, phone))
	return digits >= fewestDigits && number.MatchString(phone)
}

func (c *Contact) lines() []*string { return []*string{&c.Name, &c.Email, &c.Phone, &c.Hours} }

// Check refuses a contact that nobody could be reached by. One without a word is none, and no mistake.
func (c Contact) Check() error {
	for _, line := range c.lines() {
		if utf8.RuneCountInString(*line) > longestContact {
			return &programme.Refusal{Code: programme.RefusedContactLong}
		}
	}
	before, after, split := strings.Cut(c.Email, "@")
	switch {
	case c == Contact{}:
		return nil
	case c.Email != "" && (!split || before == "" || after == "" || strings.ContainsAny(c.Email, " ,;<>()")):
		return &programme.Refusal{Code: programme.RefusedContactEmail, Name: c.Email}
	case c.Phone != "" && !isNumber(c.Phone):
		return &programme.Refusal{Code: programme.RefusedContactPhone, Name: c.Phone}
	case c.Email == "" && c.Phone == "":
		return &programme.Refusal{Code: programme.RefusedContact}
	}
	return nil
}

// values are the contact as an event keeps it.
func (c Contact) values() map[string]string {
	values := map[string]string{}
	for name, value := range map[string]string{"name": c.Name, "email": c.Email, "phone": c.Phone, "hours": c.Hours} {
		if value != "" {
			values[name] = value
		}
	}
	return values
}

// Contacts returns the support contacts of partners by their keys: as their people said, or else the
// partner's address. said tells the former.
func (d Directory) Contacts(partners []int64) (contacts map[int64]Contact, said map[int64]bool, err error) {
	var args []any
	in := db.Among(partners, &args)
	return d.contactsWhere("p.id IN "+in, args...)
}

// ContactsOf returns the support contacts of the partners that are or were associated with a customer.
func (d Directory) ContactsOf(customer int64) (map[int64]Contact, error) {
	contacts, _, err := d.contactsWhere("p.id IN (SELECT partner_id FROM associations WHERE customer_id = $1)", customer)
	return contacts, err
}

func (d Directory) contactsWhere(where string, args ...any) (contacts map[int64]Contact, said map[int64]bool, err error) {
	contacts, said = map[int64]Contact{}, map[int64]bool{}
	return contacts, said, d.tx.Each(func(scan db.Scan) error {
		var key int64
		var c Contact
		var own bool
		err := scan(&key, &c.Name, &c.Email, &c.Phone, &c.Hours, &own)
		contacts[key], said[key] = c, own
		return err
	}, `SELECT p.id, coalesce(c.name, ''), coalesce(c.email, p.email), coalesce(c.phone, ''), coalesce(c.hours, ''), c.partner_id IS NOT NULL
		FROM partners p LEFT JOIN contacts c ON c.partner_id = p.id WHERE `+where, args...)
}

// SetContact makes the support contact of a partner another one, or none for the zero value, and records
// that a person did. Where it is that already, nothing is changed.
func (d Directory) SetContact(who Person, p Partner, c Contact) error {
	contacts, said, err := d.Contacts([]int64{p.Key})
	if err != nil {
		return err
	}
	var before Contact
	if said[p.Key] {
		before = contacts[p.Key]
	}
	if before == c {
		return nil
	}
	if err := d.tx.Exec("DELETE FROM contacts WHERE partner_id = $1", p.Key); err != nil {
		return err
	}
	if (c != Contact{}) {
		if err := d.tx.Exec("INSERT INTO contacts (partner_id, name, email, phone, hours) VALUES ($1, $2, $3, $4, $5)", p.Key, c.Name, c.Email, c.Phone, c.Hours); err != nil {
			return err
		}
	}
	return Record(d.tx, NewEvent{At: d.tx.Now, Kind: ContactSet, Subject: Subject{Of: APartner, Key: p.Key}, Actor: who.Key,
		Before: State{Values: before.values()}, After: State{Partner: &p, Values: c.values()}})
}
