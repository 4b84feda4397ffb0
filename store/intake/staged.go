package intake

import (
	"context"
	"errors"
	"slices"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// Staging has an import of usage staged: the caller's turn to change facts, in which Begin, each Piece and Last are changes
// of their own.
type Staging struct {
	// Begin has the import staged from now on, and calls do in the same change, which may be made anew.
	Begin func(do func(Into) error) error
	// Piece makes one of many changes. It may be made anew, too.
	Piece func(do func(*db.Tx) error) error
	// Last calls take in the change that has all of it be everybody's.
	Last func(take func(Into) (Import, error)) (Import, error)
}

// ErrNotStaged is returned for a file that is to be taken in by one change.
var ErrNotStaged = errors.New("not a long file of new months alone")

// MayStage reports whether a file may be one that is staged. Rows that add up are written once all are read, and rows of
// tenants make products that others would see.
func MayStage(f *File, o Options) bool {
	return f.Kind() == facts.Usage && !o.Sum && !f.facts.Sums() && !f.facts.Has("tenant_id")
}

// Stage takes in a long file of usage of months that are later than all with usage, while others go on to change
// associations: a piece at a time, of which nobody sees any before the last one. Another file is ErrNotStaged; then, and where the file is
// refused, the caller clears away what was written. The error is of the database or of the reader.
func Stage(ctx context.Context, p *programme.Programme, f *File, s Staging) (Import, error) {
	if err := f.rewind(p); err != nil {
		return Import{}, err
	}
	staged := &stagedFile{file: f, staging: s}
	err := inChunks(f.facts, f.facts.Usage, staged.chunk)
	if staged.usage == nil {
		return Import{}, errors.Join(err, ErrNotStaged)
	}
	defer staged.usage.extension.End()
	if err != nil {
		return Import{}, errors.Join(err, staged.usage.written())
	}
	return staged.finish(ctx)
}

// stagedFile is a file that is staged, once its first rows proved it to be long.
type stagedFile struct {
	file    *File
	staging Staging
	usage   *usageImport // nil before
	months  ledger.Months
}

func (s *stagedFile) chunk(rows []facts.UsageRow) error {
	if s.usage == nil {
		if len(rows) < rowsAtOnce {
			return ErrNotStaged
		}
		if err := s.staging.Begin(s.begin); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(rows, func(r facts.UsageRow) bool { return !s.months.IsNew(r.Month) }) {
		return ErrNotStaged
	}
	if err := s.usage.chunk(rows); err != nil {
		return err
	}
	if s.usage.index.subscriptions.all == nil { // too many to hold: each would be looked up
		return ErrNotStaged
	}
	return nil
}

// begin makes the import of what the first change finds.
func (s *stagedFile) begin(into Into) (err error) {
	into.Alone = true
	s.usage = newUsageImport(newImporter(into, s.file))
	s.usage.staging = &s.staging
	if s.months, err = s.usage.ledger.Months(); err != nil {
		return err
	}
	return s.usage.begin()
}

// stageRows writes rows, which are all of new months, in pieces. Nothing but an import that lost its turn could have written
// any of them before.
func (im *usageImport) stageRows(rows []usageRow) error {
	im.lay(rows, nil)
	for batch := range slices.Chunk(rows, usageAdded) {
		if im.faulty() {
			return nil
		}
		if err := im.staging.Piece(func(tx *db.Tx) error {
			_, err := im.insertUsage(tx, batch, "")
			return err
		}); err != nil {
			return err
		}
		im.done.Added += int64(len(batch))
		im.extension.Added(len(batch), func(k int) *ledger.Usage { return &batch[k].Usage })
		for k := range batch {
			im.recount[batch[k].Month] = true
		}
	}
	return nil
}

func (s *stagedFile) finish(ctx context.Context) (done Import, err error) {
	u := s.usage
	if err := u.takeLast(); err != nil {
		return done, err
	}
	if u.faulty() {
		return u.result()
	}
	if err := s.file.facts.Err(); err != nil {
		return done, err
	}
	u.taken = takenUsage{} // which takes much memory
	err = u.extension.Stage(ctx, u.db, sorted(u.named), s.staging.Piece, func(keep func(*ledger.Ledger) error) error {
		done, err = s.staging.Last(func(into Into) (Import, error) {
			u.tx, u.ledger = into.Tx, into.Ledger
			if err := keep(into.Ledger); err != nil {
				return u.done, err
			}
			if err := errors.Join(u.keepMonths(), u.recordMonths()); err != nil {
				return u.done, err
			}
			return u.result()
		})
		return err
	})
	return done, err
}
