package store

import (
	"context"

	"shimei/store/intake"
	"shimei/store/report"
)

// UndoneImport is the result of an undo, or what one would do.
type UndoneImport struct {
	intake.Import
	Stays  []intake.Stay  // rows that it leaves as they are
	Effect *report.Effect // of one that is only asked about
}

// Undo takes an import back, which has this key: what it added goes, what it changed has its former value
// again, and the kept credits follow. Rows that others wrote since, and those that others hang on, stay
// and are listed. An undo is an import too, and can be undone. The errors are ErrNotFound, those of
// intake.Undo, and the database's.
func (s *Store) Undo(ctx context.Context, key int64, actor string) (done UndoneImport, err error) {
	err = s.bulk(ctx, func(w *work) error {
		return w.requests().Superseding(func() error {
			done, err = w.undo(key, actor)
			return err
		})
	})
	return done, err
}

// WouldUndo tells what Undo would do, also to figures, levels and closed months.
func (s *Store) WouldUndo(ctx context.Context, key int64) (would UndoneImport, err error) {
	effect, err := s.effectOf(ctx, func(w *work) error {
		would, err = w.undo(key, "")
		return err
	})
	would.Key, would.Effect = 0, effect
	return would, err
}

func (w *work) undo(key int64, actor string) (done UndoneImport, err error) {
	of, err := intake.Undoable(w.tx, key)
	if err != nil {
		return done, err
	}
	record, err := intake.Begin(w.tx, actor, intake.Import{File: of.File, Kind: intake.Undone, State: intake.Stored, Undoes: key})
	if err != nil {
		return done, err
	}
	var anew bool
	if done.Import, done.Stays, anew, err = intake.Undo(w.into(record), of); err != nil {
		return done, err
	}
	if anew {
		w.follow(w.p, nil) // with the months that have usage now
		if _, err := w.ledger.Rebuild(); err != nil {
			return done, err
		}
	}
	return done, w.stored(done.Import, actor)
}

// StaysOf returns the rows that the undo with a key left as they are.
func (s *Store) StaysOf(ctx context.Context, key int64) ([]intake.Stay, error) {
	return read(ctx, s, func(w *work) ([]intake.Stay, error) { return intake.StaysOf(w.tx, key) })
}
