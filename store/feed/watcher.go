package feed

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"shimei/store/facts"
	"shimei/store/intake"
)

// Into is what files are taken into; a *store.Store is one.
type Into interface {
	// Ready errs while the database does not answer or takes no change.
	Ready(ctx context.Context) error
	// Alone does a duty that one process at a time does, and reports whether it did: false where another one is at it.
	Alone(ctx context.Context, duty string, do func(context.Context) error) (did bool, err error)
	// KindOf tells the kind of a file by its header; "" where that is at fault.
	KindOf(ctx context.Context, file intake.Source, o facts.Options) (facts.Kind, error)
	// Import takes in files; the error is of the machine and not of the files.
	Import(ctx context.Context, files []intake.Source, o intake.Options) ([]intake.Import, error)
}

// Options say how a folder is watched.
type Options struct {
	Into    Into
	Import  intake.Options // of every file
	Settle  time.Duration  // between two looks, and how long a file is unchanged before it is taken
	Over    func(error)    // ends who watches, since the database is of a newer version by now; nil where others see to it
	Grace   time.Duration  // how long the file that is being taken has to finish once it is told to stop
	Log     *slog.Logger
	Report  func(intake.Import) ([]byte, error)  // writes the report of a file
	Clock   func() time.Time                     // nil is time.Now
	Waiting func(time.Duration) <-chan time.Time // nil is time.After
}

// Watcher takes in the files of one folder. It is for one goroutine.
type Watcher struct {
	Options
	folder string
	lock   *lock
	files  map[string]*file // that the last look saw, by name
	away   patience         // with the database
	// What is the matter with the folder and with the database, which is said once.
	ofFolder, ofDatabase trouble
}

// New returns a watcher of a folder, which it does not hold yet.
func New(folder string, o Options) *Watcher {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Waiting == nil {
		o.Waiting = time.After
	}
	o.Log = o.Log.With("folder", folder)
	return &Watcher{Options: o, folder: folder, files: map[string]*file{}}
}

// Hold locks the folder for this watcher, unless it holds it already, and makes done/ and refused/ in it. It
// errs where the folder is not there or cannot be written, and with ErrHeld where another watcher has it.
func (w *Watcher) Hold() error {
	if w.lock != nil && w.lock.inPlace() {
		return nil
	}
	if err := w.Close(); err != nil {
		return err
	}
	root, err := os.OpenRoot(w.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no folder %s; make it, or name the one that is meant", w.folder)
	}
	if err != nil {
		return err
	}
	defer root.Close()
	l, err := lockFolder(w.folder, w.Clock())
	if err != nil {
		return err
	}
	if err := makeFolders(root); err != nil {
		return errors.Join(err, l.release())
	}
	w.lock = l
	return nil
}

// Close gives the folder free.
func (w *Watcher) Close() error {
	if w.lock == nil {
		return nil
	}
	l := w.lock
	w.lock = nil
	return l.release()
}

// Run takes in files until ctx ends. The file that it is taking then has Grace to finish; else nothing of
// it is stored and it stays where it is. What fails is logged, once, and tried again.
func (w *Watcher) Run(ctx context.Context) {
	patient, done := w.outliving(ctx)
	defer done()
	for ctx.Err() == nil {
		w.sweep(ctx, patient)
		select {
		case <-ctx.Done():
		case <-w.Waiting(w.Settle):
		}
	}
}

// outliving returns a context that ends Grace after ctx.
func (w *Watcher) outliving(ctx context.Context) (context.Context, context.CancelFunc) {
	patient, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		select {
		case <-w.Waiting(w.Grace):
			cancel()
		case <-patient.Done():
		}
	})
	return patient, func() {
		stop()
		cancel()
	}
}
