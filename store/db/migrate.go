package db

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"testing/fstest"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// inGo returns the migrations that need more than SQL.
func (e engine) inGo() []*goose.Migration {
	return []*goose.Migration{foldNames, keepDays, e.foldKeys()}
}

// migrator returns the goose provider that brings a schema up to date.
func (e engine) migrator(db *sql.DB) (*goose.Provider, error) {
	files, err := e.migrations()
	if err != nil {
		return nil, err
	}
	options := []goose.ProviderOption{goose.WithVerbose(false), goose.WithGoMigrations(e.inGo()...)}
	if e.lockBulk != "" {
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300)) // asks each second, for five minutes
		if err != nil {
			return nil, fmt.Errorf("lock the migrations: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(goose.Dialect(e.dialect), db, files, options...)
	if err != nil {
		return nil, fmt.Errorf("read the migrations: %w", err)
	}
	return provider, nil
}

// migrate brings the schema up to date. It only goes forward: a database that a later
// version of the program has changed is refused.
func migrate(ctx context.Context, db *sql.DB, e engine) error {
	provider, err := e.migrator(db)
	if err != nil {
		return err
	}
	if err := e.checkKeys(ctx, db); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	_, err = provider.Up(ctx)
	// SQLite has no such lock: the second process finds the tables of the first, and tries the
	// migrations that are left.
	for range provider.ListSources() {
		if err != nil && e.lockBulk == "" {
			_, err = provider.Up(ctx)
		}
	}
	if err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	current, newest, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read the database's version: %w", err)
	}
	if current > newest {
		return newerSchema(current, newest)
	}
	return nil
}

// migrations returns the embedded files with the engine's words in them.
func (e engine) migrations() (fs.FS, error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	files := fstest.MapFS{}
	for _, name := range names {
		text, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files[name[len("migrations/"):]] = &fstest.MapFile{Data: []byte(e.words.Replace(string(text)))}
	}
	return files, nil
}
