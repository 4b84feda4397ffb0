package outbox

import (
	"time"

	"shimei/store/db"
	"shimei/store/programme"
)

// brokenOff is what is kept of a mail that two senders ended at.
const brokenOff = "sending was broken off twice; whether it arrived is not known"

// Claim takes at most limit messages whose mail is to be sent now, the longest due first, for a time in which
// nobody else takes them: of two that claim at once each message goes to one, since either changes the row.
// Those that a sender took and said nothing of are taken again once, as Unsure.
func Claim(tx *db.Tx, limit int, lease time.Duration) ([]Message, error) {
	if err := dismiss(tx); err != nil {
		return nil, err
	}
	var keys []int64
	err := tx.Each(func(scan db.Scan) error {
		var key int64
		err := scan(&key)
		keys = append(keys, key)
		return err
	}, `UPDATE messages SET mail = CASE WHEN mail = 'sending' THEN 'unsure' ELSE 'sending' END, tries = tries + 1, next_at = $2
		WHERE id IN (SELECT id FROM messages WHERE next_at <= $1 ORDER BY next_at, id LIMIT $3) RETURNING id`,
		tx.Now, tx.Now+programme.Instant(lease.Milliseconds()), limit)
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	return where(tx, " WHERE m.id IN "+db.Keys(keys)+" ORDER BY m.id")
}

// dismiss gives up what is not to be sent any more: mail of people who cannot sign in, of what happened long
// before there was a server (no try went wrong), and what was broken off twice.
func dismiss(tx *db.Tx) error {
	old := tx.Now - programme.Instant(fresh.Milliseconds())
	if err := tx.Exec(`UPDATE messages SET mail = 'none', next_at = NULL WHERE next_at <= $1 AND mail = 'due'
		AND (error = '' AND at < $2 OR person_id IN (SELECT id FROM people WHERE disabled))`, tx.Now, old); err != nil {
		return err
	}
	return tx.Exec("UPDATE messages SET mail = 'failed', next_at = NULL, error = $2 WHERE next_at <= $1 AND mail = 'unsure'", tx.Now, brokenOff)
}

// Tried keeps what came of a try to send the mail of a message that was claimed. known is false where the claim
// was over, and another sender has it.
func Tried(tx *db.Tx, m Message, o Outcome) (known bool, err error) {
	after := m.Mail.after(o, tx.Now)
	n, err := tx.Affected(`UPDATE messages SET mail = $3, tries = $4, next_at = $5, sent_at = $6, error = $7
		WHERE id = $1 AND tries = $2 AND mail IN ('sending', 'unsure')`,
		m.Key, m.Mail.Tries, string(after.State), after.Tries, orNull(after.Next), orNull(after.SentAt), after.Error)
	return n > 0, err
}

// Retry has mails that failed sent again, all of them or that of one message, and returns how many there are.
func Retry(tx *db.Tx, key int64) (int64, error) {
	return tx.Affected("UPDATE messages SET mail = 'due', tries = 0, next_at = $2 WHERE mail = 'failed' AND (CAST($1 AS BIGINT) = 0 OR id = $1)", key, tx.Now)
}

// orNull is an instant as the database holds it: NULL for none.
func orNull(i *programme.Instant) any {
	if i == nil {
		return nil
	}
	return *i
}
