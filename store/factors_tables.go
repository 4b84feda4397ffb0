package store

import "slices"

// The tables of second factors, of which each row is a person's. One that is added here goes along with a person who
// moves, and is deleted as an account is merged, erased, or loses its factors.
var (
	factorTables = []string{"code_apps", "recovery_codes", "passkeys"}
	handleTables = []string{"passkey_handles"} // by which devices know the person: they outlive a passkey
)

// ownFactors are all of them.
func ownFactors() []string { return slices.Concat(factorTables, handleTables) }

// deleteOf deletes the rows of a person in some tables.
func (w *work) deleteOf(person int64, tables ...string) error {
	for _, table := range tables {
		if err := w.tx.Exec("DELETE FROM "+table+" WHERE person_id = $1", person); err != nil {
			return err
		}
	}
	return nil
}
