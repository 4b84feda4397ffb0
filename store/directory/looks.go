package directory

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// LookEvery is how long after a look the next one of the same account at the same customer is recorded.
const LookEvery programme.Instant = 60 * 60 * 1000

// Looks returns when people of accounts last looked at a customer, by the account's key.
func (d Directory) Looks(customer int64) (map[int64]programme.Instant, error) {
	looks := map[int64]programme.Instant{}
	return looks, d.tx.Each(func(scan db.Scan) error {
		var account int64
		var at programme.Instant
		err := scan(&account, &at)
		looks[account] = at
		return err
	}, "SELECT account_id, last_at FROM looks WHERE customer_id = $1", customer)
}

// LastLook returns when somebody of an account last looked at a customer; nil for never.
func (d Directory) LastLook(account, customer int64) (at *programme.Instant, err error) {
	var last programme.Instant
	found, err := d.tx.One([]any{&last}, "SELECT last_at FROM looks WHERE customer_id = $2 AND account_id = $1", account, customer)
	if found {
		at = &last
	}
	return at, err
}

// Looked records that somebody of an account looks at a customer now, unless that was recorded within the hour.
func Looked(tx *db.Tx, account, customer int64) error {
	return tx.Exec(`INSERT INTO looks (account_id, customer_id, last_at) VALUES ($1, $2, $3)
		ON CONFLICT (customer_id, account_id) DO UPDATE SET last_at = excluded.last_at WHERE looks.last_at <= $4`,
		account, customer, tx.Now, tx.Now-LookEvery)
}

// Knows reports whether an account is, or was, associated with what a customer sees.
func (d Directory) Knows(customer, account int64) (known bool, err error) {
	var some int
	return d.tx.One([]any{&some}, "SELECT 1 FROM "+d.seenBy("$1")+` a JOIN partners p ON p.id = a.partner_id
		WHERE coalesce(p.parent_id, p.id) = $2 LIMIT 1`, customer, account)
}
