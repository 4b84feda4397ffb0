package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"shimei/store"
	"shimei/store/demo"
	"shimei/store/directory"
	"shimei/store/intake"
	"shimei/web"
)

// demonstrated is a demonstration under way.
type demonstrated struct {
	store  *store.Store
	people []web.DemoPerson
	folder string // of the database, for this time only
}

// demonstration makes the populated database, in a folder of its own that goes with it. Its
// clock begins at demo.Start, in the month of its facts, and goes on from there.
func demonstration(t *terminal, l net.Listener) (d demonstrated, err error) {
	if t.cli.DB != "shimei.db" || t.cli.Programme != "" {
		return d, misuse{errors.New("the demonstration has a database and a programme of its own; leave out --db and --programme")}
	}
	if address, is := l.Addr().(*net.TCPAddr); !is || !address.IP.IsLoopback() {
		return d, misuse{fmt.Errorf("the demonstration lets anybody in, so it listens on loopback only, not on %s", l.Addr())}
	}
	start, err := time.Parse(time.RFC3339, demo.Start)
	if err != nil {
		return d, err
	}
	if d.folder, err = os.MkdirTemp("", "shimei-demo-"); err != nil {
		return d, fmt.Errorf("make a folder for the demonstration: %w", err)
	}
	clock := &demoClock{}
	clock.set(start)
	if d.store, _, err = store.Open(t.ctx, filepath.Join(d.folder, "shimei.db"), store.Options{Actor: "demonstration", Clock: clock.now}); err == nil {
		d.people, err = populate(t, d.store)
	}
	if err == nil {
		err = happen(t.ctx, d.store, clock.set)
		clock.set(start)
	}
	if err == nil {
		_, err = d.store.News(t.ctx) // which duties tell else: the first message stands in a bell from the beginning
	}
	if err != nil {
		return demonstrated{}, errors.Join(err, d.end())
	}
	return d, nil
}

// demoClock goes on from where it is set.
type demoClock struct {
	from atomic.Pointer[struct{ shown, real time.Time }]
}

func (c *demoClock) set(shown time.Time) {
	c.from.Store(&struct{ shown, real time.Time }{shown, time.Now()})
}

func (c *demoClock) now() time.Time {
	from := c.from.Load()
	return from.shown.Add(time.Since(from.real))
}

// end closes the database and removes it.
func (d demonstrated) end() (err error) {
	if d.store != nil {
		err = d.store.Close()
	}
	return errors.Join(err, os.RemoveAll(d.folder))
}

// populate imports the demonstration's facts, by the same way as any, and makes its people.
func populate(t *terminal, s *store.Store) ([]web.DemoPerson, error) {
	var sources []intake.Source
	for _, f := range demo.Files() {
		sources = append(sources, intake.Source{Name: f.Name, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(f.CSV)), nil
		}})
	}
	done, err := s.Import(t.ctx, sources, intake.Options{Actor: "demonstration"})
	if err != nil {
		return nil, err
	}
	for _, file := range done {
		if file.State != intake.Stored {
			return nil, fmt.Errorf("the demonstration's %s: %v", file.File, file.Faults)
		}
	}
	var people []web.DemoPerson
	for _, p := range demo.People() {
		if err := s.AddPerson(t.ctx, store.NewPerson{Email: p.Email, Name: p.Name, Role: directory.Role(p.Role),
			TenantID: p.TenantID, PartnerID: p.PartnerID, Locations: p.Locations}); err != nil {
			return nil, err
		}
		people = append(people, web.DemoPerson{Email: p.Email})
	}
	return people, nil
}
