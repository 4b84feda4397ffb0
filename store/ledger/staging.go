package ledger

import (
	"errors"

	"shimei/store/db"
	"shimei/store/programme"
)

// Staging is an import that writes usage of new months, and the credits of it, a piece at a time while others go on. What
// is of the month Since and later, and the credits of months that were not kept when it began, are nobody else's yet.
type Staging struct {
	Import int64           // key of its record; 0 for none that is being staged
	Since  programme.Month // after all months where there is none
}

// ErrTurnLost is returned where another one took an import for broken off while it was staged.
var ErrTurnLost = errors.New("the import was taken for broken off, since the connection by which it had its turn broke; nothing was stored, import the file again")

// StagingIn returns what is being staged.
func StagingIn(tx *db.Tx) (s Staging, err error) {
	s.Since = beyond
	_, err = tx.One([]any{&s.Import, &s.Since}, "SELECT import_id, since FROM staging")
	return s, err
}

// through returns the last month that credits are kept for.
func (s Staging) through() programme.Month { return s.Since - 1 + Ahead }

// gate is the row that every change of associations by a person reads and shares, and that whoever begins or ends to stage
// writes. So a server sees to it that each such change knows whether something is being staged as it ends.
const gate = "programmes WHERE id = (SELECT max(id) FROM programmes)"

func passGate(tx *db.Tx) error {
	return tx.Exec("UPDATE programmes SET hash = hash WHERE id = (SELECT max(id) FROM programmes)")
}

// BeginStaging has an import staged from now on, and returns the months that have usage before it. What is of later ones
// is its own.
func (l *Ledger) BeginStaging(key int64) (Months, error) {
	tx := l.facts.tx
	months, err := l.Months()
	if err != nil {
		return months, err
	}
	if err := passGate(tx); err != nil {
		return months, err
	}
	if err := tx.Exec("DELETE FROM staged_changes"); err != nil {
		return months, err
	}
	return months, tx.Exec("INSERT INTO staging (import_id, since) VALUES ($1, $2)", key, int64(months.next()))
}

// StillStaging errs where an import is not being staged any more. Nobody can take its turn until the transaction ends.
func StillStaging(tx *db.Tx, key int64) error {
	var is int
	found, err := tx.One([]any{&is}, "SELECT 1 FROM staging WHERE import_id = $1 AND NOT broken"+tx.ForShare(), key)
	if err == nil && !found {
		err = ErrTurnLost
	}
	return err
}

// EndStaging has what was staged be everybody's.
func EndStaging(tx *db.Tx, key int64) error {
	if err := passGate(tx); err != nil {
		return err
	}
	ended, err := tx.Affected("DELETE FROM staging WHERE import_id = $1 AND NOT broken", key)
	if err == nil && ended == 0 {
		err = ErrTurnLost
	}
	return err
}

// tellStaging tells an import that is being staged that associations of customers, by their keys, are about to change.
func tellStaging(tx *db.Tx, customers []int64) error {
	var staging bool
	if _, err := tx.One([]any{&staging}, "SELECT EXISTS (SELECT 1 FROM staging) FROM "+gate+tx.ForShare()); err != nil || !staging {
		return err
	}
	rows := make([][]any, len(customers))
	for k := range customers {
		rows[k] = []any{customers[k]}
	}
	return tx.Insert("INSERT INTO staged_changes (customer_id) VALUES", rows, "")
}

// changes are the customers whose associations were changed while an import is staged, by the keys of the changes.
type changes map[int64]int64

func changesIn(tx *db.Tx) (changes, error) {
	found := changes{}
	return found, tx.Each(func(scan db.Scan) error {
		var key, customer int64
		err := scan(&key, &customer)
		found[key] = customer
		return err
	}, "SELECT id, customer_id FROM staged_changes")
}

// since returns the customers of the changes that an earlier state does not have.
func (c changes) since(earlier changes) (customers []int64) {
	seen := map[int64]bool{}
	for key, customer := range c {
		if _, had := earlier[key]; !had && !seen[customer] {
			seen[customer] = true
			customers = append(customers, customer)
		}
	}
	return customers
}
