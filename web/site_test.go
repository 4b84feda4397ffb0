package web

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/demo"
	"shimei/store/directory"
	"shimei/store/intake"
	"shimei/store/programme"
	"shimei/store/signin"
	"shimei/store/storetest"
	"shimei/views"
)

// atTheEnd ends what tests share, once all have run.
var atTheEnd []func() error

func TestMain(m *testing.M) {
	code := storetest.Run(m)
	for _, end := range atTheEnd {
		if err := end(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// onBothEngines runs a test as storetest.Each does; -short leaves PostgreSQL out.
func onBothEngines(t *testing.T, run func(t *testing.T, dsn string)) {
	t.Helper()
	if !testing.Short() {
		storetest.Each(t, run)
		return
	}
	t.Run("sqlite", func(t *testing.T) { run(t, filepath.Join(t.TempDir(), "shimei.db")) })
	t.Run("postgres", func(t *testing.T) { t.Skip("this is run on PostgreSQL, which -short leaves out") })
}

// site is a portal on a server of its own.
type site struct {
	*httptest.Server
	t       *testing.T
	store   *store.Store
	portal  *Portal
	log     *keptLog
	secrets map[string]string // of sessions that there are already, by address
}

// serve puts a portal over a store on a server until the test ends. What it logs as an
// error fails the test, unless the test takes it out of the log.
func serve(t *testing.T, s *store.Store, change ...func(*Options)) *site {
	t.Helper()
	kept := &keptLog{}
	o := Options{Store: s, Version: "test", PlainHTTP: true, SecondFactor: FactorByChoice, Patience: func() <-chan time.Time { return nil }} // for an import to end
	for _, c := range change {
		c(&o)
	}
	x := &site{t: t, store: s, log: kept}
	o.Log = x.logger()
	portal := New(o)
	x.portal, x.Server = portal, httptest.NewServer(portal)
	t.Cleanup(func() {
		x.Close()
		portal.CutOff()
		portal.Finish(context.Background())
		for _, line := range kept.take() {
			t.Errorf("logged: %s", line)
		}
	})
	return x
}

func (x *site) logger() *slog.Logger { return slog.New(x.log) }

// small serves the small fixture from a database of the test's own.
func small(t *testing.T, change ...func(*Options)) *site {
	t.Helper()
	return smallTemplate.serve(t, change...)
}

// serve serves a database of the test's own, in which everybody is signed in.
func (x *template) serve(t *testing.T, change ...func(*Options)) *site {
	t.Helper()
	served := serve(t, x.open(t), change...)
	served.secrets = x.secrets
	return served
}

// dump is everything that the portal knows, but accounts and sessions.
func (x *site) dump() string {
	x.t.Helper()
	dsn, known := places.Load(x.store)
	if !known {
		x.t.Fatal("nobody knows where the store's database is")
	}
	return storetest.Dump(x.t, dsn.(string))
}

// unchanged runs something and fails where it changed what the portal knows.
func (x *site) unchanged(what func()) {
	x.t.Helper()
	before := x.dump()
	what()
	if after := x.dump(); after != before {
		x.t.Errorf("something changed\n-- before\n%s-- after\n%s", before, after)
	}
}

// programme is the one in force.
func (x *site) programme() *programme.Programme {
	x.t.Helper()
	p, err := x.store.Programme(x.t.Context())
	if err != nil {
		x.t.Fatal(err)
	}
	return p
}

// person returns an account.
func (x *site) person(email string) directory.Person {
	x.t.Helper()
	people, err := x.store.Everybody(x.t.Context())
	if err != nil {
		x.t.Fatal(err)
	}
	for _, p := range people {
		if p.Email == email {
			return p
		}
	}
	x.t.Fatalf("nobody is %s", email)
	return directory.Person{}
}

// keptLog keeps what was logged as an error.
type keptLog struct {
	mutex sync.Mutex
	lines []string
}

func (k *keptLog) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }
func (k *keptLog) WithAttrs([]slog.Attr) slog.Handler               { return k }
func (k *keptLog) WithGroup(string) slog.Handler                    { return k }

func (k *keptLog) Handle(_ context.Context, r slog.Record) error {
	line := r.Message
	r.Attrs(func(a slog.Attr) bool {
		line += " " + a.String()
		return true
	})
	k.mutex.Lock()
	defer k.mutex.Unlock()
	k.lines = append(k.lines, line)
	return nil
}

// take returns what was logged so far, and forgets it.
func (k *keptLog) take() []string {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	lines := k.lines
	k.lines = nil
	return lines
}

// clock begins where the demonstration's does, and goes on by a millisecond a look.
func clock() func() time.Time {
	start, err := time.Parse(time.RFC3339, demo.Start)
	if err != nil {
		panic(err)
	}
	var looks atomic.Int64
	return func() time.Time { return start.Add(time.Duration(looks.Add(1)) * time.Millisecond) }
}

// places are those of the databases of the stores that are open.
var places sync.Map

// open opens a database until the test ends.
func open(t *testing.T, dsn string) *store.Store {
	t.Helper()
	s, _, err := store.Open(t.Context(), dsn, store.Options{Passwords: signin.NewCheapGate(), Clock: clock()})
	if err != nil {
		t.Fatal(err)
	}
	places.Store(s, dsn)
	t.Cleanup(func() {
		places.Delete(s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// template is a filled database in which everybody is signed in, kept as bytes so that
// every test has its own at once: an import takes long, and so does a password check.
type template struct {
	fill    func(*testing.T, *store.Store)
	people  []demo.Person
	once    sync.Once
	bytes   []byte
	secrets map[string]string // of sessions, by address
}

func (x *template) open(t *testing.T) *store.Store {
	t.Helper()
	return open(t, x.file(t))
}

// file writes a database of the test's own and returns its path.
func (x *template) file(t *testing.T) string {
	t.Helper()
	x.once.Do(func() {
		path := filepath.Join(t.TempDir(), "template.db")
		s, _, err := store.Open(t.Context(), path, store.Options{Passwords: signin.NewCheapGate(), Clock: clock()})
		if err != nil {
			t.Fatal(err)
		}
		x.fill(t, s)
		x.secrets = map[string]string{}
		h := New(Options{Store: s, Log: slog.New(&keptLog{}), PlainHTTP: true, SecondFactor: FactorByChoice})
		for _, p := range x.people {
			x.secrets[p.Email] = direct(t, h, signInAs(p.Email)).cookie("shimei").Value
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if x.bytes, err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	})
	if x.bytes == nil {
		t.Fatal("the test that was first to fill the database failed")
	}
	path := filepath.Join(t.TempDir(), "shimei.db")
	if err := os.WriteFile(path, x.bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// take imports files, which have to be sound.
func take(t *testing.T, s *store.Store, files []demo.File) {
	t.Helper()
	var sources []intake.Source
	for _, f := range files {
		sources = append(sources, intake.Source{Name: f.Name, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(string(f.CSV))), nil
		}})
	}
	done, err := s.Import(t.Context(), sources, intake.Options{Actor: "fixture"})
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range done {
		if one.State != intake.Stored {
			t.Fatalf("%s: %v", one.File, one.Faults)
		}
	}
}

// addPeople makes accounts that sign in with password.
func addPeople(t *testing.T, s *store.Store, people []demo.Person) {
	t.Helper()
	for _, p := range people {
		if err := s.AddPerson(t.Context(), store.NewPerson{Email: p.Email, Name: p.Name, Role: directory.Role(p.Role),
			TenantID: p.TenantID, PartnerID: p.PartnerID, Locations: p.Locations, Password: password}); err != nil {
			t.Fatal(err)
		}
	}
}

// signInAs is the request that signs somebody in.
func signInAs(email string) *http.Request {
	form := url.Values{"email": {email}, "password": {password}}
	r := httptest.NewRequest(http.MethodPost, views.SignInPath, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

const password = "correct horse battery"

// direct sends a request to a handler itself, without a server between.
func direct(t *testing.T, h http.Handler, r *http.Request) answer {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return read(t, r, w.Code, w.Header(), w.Body.String())
}
