package main

import (
	"errors"
	"log/slog"
	"time"

	"shimei/store"
	"shimei/store/db"
)

// replicaOptions say how a portal is connected to its servers.
type replicaOptions struct {
	DBRead        string        `name:"db-read" placeholder:"URL" help:"Replica of the PostgreSQL database, which pages and files are read from: a postgres:// URL. What a person has changed is in that person's next page all the same."`
	DBReadLag     time.Duration `name:"db-read-lag" default:"1m" help:"How far the replica may be behind before pages are read from --db."`
	DBConnections int           `name:"db-connections" placeholder:"N" default:"${connections}" help:"The most connections to the PostgreSQL server of --db, and as many to that of --db-read; ${default} where nothing is said."`
}

// check refuses what no database is opened for.
func (o replicaOptions) check(at string, demo bool) error {
	served := store.OnServer(at) && !demo
	switch {
	case o.DBRead != "" && !served:
		return misuse{db.ErrOneMachine}
	case o.DBRead != "" && !store.OnServer(o.DBRead):
		return misuse{db.ErrNoServer}
	case o.DBRead != "" && o.DBReadLag <= 0:
		return misuse{errors.New("--db-read-lag is to be longer than nothing: a replica is always a little behind; leave --db-read out where pages may not be")}
	case o.DBConnections != db.UsualConnections && !served:
		return misuse{db.ErrNoPool}
	}
	if err := db.Enough(o.DBConnections); err != nil {
		return misuse{err}
	}
	return nil
}

// options are those that a portal opens its database with.
func (o replicaOptions) options(log *slog.Logger) store.Options {
	with := store.Options{Replica: db.Replica{URL: o.DBRead, Lag: o.DBReadLag, Log: log}}
	if o.DBConnections != db.UsualConnections {
		with.Connections = o.DBConnections
	}
	return with
}
