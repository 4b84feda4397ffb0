package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// The databases of the cluster.
const (
	portalDB = "portal"
	copiedDB = "copied"
	bareDB   = "bare"
)

// postgresAfter returns the cluster with the usage of n months in the portal's database.
func (b *bench) postgresAfter(n int) (*cluster, error) {
	if b.server == nil {
		b.say("starting PostgreSQL")
		var err error
		if b.server, err = startCluster(b.ctx, b.Dir); err != nil {
			return nil, err
		}
		if _, err := b.psql("postgres", "CREATE DATABASE "+portalDB); err != nil {
			return nil, err
		}
		if err := b.importFacts(b.server.url(portalDB)); err != nil {
			return nil, err
		}
	}
	return b.server, b.takeMonths(b.server.url(portalDB), &b.server.months, n)
}

// psql runs statements, each by itself, and returns the seconds that they took.
func (b *bench) psql(database string, statements ...string) (float64, error) {
	args := []string{"-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", b.server.url(database)}
	for _, s := range statements {
		args = append(args, "-c", s)
	}
	return seconds(command{name: filepath.Join(b.server.bin, "psql"), args: args}.run(b.ctx))
}

// anew makes a database in the place of one that may be there, and waits until it is on disk.
func (b *bench) anew(database, like string) error {
	_, err := b.psql("postgres", "DROP DATABASE IF EXISTS "+database,
		"CREATE DATABASE "+database+" TEMPLATE "+like+" STRATEGY FILE_COPY", "CHECKPOINT")
	return err
}

// importMonthPostgres is the import of one month of usage against COPY.
func (b *bench) importMonthPostgres() (row, error) {
	c, err := b.postgresAfter(monthsAtFirst - 1)
	if err != nil {
		return row{}, err
	}
	file, err := b.monthFile(monthsAtFirst)
	if err != nil {
		return row{}, err
	}
	ours, against, err := inTurn(
		func() (float64, error) {
			if err := b.anew(copiedDB, portalDB); err != nil {
				return 0, err
			}
			return b.take(c.url(copiedDB), file)
		},
		func() (float64, error) { return b.copyBare(file) })
	return row{
		work: fmt.Sprintf("import a month of usage (%d rows)", b.world.subscriptions),
		ours: inSeconds(ours), against: inSeconds(against) + `, psql \copy`, ratio: ours / against,
	}, errors.Join(err, os.Remove(file))
}

// copyBare copies a usage file by psql into a table of nothing else.
func (b *bench) copyBare(file string) (float64, error) {
	if err := b.anew(bareDB, "template0"); err != nil {
		return 0, err
	}
	return b.psql(bareDB, `CREATE TABLE usage (
			subscription_id TEXT NOT NULL,
			month           TEXT NOT NULL,
			workload        TEXT NOT NULL,
			available_seats BIGINT,
			assigned_seats  BIGINT,
			active_users    BIGINT,
			consumed        NUMERIC,
			PRIMARY KEY (subscription_id, month, workload)
		)`, `\copy usage FROM '`+file+`' (FORMAT csv, HEADER, FORCE_NOT_NULL (workload))`)
}

// recomputePostgres is the making of all credits of a year against one SQL statement.
func (b *bench) recomputePostgres() (row, error) {
	c, err := b.postgresAfter(monthsAtFirst)
	if err != nil {
		return row{}, err
	}
	if _, err := b.psql(portalDB, "VACUUM ANALYZE"); err != nil {
		return row{}, err
	}
	sums := b.path("sums.csv")
	ours, against, err := inTurn(
		func() (float64, error) { return b.recomputed(c.url(portalDB)) },
		func() (float64, error) {
			return seconds(command{name: filepath.Join(c.bin, "psql"), args: []string{"-X", "-q", "-v", "ON_ERROR_STOP=1",
				"-A", "-t", "-F", ",", "-o", sums, "-d", c.url(portalDB), "-f", "-"}, stdin: statement()}.run(b.ctx))
		})
	if err != nil {
		return row{}, err
	}
	if err := b.checkSums(c.url(portalDB), sums); err != nil {
		return row{}, err
	}
	return row{
		work: fmt.Sprintf("recompute all credits of %d months", monthsAtFirst),
		ours: inSeconds(ours), against: inSeconds(against) + ", one SQL statement", ratio: ours / against,
	}, os.Remove(sums)
}
