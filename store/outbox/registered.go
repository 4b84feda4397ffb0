package outbox

import (
	"encoding/json"
	"strings"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// TellRegistered tells the FastTrack desk that a partner was registered as partner of record, and the support
// contact that the customer sees from now on. h is without its kind and topic.
func TellRegistered(tx *db.Tx, p *programme.Programme, h Happening, partner directory.Partner) error {
	contacts, _, err := directory.In(tx, p).Contacts([]int64{partner.Key})
	if err != nil {
		return err
	}
	contact := contacts[partner.Key]
	h.Topic, h.Kind, h.Details.Contact = Desk, Registered, contact.Line()
	if err := Tell(tx, h, Admins()); err != nil || contact.Email == "" {
		return err
	}
	h.Topic, h.Kind = Nominations, Supports
	return tellAddress(tx, h, directory.Person{Email: contact.Email, Name: contact.Called(partner), Language: languageOf(partner.Country)}, PartnerPeople(partner.Key))
}

// languageOf is the language that mail to an address in a country is in.
func languageOf(country string) string {
	if strings.EqualFold(country, "JP") {
		return "ja"
	}
	return "en"
}

// tellAddress writes a message of a happening for an address, which is mailed alone. Where it is that of
// somebody of a circle who can sign in, they are told already.
func tellAddress(tx *db.Tx, h Happening, to directory.Person, told Circle) error {
	details, err := json.Marshal(h.Details)
	if err != nil {
		return err
	}
	c := db.Conditions{Args: []any{to.Email, to.Name, to.Language, string(h.Topic), string(h.Kind), h.About, string(details), h.At}}
	c.Add("NOT EXISTS (SELECT 1 FROM people x WHERE x.email = ? AND NOT x.disabled AND x.id IN ("+told.keys+"))", append([]any{strings.ToLower(to.Email)}, told.values...)...)
	return tx.Exec(`INSERT INTO messages (person_id, address, addressee, language, topic, kind, about, details, at, read_at, mail, tries, next_at, sent_at, error)
		SELECT NULL, $1, $2, $3, $4, $5, $6, $7, CAST($8 AS BIGINT), NULL, 'due', 0, CAST($8 AS BIGINT), NULL, '' WHERE `+c.String(), c.Args...)
}
