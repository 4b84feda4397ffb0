package main

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// history is the portal's database as it grows month by month.
type history struct {
	base   string // all but usage; "" until it is made
	latest string // and the usage of so many months
	months int
}

// factsWithoutUsage returns the database of all but usage, with the people who sign in.
func (b *bench) factsWithoutUsage() (string, error) {
	if b.history.base != "" {
		return b.history.base, nil
	}
	db := b.path("base.db")
	if err := b.importFacts(db); err != nil {
		return "", err
	}
	if b.needsPeople() {
		if err := b.addPeople(db); err != nil {
			return "", err
		}
	}
	b.history.base = db
	return db, nil
}

// importFacts fills a database with all but usage.
func (b *bench) importFacts(db string) error {
	b.say("writing the facts: %s", b.facts())
	files, err := b.world.writeFacts(b.folder)
	if err != nil {
		return err
	}
	return b.takeAway(db, files)
}

// takeAway imports files and removes them.
func (b *bench) takeAway(db string, files []string) error {
	b.say("importing %d files", len(files))
	took, err := b.take(db, files...)
	b.say("imported them in %s", inSeconds(took))
	for _, f := range files {
		err = errors.Join(err, os.Remove(f))
	}
	return err
}

// take imports files by the program and returns the seconds that it took.
func (b *bench) take(db string, files ...string) (float64, error) {
	return seconds(command{name: b.shimei, args: append([]string{"--db", db, "import"}, files...)}.run(b.ctx))
}

// monthFile writes the usage of the nth month.
func (b *bench) monthFile(n int) (string, error) {
	return b.world.writeUsage(b.folder, n, n, b.world.subscriptions)
}

// after returns the database with the usage of n months, which are never fewer than asked
// for before.
func (b *bench) after(n int) (string, error) {
	h := &b.history
	base, err := b.factsWithoutUsage()
	if err != nil || n == 0 {
		return base, err
	}
	if h.latest == "" {
		h.latest = b.path("history.db")
		if err := copyDB(h.latest, base); err != nil {
			return "", err
		}
	}
	if h.months > n {
		return "", fmt.Errorf("there are %d months already, and %d are asked for", h.months, n)
	}
	return h.latest, b.takeMonths(h.latest, &h.months, n)
}

// takeMonths imports the usage that a database lacks of the first n months, a file a month.
func (b *bench) takeMonths(db string, has *int, n int) error {
	var files []string
	for m := *has + 1; m <= n; m++ {
		file, err := b.monthFile(m)
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	if len(files) == 0 {
		return nil
	}
	*has = n
	return b.takeAway(db, files)
}

// copyDB copies a database of SQLite that nobody has open, and waits until it is on disk, so
// that what is measured next does not wait for it.
func copyDB(to, from string) (err error) {
	if log, err := os.Stat(from + "-wal"); err == nil && log.Size() > 0 {
		return fmt.Errorf("%s is still open", from)
	}
	if err := removeDB(to); err != nil {
		return err
	}
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Sync(), target.Close())
}

// removeDB removes a database of SQLite, if it is there.
func removeDB(db string) error {
	var all error
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(db + suffix); !errors.Is(err, os.ErrNotExist) {
			all = errors.Join(all, err)
		}
	}
	return all
}
