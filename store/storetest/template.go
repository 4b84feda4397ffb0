package storetest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// TB is what this package needs of a *testing.T; a *rapid.T has it too.
type TB interface {
	Helper()
	Fatal(args ...any)
}

// Template is a database that is filled once in each test process and engine, and copied for
// every test that begins with what is in it: to copy it takes a hundredth of the time.
type Template struct {
	// Fill opens a database that is empty or not there, fills it and closes it. Without it the
	// copies are empty.
	Fill func(dsn string) error

	file, database sync.Once
	content        []byte // of the SQLite file
	name           string // of the PostgreSQL database
	err            error
}

// places holds, for each place that a copy was asked for at, what makes it once.
var places sync.Map

// At puts a copy of the template where no database is yet, and reports whether it did: where
// there is one already it changes nothing.
func (x *Template) At(t TB, dsn string) bool {
	t.Helper()
	copied, err := x.at(dsn)
	if err != nil {
		t.Fatal(fmt.Errorf("copying a template: %w", err))
	}
	return copied
}

// at makes whoever else asks for the same place wait until the copy is there.
func (x *Template) at(dsn string) (copied bool, err error) {
	once, _ := places.LoadOrStore(dsn, &sync.Once{})
	once.(*sync.Once).Do(func() {
		if isPostgres(dsn) {
			copied, err = true, x.copyDatabase(dsn)
		} else if _, there := os.Stat(dsn); there != nil {
			copied, err = true, x.copyFile(dsn)
		}
	})
	return copied, err
}

func (x *Template) copyFile(place string) error {
	if x.Fill == nil {
		return nil
	}
	x.file.Do(func() { x.content, x.err = x.fillFile() })
	if x.err != nil {
		return x.err
	}
	return os.WriteFile(place, x.content, 0o600)
}

// fillFile fills a file and returns what is in it. Nothing may stand beside the file, such as
// a log that is still to be written into it.
func (x *Template) fillFile() (content []byte, err error) {
	folder, err := os.MkdirTemp("", "shimei-template-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	place := filepath.Join(folder, "shimei.db")
	if err := x.Fill(place); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	if len(entries) != 1 {
		return nil, fmt.Errorf("the template's database is still open: %v", entries)
	}
	return os.ReadFile(place)
}

func (x *Template) copyDatabase(dsn string) error {
	c, err := running()
	if err != nil {
		return err
	}
	target, err := url.Parse(dsn)
	if err != nil {
		return err
	}
	if x.database.Do(func() { x.name, x.err = x.fillDatabase(c) }); x.err != nil {
		return x.err
	}
	return c.create(path.Base(target.Path), x.name)
}

// fillDatabase fills a database and returns its name, once nobody is connected to it.
func (x *Template) fillDatabase(c *cluster) (string, error) {
	if x.Fill == nil {
		return "template0", nil
	}
	name := fmt.Sprintf("template_%d", counted.Add(1))
	if err := c.create(name, "template0"); err != nil {
		return "", err
	}
	if err := x.Fill(c.url(name)); err != nil {
		return "", err
	}
	return name, c.exec("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false")
}

// create makes a database of a cluster as a copy of another one. A connection that was closed
// just now may still be ending, and keeps others from copying until it has.
func (c *cluster) create(name, template string) error {
	var err error
	for end := time.Now().Add(patience); time.Now().Before(end); {
		err = c.exec("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY file_copy")
		if err == nil || !strings.Contains(err.Error(), objectInUse) {
			return err
		}
	}
	return err
}

// objectInUse is how PostgreSQL says that somebody is connected to a database.
const objectInUse = "55006"

// patience bounds what is waited for: it is much longer than anything takes on a slow machine.
const patience = 10 * time.Minute

// exec runs a statement that concerns the cluster and not one database.
func (c *cluster) exec(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, err := c.admin.ExecContext(ctx, statement)
	return err
}
