package db

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"testing/fstest"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// inGo returns the migrations that need more than SQL.
func (e engine) inGo() []*goose.Migration {
	return []*goose.Migration{foldNames, keepDays, e.foldKeys(), e.ownPeople()}
}

// migrator returns the goose provider that brings a schema up to date.
func (e engine) migrator(db *sql.DB) (*goose.Provider, error) {
	files, err := e.migrations()
	if err != nil {
		return nil, err
	}
	options := []goose.ProviderOption{goose.WithVerbose(false), goose.WithGoMigrations(e.inGo()...)}
	if e.lockBulk != "" {
		options = append(options, goose.WithSessionLocker(&migrating{db: db}))
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
	if done, err := e.migrated(ctx, db); done || err != nil {
		return err
	}
	provider, err := e.migrator(db)
	if err != nil {
		return err
	}
	if err := e.checkKeys(ctx, db); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	if err := e.eachOnce(ctx, provider, db); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	_, err = provider.Up(ctx)
	// SQLite has no such lock: the second process finds that a migration was done by the first, and
	// tries those that are left.
	for range provider.ListSources() {
		if err != nil && e.lockBulk == "" {
			_, err = provider.Up(ctx)
		}
	}
	if err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	_, err = e.migrated(ctx, db) // another process may have brought it further meanwhile
	return err
}

// migrated reports whether a schema is up to date, as nearly each that is opened: to find that out by goose takes
// a lock and a connection more.
func (e engine) migrated(ctx context.Context, db *sql.DB) (bool, error) {
	newest, err := newestSchema()
	if err != nil {
		return false, err
	}
	version, err := schemaOf(ctx, db, e)
	switch {
	case errors.Is(err, ErrNoDatabase):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("read the database's version: %w", err)
	case version > newest:
		return false, newerSchema(version, newest)
	}
	return version == newest, nil
}

// eachOnce has SQLite refuse to record a migration a second time, and with it all that the migration did.
// Otherwise a process that read the version before another one's migrations could run one of them again
// after all of them, and take back what later ones had done to the same table.
func (e engine) eachOnce(ctx context.Context, provider *goose.Provider, db *sql.DB) error {
	if e.lockBulk != "" {
		return nil
	}
	// It is asked first: to make what is there already would wait for a long change.
	var made int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master WHERE name = 'goose_once'").Scan(&made); err != nil || made > 0 {
		return err
	}
	if _, err := provider.GetDBVersion(ctx); err != nil { // makes goose's table
		return fmt.Errorf("read the database's version: %w", err)
	}
	// Version 0 is the table's own row, which each process may have made.
	for _, statement := range []string{
		"DELETE FROM goose_db_version WHERE version_id > 0 AND id NOT IN (SELECT min(id) FROM goose_db_version GROUP BY version_id)",
		"CREATE UNIQUE INDEX IF NOT EXISTS goose_once ON goose_db_version (version_id) WHERE version_id > 0",
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("let each migration run once: %w", err)
		}
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
