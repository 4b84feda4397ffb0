package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"time"

	"shimei/store"
	"shimei/store/demo"
	"shimei/web"
)

// demoDB is the demonstration's own database, made afresh at each start.
const demoDB = "shimei-demo.db"

// demonstration makes the populated database. Its clock begins at demo.Start, in the month
// of its facts, and goes on from there.
func demonstration(t *terminal, l net.Listener) (*store.Store, []web.DemoPerson, error) {
	if t.cli.DB != "shimei.db" || t.cli.Programme != "" {
		return nil, nil, misuse{errors.New("the demonstration has a database and a programme of its own; leave out --db and --programme")}
	}
	if address, is := l.Addr().(*net.TCPAddr); !is || !address.IP.IsLoopback() {
		return nil, nil, misuse{fmt.Errorf("the demonstration lets anybody in, so it listens on loopback only, not on %s", l.Addr())}
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(demoDB + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, nil, fmt.Errorf("begin the demonstration afresh: %w", err)
		}
	}
	start, err := time.Parse(time.RFC3339, demo.Start)
	if err != nil {
		return nil, nil, err
	}
	begun := time.Now()
	s, _, err := store.Open(t.ctx, demoDB, store.Options{Actor: "demonstration", Clock: func() time.Time { return start.Add(time.Since(begun)) }})
	if err != nil {
		return nil, nil, err
	}
	people, err := populate(t, s)
	if err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	return s, people, nil
}

// populate imports the demonstration's facts, by the same way as any, and makes its people.
func populate(t *terminal, s *store.Store) ([]web.DemoPerson, error) {
	var sources []store.Source
	for _, f := range demo.Files() {
		sources = append(sources, store.Source{Name: f.Name, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(f.CSV)), nil
		}})
	}
	done, err := s.Import(t.ctx, sources, store.ImportOptions{Actor: "demonstration"})
	if err != nil {
		return nil, err
	}
	for _, one := range done {
		if one.State != store.Stored {
			return nil, fmt.Errorf("the demonstration's %s: %v", one.File, one.Faults)
		}
	}
	var people []web.DemoPerson
	for _, p := range demo.People() {
		if err := s.AddPerson(t.ctx, store.NewPerson{Email: p.Email, Name: p.Name, Role: store.Role(p.Role),
			TenantID: p.TenantID, PartnerID: p.PartnerID}); err != nil {
			return nil, err
		}
		people = append(people, web.DemoPerson{Email: p.Email})
	}
	return people, nil
}
