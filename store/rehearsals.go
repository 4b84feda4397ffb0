package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"shimei/store/intake"
	"shimei/store/report"
)

// errRehearsed ends a rehearsal at a file with faults: after it there is no effect to tell.
var errRehearsed = errors.New("rehearsed until a file with faults")

// Rehearsal is what importing files would do.
type Rehearsal struct {
	State  string          // of the database that they were laid over, as State tells it
	Files  []intake.Import // until one that is refused
	Effect *report.Effect  // of all of them together; nil where one is refused
}

// ReachesBack reports whether the files change what is past: owner, kind, parent or status of before
// today, or what is credited in closed months. Files with faults do nothing.
func (r *Rehearsal) ReachesBack() bool {
	return r.Effect != nil && (len(r.Effect.Corrections) > 0 ||
		slices.ContainsFunc(r.Files, func(x intake.Import) bool { return x.Backdated > 0 }))
}

// Rehearse tells what an import of files would do, and stores nothing. The error is of the machine, not of
// the files.
func (s *Store) Rehearse(ctx context.Context, files []intake.Source, o intake.Options) (r Rehearsal, err error) {
	state, err := s.State(ctx) // before it: what changes meanwhile makes it another one
	if err != nil {
		return r, err
	}
	err = s.opening(ctx, files, o, func(opened []*intake.File, refused []intake.Import) error {
		if r.Files = refused; len(refused) > 0 {
			return nil
		}
		r, err = s.rehearse(ctx, opened, o)
		return err
	})
	r.State = state
	return r, err
}

// State tells one state of the facts, statements and rules from another: it is another one after each import,
// nomination, closed or declared month and adopted programme.
func (s *Store) State(ctx context.Context) (string, error) {
	return read(ctx, s, func(w *work) (state string, err error) {
		var imports, events, statements, programmes, declared int64
		_, err = w.tx.One([]any{&imports, &events, &statements, &programmes, &declared}, `SELECT (SELECT coalesce(max(id), 0) FROM imports WHERE state <> 'staged'),
			(`+eventsThrough+`), (SELECT count(*) FROM statements), (SELECT coalesce(max(id), 0) FROM programmes),
			(SELECT coalesce(sum(coalesce(complete_at, 0) + coalesce(reopened_at, 0)), 0) FROM months)`)
		return fmt.Sprint(imports, events, statements, programmes, declared), err
	})
}

// rehearse imports all files in one change, since later ones hang on earlier ones, and undoes it.
func (s *Store) rehearse(ctx context.Context, files []*intake.File, o intake.Options) (r Rehearsal, err error) {
	if len(files) == 1 && s.tried == nil && intake.MayStage(files[0], o) {
		if r, err = s.rehearseStaged(ctx, files[0], o); !errors.Is(err, intake.ErrNotStaged) {
			return r, err
		}
	}
	r.Effect, err = s.effectOf(ctx, func(w *work) error {
		r.Files, err = w.takeAll(files, o)
		return err
	})
	if errors.Is(err, errRehearsed) {
		err = nil
	}
	return r, err
}

// takeAll takes files in until one that is refused, which ends it with errRehearsed.
func (w *work) takeAll(files []*intake.File, o intake.Options) (all []intake.Import, err error) {
	o.Together = intake.NewTogether(files)
	for _, f := range files {
		done, err := w.take(f, o, len(files) == 1)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		done.Key = 0 // its record is undone with it
		if done.State == intake.Refused {
			return append(all, done), errRehearsed
		}
		done.State = intake.DryRun
		all = append(all, done)
	}
	return all, nil
}
