package store

import (
	"context"
	"errors"
	"fmt"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/facts"
	"shimei/store/intake"
)

// errRefused undoes the import of a file with faults.
var errRefused = errors.New("the file has faults")

// Import takes in files, in the order of dependence, each whole or not at all. It stops at
// the first file with faults, which its Import holds; the files before it stay. The error
// is of the machine, not of the files.
func (s *Store) Import(ctx context.Context, files []intake.Source, o intake.Options) (done []intake.Import, err error) {
	err = s.opening(ctx, files, o, func(opened []*intake.File, refused []intake.Import) error {
		done, err = s.importOpened(ctx, opened, refused, o)
		return err
	})
	return done, err
}

// opening opens files in the order of dependence while take does with them what it does. It is given
// those whose header is at fault, too.
func (s *Store) opening(ctx context.Context, files []intake.Source, o intake.Options, take func(opened []*intake.File, refused []intake.Import) error) error {
	p, err := s.Programme(ctx)
	if err != nil {
		return err
	}
	opened, refused, err := intake.OpenAll(files, p, o.Reading)
	defer func() {
		for _, f := range opened {
			f.Close()
		}
	}()
	if err != nil {
		return err
	}
	return take(opened, refused)
}

// KindOf tells the kind of a file by its header, or by the options; "" where the header is at fault. The
// error is of the machine, not of the file.
func (s *Store) KindOf(ctx context.Context, file intake.Source, o facts.Options) (kind facts.Kind, err error) {
	err = s.opening(ctx, []intake.Source{file}, intake.Options{Reading: o}, func(opened []*intake.File, refused []intake.Import) error {
		if len(refused) == 0 {
			kind = opened[0].Kind()
		}
		return nil
	})
	return kind, err
}

// importOpened imports files whose headers were read; refused are those whose header is at fault.
func (s *Store) importOpened(ctx context.Context, opened []*intake.File, refused []intake.Import, o intake.Options) (all []intake.Import, err error) {
	if len(refused) > 0 {
		return refused, s.record(ctx, o, refused)
	}
	o.Together = intake.NewTogether(opened)
	for _, f := range opened {
		done, err := s.importFile(ctx, f, o)
		if err != nil {
			return all, fmt.Errorf("%s: %w", f.Name(), err)
		}
		all = append(all, done)
		if done.State == intake.Refused {
			break
		}
	}
	return all, nil
}

func (s *Store) importFile(ctx context.Context, f *intake.File, o intake.Options) (done intake.Import, err error) {
	if intake.MayStage(f, o) {
		if done, err = s.stage(ctx, f, o); !errors.Is(err, intake.ErrNotStaged) {
			return done, err
		}
	}
	err = s.bulk(ctx, func(w *work) error {
		return w.requests().Superseding(func() error {
			if done, err = w.take(f, o, true); err != nil {
				return err
			}
			if done.State == intake.Refused {
				return errRefused
			}
			return w.stored(done, o.Actor)
		})
	})
	if errors.Is(err, errRefused) {
		return s.refuse(ctx, o, done)
	}
	return done, err
}

// refuse records a file that is refused, after all that was written of it is undone.
func (s *Store) refuse(ctx context.Context, o intake.Options, done intake.Import) (intake.Import, error) {
	refused := []intake.Import{done}
	err := s.record(ctx, o, refused)
	return refused[0], err
}

// stored records what an import did that is taken in, and tells it in the history of the portal.
func (w *work) stored(done intake.Import, actor string) error {
	if err := intake.Finish(w.tx, done); err != nil {
		return err
	}
	kind := directory.Imported
	if done.Undoes != 0 {
		kind = directory.Undone
	}
	if err := w.tell(kind, directory.AnImport, done.Key, actor); err != nil {
		return err
	}
	for _, m := range done.Completed {
		if err := w.tell(directory.Completed, directory.AMonth, int64(m), actor); err != nil {
			return err
		}
	}
	return nil
}

// tell records what an admin, or who calls the program at a shell, did to the portal.
func (w *work) tell(kind directory.Kind, of directory.SubjectKind, key int64, actor string) error {
	return directory.Record(w.tx, directory.NewEvent{At: w.tx.Now, Kind: kind, Subject: directory.Subject{Of: of, Key: key}, ActorName: actor})
}

// take takes in a file under a record of its own. alone tells that nothing else is changed in the
// transaction.
func (w *work) take(f *intake.File, o intake.Options, alone bool) (intake.Import, error) {
	key, err := intake.Begin(w.tx, o.Actor, intake.Import{File: f.Name(), Kind: f.Kind(), State: intake.Stored})
	if err != nil {
		return intake.Import{}, err
	}
	into := w.into(key)
	into.Alone, into.Options = alone, o
	return intake.Take(into, f)
}

// into returns the Into of an import.
func (w *work) into(key int64) intake.Into {
	return intake.Into{DB: w.store.db, Tx: w.tx, Programme: w.p, Ledger: w.ledger, Import: key, UsageAtOnce: w.store.usageAtOnce}
}

// record records files that were refused.
func (s *Store) record(ctx context.Context, o intake.Options, done []intake.Import) error {
	return s.update(ctx, func(w *work) error {
		for k := range done {
			if err := intake.Keep(w.tx, o.Actor, &done[k]); err != nil {
				return err
			}
		}
		return nil
	})
}

// Imports returns a part of the imports, without their faults.
func (s *Store) Imports(ctx context.Context, p db.Part) (found []intake.Record, err error) {
	return read(ctx, s, func(w *work) ([]intake.Record, error) { return intake.Imports(w.tx).Part(p) })
}

// EachImport calls row with every import, in order and without its faults.
func (s *Store) EachImport(ctx context.Context, order db.Sort, row func(intake.Record) error) error {
	return s.view(ctx, func(w *work) error { return intake.Imports(w.tx).Each(order, row) })
}

// ImportByKey returns one import with its faults, or ErrNotFound.
func (s *Store) ImportByKey(ctx context.Context, key int64) (intake.Record, error) {
	return read(ctx, s, func(w *work) (intake.Record, error) { return intake.ByKey(w.tx, key) })
}
