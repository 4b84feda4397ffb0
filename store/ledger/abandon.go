package ledger

import (
	"math"

	"shimei/store/db"
	"shimei/store/programme"
)

// rowsCleared is how many rows of usage are deleted at a time.
const rowsCleared = 10_000

// Abandon deletes the usage and the credits of an import that was broken off while it was staged, by change after change,
// and has forget delete its record. Each change may be made anew.
func Abandon(change func(func(*db.Tx) error) error, forget func(tx *db.Tx, key int64) error) error {
	var left Staging
	if err := change(func(tx *db.Tx) (err error) {
		if left, err = StagingIn(tx); err != nil || left.Import == 0 {
			return err
		}
		return tx.Exec("UPDATE staging SET broken = TRUE")
	}); err != nil || left.Import == 0 {
		return err
	}
	for _, remove := range []func(*db.Tx, int64) (int64, error){left.removeUsage, left.removeCredits} {
		for after := int64(-1); after < ended; {
			next := after
			if err := change(func(tx *db.Tx) (err error) {
				next, err = remove(tx, after)
				return err
			}); err != nil {
				return err
			}
			after = next
		}
	}
	return change(func(tx *db.Tx) error {
		for _, statement := range []string{"DELETE FROM staging", "DELETE FROM staged_changes"} {
			if err := tx.Exec(statement); err != nil {
				return err
			}
		}
		return forget(tx, left.Import)
	})
}

// ended is where a removal has come to that is at its end.
const ended = math.MaxInt64

// removeUsage deletes some of the usage.
func (s Staging) removeUsage(tx *db.Tx, _ int64) (int64, error) {
	var m programme.Month
	if found, err := tx.One([]any{&m}, "SELECT month FROM usage WHERE month >= $1 ORDER BY month LIMIT 1", int64(s.Since)); err != nil || !found {
		return ended, err
	}
	var through int64
	found, err := tx.One([]any{&through}, "SELECT subscription_id FROM usage WHERE month = $1 ORDER BY subscription_id LIMIT 1 OFFSET $2", m, rowsCleared)
	switch {
	case err != nil:
		return 0, err
	case found:
		return 0, tx.Exec("DELETE FROM usage WHERE month = $1 AND subscription_id <= $2", m, through)
	}
	return 0, tx.Exec("DELETE FROM usage WHERE month = $1", m)
}

// removeCredits deletes those of the accounts that follow one.
func (s Staging) removeCredits(tx *db.Tx, after int64) (int64, error) {
	accounts, err := tx.AllKeys("SELECT id FROM partners WHERE id > $1 ORDER BY id LIMIT $2", after, accountsAtOnce)
	if err != nil || len(accounts) == 0 {
		return ended, err
	}
	return accounts[len(accounts)-1], tx.Exec("DELETE FROM credits WHERE account_id IN "+db.Keys(accounts)+" AND month > $1", int64(s.through()))
}
