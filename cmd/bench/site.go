package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"shimei/store"
	"shimei/web"
)

// server answers on a port of the loopback until it is closed.
type server struct {
	url  string
	http *http.Server
	end  chan error
}

// serve puts a handler on a server with the limits of `shimei serve`.
func serve(h http.Handler) (*server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &server{"http://" + listener.Addr().String(), &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout: 10 * time.Minute, WriteTimeout: 30 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}, make(chan error, 1)}
	go func() { s.end <- s.http.Serve(listener) }()
	return s, nil
}

// close lets requests under way finish and ends the server.
func (s *server) close() error {
	ctx, done := context.WithTimeout(context.Background(), time.Minute)
	defer done()
	err := s.http.Shutdown(ctx)
	if ended := <-s.end; !errors.Is(ended, http.ErrServerClosed) {
		err = errors.Join(err, ended)
	}
	return err
}

// site is a portal that is served from a copy of a database, and logs to a file.
type site struct {
	*server
	store *store.Store
	log   *os.File
	db    string
}

// site serves a copy of a database, in this process: who asks and who answers share the
// machine anyway, and what a page is held against shares the process too.
func (b *bench) site(name, db string) (*site, error) {
	x := &site{db: b.path(name + ".db")}
	if err := copyDB(x.db, db); err != nil {
		return nil, err
	}
	var err error
	if x.store, _, err = store.Open(b.ctx, x.db, store.Options{Clock: clock()}); err != nil {
		return nil, err
	}
	if x.log, err = os.Create(b.path(name + ".log")); err != nil {
		return nil, errors.Join(err, x.store.Close())
	}
	x.server, err = serve(web.New(web.Options{Store: x.store, Log: x.logger(), Version: "bench", PlainHTTP: true}))
	if err != nil {
		return nil, errors.Join(err, x.store.Close(), x.log.Close())
	}
	return x, nil
}

func (x *site) logger() *slog.Logger { return slog.New(slog.NewTextHandler(x.log, nil)) }

func (x *site) close() error {
	return errors.Join(x.server.close(), x.store.Close(), x.log.Close(), removeDB(x.db), os.Remove(x.log.Name()))
}
