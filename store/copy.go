package store

import (
	"context"

	"shimei/store/db"
	"shimei/store/statement"
)

// CopyOptions say how a database is copied into another one.
type CopyOptions struct {
	Different bool              // also one that Verify finds differences in
	Told      func(db.CopyStep) // is called as the work goes on
}

// Copy copies all that a database holds into an empty one, as db.CopyInto does: every table as it is. The kept
// credits are among them, and not rebuilt: what arrived is verified before it is kept, and that compares
// them with the facts. Sessions are too, since nobody could end one after it was copied: the source is in
// nobody's hands meanwhile, and whoever is signed in stays so.
func Copy(ctx context.Context, from, to string, o CopyOptions) (db.CopiedInto, error) {
	return db.CopyInto(ctx, from, to, db.CopyOptions{Told: o.Told, Check: func(tx *db.Tx) error {
		found, err := verifyIn(tx)
		if err == nil && len(found) > 0 && !o.Different {
			err = DifferentError{found}
		}
		return err
	}})
}

// verifyIn returns the differences that Verify finds in the state of a transaction, which nobody else sees yet.
func verifyIn(tx *db.Tx) ([]statement.Difference, error) {
	s := &Store{}
	basis, err := s.basis(tx)
	if err != nil {
		return nil, err
	}
	if basis.Programme == nil { // no portal was ever opened on it, and nothing can be in it
		return nil, nil
	}
	months := basis.Months()
	return s.work(tx, basis, &months).statements().Verify("")
}
