package store

import (
	"context"
	"errors"

	"shimei/store/db"
	"shimei/store/intake"
	"shimei/store/ledger"
	"shimei/store/report"
)

// stage imports a long file of usage of new months while others go on to nominate, or is ErrNotStaged.
func (s *Store) stage(ctx context.Context, f *intake.File, o intake.Options) (done intake.Import, err error) {
	done, err = s.staged(ctx, f, o, (*stage).last)
	switch {
	case err == nil && done.State == intake.Refused:
		return s.refuse(ctx, o, done)
	case err == nil:
		s.countAfter(ctx)
	}
	return done, err
}

// rehearseStaged tells what a file would do that stage imports: all is done but for the last change, which is undone.
func (s *Store) rehearseStaged(ctx context.Context, f *intake.File, o intake.Options) (r Rehearsal, err error) {
	done, err := s.staged(ctx, f, o, func(x *stage, ctx context.Context) lastChange {
		return func(take func(intake.Into) (intake.Import, error)) (done intake.Import, err error) {
			r.Effect, done, err = x.effect(ctx, take)
			return done, err
		}
	})
	if done.State == intake.Stored {
		done.State = intake.DryRun
	}
	done.Key = 0 // its record is gone
	r.Files = []intake.Import{done}
	return r, err
}

// lastChange makes the change that ends a stage.
type lastChange = func(take func(intake.Into) (intake.Import, error)) (intake.Import, error)

// staged stages a file, with a last change. What a stage that was broken off left is cleared away first, and so is what this one
// leaves, unless its last change kept it.
func (s *Store) staged(ctx context.Context, f *intake.File, o intake.Options, last func(*stage, context.Context) lastChange) (done intake.Import, err error) {
	p, err := s.Programme(ctx)
	if err != nil {
		return done, err
	}
	err = s.db.InTurn(ctx, func() error {
		clear := func() error {
			return clearStaged(func(clear func(*db.Tx) error) error { return s.db.Piece(ctx, clear) })
		}
		if err := clear(); err != nil {
			return err
		}
		x := &stage{store: s, file: f, options: o}
		done, err = intake.Stage(ctx, p, f, intake.Staging{Begin: x.begin(ctx), Piece: x.piece(ctx), Last: last(x, ctx)})
		if x.key != 0 && !x.kept && ctx.Err() == nil {
			err = errors.Join(err, clear())
		}
		return err
	})
	return done, err
}

// stage is an import that is staged.
type stage struct {
	store   *Store
	file    *intake.File
	options intake.Options
	key     int64 // of its record; 0 before there is one
	kept    bool  // by its last change
}

func (x *stage) begin(ctx context.Context) func(func(intake.Into) error) error {
	return func(do func(intake.Into) error) error {
		var key int64
		err := x.store.db.Piece(ctx, x.store.changing(func(w *work) (err error) {
			if key, err = intake.Begin(w.tx, x.options.Actor, intake.Import{File: x.file.Name(), Kind: x.file.Kind(), State: intake.Staged}); err != nil {
				return err
			}
			if _, err := w.ledger.BeginStaging(key); err != nil {
				return err
			}
			return do(x.into(w, key))
		}))
		if err == nil {
			x.key = key
		}
		return err
	}
}

func (x *stage) into(w *work, key int64) intake.Into {
	into := w.into(key)
	into.Options = x.options
	return into
}

func (x *stage) piece(ctx context.Context) func(func(*db.Tx) error) error {
	return func(do func(*db.Tx) error) error {
		return x.store.db.Piece(ctx, func(tx *db.Tx) error {
			if err := ledger.StillStaging(tx, x.key); err != nil {
				return err
			}
			return do(tx)
		})
	}
}

func (x *stage) last(ctx context.Context) lastChange {
	return func(take func(intake.Into) (intake.Import, error)) (done intake.Import, err error) {
		err = x.store.db.Last(ctx, x.store.changing(func(w *work) error {
			if done, err = x.end(w, take); err != nil {
				return err
			}
			return w.stored(done, x.options.Actor)
		}))
		x.kept = err == nil
		return done, err
	}
}

// end has what was staged be everybody's, and takes the rest in.
func (x *stage) end(w *work, take func(intake.Into) (intake.Import, error)) (done intake.Import, err error) {
	if err := ledger.EndStaging(w.tx, x.key); err != nil {
		return done, err
	}
	return take(x.into(w, x.key))
}

// effect makes the last change, undoes it, and returns what it did to figures, levels and closed months.
func (x *stage) effect(ctx context.Context, take func(intake.Into) (intake.Import, error)) (effect *report.Effect, done intake.Import, err error) {
	err = x.store.db.Last(ctx, x.store.changing(func(w *work) error {
		effect, err = w.effectOf(func(w *work) error {
			done, err = x.end(w, take)
			return err
		})
		if err != nil {
			return err
		}
		return errUndone
	}))
	if errors.Is(err, errUndone) {
		err = nil
	}
	return effect, done, err
}

// clearStaged clears away what a staged import left that was broken off, if any did, by change after change. The
// caller has the turn to change facts, so that nobody is at it.
func clearStaged(change func(func(*db.Tx) error) error) error {
	return ledger.Abandon(change, intake.Forget)
}
