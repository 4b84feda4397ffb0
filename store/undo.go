package store

import (
	"context"

	"shimei/store/intake"
)

// UndoneImport is the result of an undo, or what one would do.
type UndoneImport struct {
	intake.Import
	Stays []intake.Stay // rows that it leaves as they are
}

// Undo takes an import back, which has this key: what it added goes, what it changed has its former value
// again, and the kept credits follow. Rows that others wrote since, and those that others hang on, stay
// and are listed. An undo is an import too, and can be undone. The errors are ErrNotFound, those of
// intake.Undo, and the database's.
func (s *Store) Undo(ctx context.Context, key int64, actor string) (done UndoneImport, err error) {
	err = s.bulk(ctx, func(w *work) error {
		of, err := intake.Undoable(w.tx, key)
		if err != nil {
			return err
		}
		record, err := intake.Begin(w.tx, actor, intake.Import{File: of.File, Kind: intake.Undone, State: intake.Stored, Undoes: key})
		if err != nil {
			return err
		}
		var anew bool
		if done.Import, done.Stays, anew, err = intake.Undo(w.into(record), of); err != nil {
			return err
		}
		if anew {
			w.follow(w.p, nil) // with the months that have usage now
			if _, err := w.ledger.Rebuild(); err != nil {
				return err
			}
		}
		return intake.Finish(w.tx, done.Import)
	})
	return done, err
}

// WouldUndo tells what Undo would do.
func (s *Store) WouldUndo(ctx context.Context, key int64) (UndoneImport, error) {
	return read(ctx, s, func(w *work) (would UndoneImport, err error) {
		of, err := intake.Undoable(w.tx, key)
		if err != nil {
			return would, err
		}
		would.Import, would.Stays, _, err = intake.Undo(w.into(0), of)
		return would, err
	})
}

// StaysOf returns the rows that the undo with a key left as they are.
func (s *Store) StaysOf(ctx context.Context, key int64) ([]intake.Stay, error) {
	return read(ctx, s, func(w *work) ([]intake.Stay, error) { return intake.StaysOf(w.tx, key) })
}
