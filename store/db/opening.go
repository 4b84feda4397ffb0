package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"
)

// Permission tells what the opener of a database may do to it.
type Permission int

// The permissions, from the widest to the narrowest.
const (
	MayMake     Permission = iota // make the database where there is none, and all that MayChange allows
	MayChange                     // bring the schema up to date, put a programme in force, and change rows
	MayRehearse                   // make changes that are undone
	MayRead                       // read, also where nothing can be written
)

// Migrates reports whether the permission is one to change the schema, and with it to put a
// programme in force.
func (m Permission) Migrates() bool { return m <= MayChange }

// ErrNoDatabase is returned where there is no database, or one that is not Shimei's, and the caller
// may not make it.
var ErrNoDatabase = errors.New("there is no database of Shimei; name it with --db, or let serve, import, watch, restore or user add make it")

// Place names the database for people: a path, or a URL without its password.
func (d *DB) Place() string { return d.engine.place }

// connect opens both pools with what they may do, for a database that may be opened.
func (d *DB) connect(ctx context.Context, may Permission) (err error) {
	if err := d.engine.prepare(&d.engine, may); err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	if !d.engine.served() {
		if err := d.engine.lookFirst(ctx, may); err != nil {
			return err
		}
	}
	if d.write, d.read, err = d.engine.connect(ctx); err != nil {
		return err
	}
	if d.engine.served() { // which no connection changes
		if err := d.engine.look(ctx, d.write, may); err != nil {
			return errors.Join(err, d.write.Close())
		}
	}
	d.turn = make(chan struct{}, 1)
	d.writing = make(chan struct{}, d.engine.writers)
	return nil
}

// lookFirst looks at a file before anything else is opened, which could change it.
func (e engine) lookFirst(ctx context.Context, may Permission) (err error) {
	db, err := sql.Open(e.driver, e.looker)
	if err != nil {
		return fmt.Errorf("open the database: %s: %w", e.place, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return e.look(ctx, db, may)
}

// look refuses a database that is not to be opened with a permission.
func (e engine) look(ctx context.Context, db *sql.DB, may Permission) error {
	look := e.ours
	if may == MayMake {
		look = e.othersNot
	}
	if err := look(ctx, db, may); err != nil {
		return fmt.Errorf("open the database: %s: %w", e.place, err)
	}
	return nil
}

// ours refuses a database that holds no schema of Shimei's, and one of an older or newer schema
// to whom may not change it.
func (e engine) ours(ctx context.Context, db *sql.DB, may Permission) error {
	version, err := schemaOf(ctx, db, e)
	if err != nil || may.Migrates() {
		return err // a newer schema is refused by migrate
	}
	newest, err := newestSchema()
	switch {
	case err != nil:
		return err
	case version > newest:
		return newerSchema(version, newest)
	case version < newest:
		return fmt.Errorf("the database is of schema %d and this program reads %d: shimei recompute, or the start of shimei serve, brings it up to date", version, newest)
	}
	return nil
}

// errOthers is returned for a file that another program keeps its tables in.
var errOthers = errors.New("the file holds the tables of another program; name another file with --db, nothing was changed")

// othersNot refuses a file of SQLite in which another program keeps its tables. One without any,
// or in which the first migration is under way, is to become Shimei's. A server's database is told
// by its name, and may hold what extensions bring.
func (e engine) othersNot(ctx context.Context, db *sql.DB, _ Permission) error {
	if e.served() || sizeOf(e.place) <= 0 {
		return nil
	}
	var tables int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'goose_db_version'").Scan(&tables); err != nil || tables == 0 {
		return err
	}
	_, err := schemaOf(ctx, db, e)
	if errors.Is(err, ErrNoDatabase) {
		return errOthers
	}
	return err
}

// selectSchema asks for the version of the schema.
const selectSchema = "SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied"

// Schema asks for the version of the schema within another statement; Knows tells what its answer means.
const Schema = "(" + selectSchema + ")"

// Knows is ErrNewer for a version of the schema that this program does not know.
func Knows(schema int64) error {
	newest, err := newestSchema()
	if err == nil && schema > newest {
		err = newerSchema(schema, newest)
	}
	return err
}

// Fits is ErrNewer where a newer version of the program has changed the schema since the database was opened.
func (d *DB) Fits(ctx context.Context) error {
	var schema int64
	if _, err := d.One(ctx, []any{&schema}, selectSchema); err != nil {
		return err
	}
	return Knows(schema)
}

// schemaOf returns the version of a database's schema. It is ErrNoDatabase where the tables
// that Shimei has had from its first schema on are not there.
func schemaOf(ctx context.Context, q queryer, e engine) (version int64, err error) {
	var tables int
	if err := q.QueryRowContext(ctx, "SELECT count(*) FROM "+e.tables+" IN ('goose_db_version', 'programmes', 'partners', 'credits')").Scan(&tables); err != nil {
		return 0, err
	}
	if tables < 4 {
		return 0, ErrNoDatabase
	}
	err = q.QueryRowContext(ctx, selectSchema).Scan(&version)
	return version, err
}

// newestSchema returns the version of the schema that this program makes.
var newestSchema = sync.OnceValues(readNewestSchema)

func readNewestSchema() (newest int64, err error) {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		return 0, err
	}
	for _, m := range (engine{}).inGo() {
		newest = max(newest, m.Version)
	}
	for _, file := range files {
		number, _, _ := strings.Cut(path.Base(file.Name()), "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("the migration %s: %w", file.Name(), err)
		}
		newest = max(newest, version)
	}
	return newest, nil
}

func newerSchema(current, newest int64) error {
	return fmt.Errorf("the database is of schema %d and this program knows %d: %w", current, newest, ErrNewer)
}

// postgresPlace names a database of PostgreSQL by its host and name.
func postgresPlace(db string) string {
	u, err := url.Parse(db)
	if err != nil {
		return "the postgres:// URL"
	}
	return u.Scheme + "://" + u.Host + u.Path
}
