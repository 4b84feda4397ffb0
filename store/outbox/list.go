package outbox

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"shimei/store/db"
	"shimei/store/directory"
)

// Order is what lists of messages can be sorted by. The usual has those first that nobody has read, the latest
// of them before the others.
var Order = db.Order{Key: "m.id", Usual: db.Sort{By: "unread", Down: true}, Columns: map[string]string{
	"unread": "CASE WHEN m.read_at IS NULL THEN 1 ELSE 0 END", "at": "m.at", "topic": "m.topic", "mail": "m.mail"}}

// Filter narrows a list of messages. Empty fields let all through.
type Filter struct {
	Topic  Topic
	Unread bool
	Mail   MailState
}

const fromMessages = "messages m LEFT JOIN people x ON x.id = m.person_id" + directory.JoinOrganisation

// Of lists the messages of a person, by the key.
func Of(tx *db.Tx, person int64, f Filter) db.List[Message] {
	l := All(tx, f)
	l.Within = db.Where("m.person_id = ?", person)
	return l
}

// All lists everybody's messages.
func All(tx *db.Tx, f Filter) db.List[Message] {
	return db.List[Message]{Tx: tx, Order: Order, From: fromMessages, Narrow: f.narrow, Key: func(m *Message) int64 { return m.Key },
		Read: func(tail string, args ...any) ([]Message, error) { return where(tx, tail, args...) }}
}

func (f Filter) narrow(c *db.Conditions) {
	if f.Topic != "" {
		c.Add("m.topic = ?", string(f.Topic))
	}
	if f.Unread {
		c.Add("m.read_at IS NULL")
	}
	if f.Mail != "" {
		c.Add("m.mail = ?", string(f.Mail))
	}
}

// where returns the messages m, of people x, that end a statement.
func where(tx *db.Tx, tail string, args ...any) (found []Message, err error) {
	err = tx.Each(func(scan db.Scan) error {
		var m Message
		var details string
		var read, next, sent sql.NullInt64
		var address, addressee, language string
		if err := scan(append(m.To.Dest(), &address, &addressee, &language, &m.Key, &m.Topic, &m.Kind, &m.About, &details, &m.At, &read,
			&m.Mail.State, &m.Mail.Tries, &next, &sent, &m.Mail.Error)...); err != nil {
			return err
		}
		if m.To.Key == 0 {
			m.To = directory.Person{Email: address, Name: addressee, Language: language}
		}
		m.ReadAt, m.Mail.Next, m.Mail.SentAt = instant(read), instant(next), instant(sent)
		err := json.Unmarshal([]byte(details), &m.Details)
		if err != nil {
			err = fmt.Errorf("the details of message %d: %w", m.Key, err)
		}
		found = append(found, m)
		return err
	}, `SELECT `+directory.PersonColumns+`, m.address, m.addressee, m.language, m.id, m.topic, m.kind, m.about, m.details, m.at, m.read_at, m.mail, m.tries, m.next_at, m.sent_at, m.error
		FROM `+fromMessages+tail, args...)
	return found, err
}

// Open returns a message of a person and marks it as read, or db.ErrNotFound for another's.
func Open(tx *db.Tx, person, key int64) (Message, error) {
	found, err := where(tx, "WHERE m.id = $1 AND m.person_id = $2", key, person)
	if err == nil && len(found) == 0 {
		err = db.ErrNotFound
	}
	if err != nil {
		return Message{}, err
	}
	return found[0], tx.Exec("UPDATE messages SET read_at = $2 WHERE id = $1 AND read_at IS NULL", key, tx.Now)
}

// ReadAll marks the messages of a person as read, up to the one that was the latest when they were shown.
func ReadAll(tx *db.Tx, person, latest int64) error {
	return tx.Exec("UPDATE messages SET read_at = $3 WHERE person_id = $1 AND id <= $2 AND read_at IS NULL", person, latest, tx.Now)
}

// Latest returns the key of a person's latest message, 0 for none.
func Latest(tx *db.Tx, person int64) (key int64, err error) {
	_, err = tx.One([]any{&key}, "SELECT coalesce(max(id), 0) FROM messages WHERE person_id = $1", person)
	return key, err
}

// Forget takes a person's messages away but for those of the own account: they may tell of what the person no longer
// sees.
func Forget(tx *db.Tx, person int64) error {
	return tx.Exec("DELETE FROM messages WHERE person_id = $1 AND topic <> $2", person, string(Accounts))
}
