package web

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/demo"
	"shimei/store/signin"
	"shimei/store/storetest"
	"shimei/views"
)

// wire keeps what a replica has logged.
type wire struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (h *wire) Write(p []byte) (int, error) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return h.text.Write(p)
}

func (h *wire) count(words string) int {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return strings.Count(h.text.String(), words)
}

// mirrored is a portal that reads pages from a replica, and by whose clock it can be later.
type mirrored struct {
	*site
	primary string
	replica *storetest.Replica
	heard   *wire
	later   atomic.Int64
}

func mirror(t *testing.T) *mirrored {
	t.Helper()
	primary := storetest.NewPrimary(t)
	first := open(t, primary.URL())
	take(t, first, smallFacts())
	addPeople(t, first, slices.DeleteFunc(slices.Clone(smallPeople), func(p demo.Person) bool { return p.PartnerID != "" }))
	m := &mirrored{primary: primary.URL(), replica: primary.NewReplica(), heard: &wire{}}
	now := clock()
	s, _, err := store.Open(t.Context(), primary.URL(), store.Options{Passwords: signin.NewCheapGate(),
		Clock:   func() time.Time { return now().Add(time.Duration(m.later.Load())) },
		Replica: db.Replica{URL: m.replica.URL(), Log: slog.New(slog.NewTextHandler(m.heard, nil))}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	m.site = serve(t, s)
	return m
}

// marked is what the page of a subscription says once its partner of record is Harbour Osaka.
const marked = "Harbour Osaka"

func TestPagesReadFromAReplicaAndShowEverybodyTheOwnChanges(t *testing.T) {
	t.Parallel()
	m := mirror(t)
	page := views.SubscriptionPath("a-office")
	nominator, another, ended, leaving, late := m.as(owner), m.as(reader), m.as(administrator), m.as(reader), m.as(otherOwner)
	desk := m.as(admin)
	m.replica.CaughtUp()
	m.replica.Pause()

	reference := nominator.nominated("201", marked, "a-office").asked.Path
	file := views.FilePath(views.SubscriptionsPath, "csv")
	for range 2 {
		nominator.get(page).is(http.StatusOK).says(marked)
		nominator.get(file).is(http.StatusOK).says(marked)
		for _, path := range []string{page, file} {
			counted := m.counted()
			if strings.Contains(another.get(path).is(http.StatusOK).body, marked) || m.counted() != counted {
				t.Fatalf("another one's %s is not from the replica", path)
			}
		}
	}
	counted := m.counted()
	if nominator.get(page).is(http.StatusOK); m.counted() == counted {
		t.Error("the next page may be of an earlier state")
	}
	another.get(reference).is(http.StatusOK).says(marked) // of which the replica knows nothing
	desk.imported(nil, [2]string{"partners.csv", "partner_id,name\n900,Ninth Works\n"})
	desk.get(views.PartnersPath).is(http.StatusOK).says("Ninth Works")

	if err := m.store.Disable(t.Context(), administrator); err != nil {
		t.Fatal(err)
	}
	ended.get(page).is(http.StatusSeeOther)
	left := leaving.twin()
	leaving.post(views.SignOutPath, nil).is(http.StatusSeeOther)
	left.get(page).is(http.StatusSeeOther)
	m.replica.Resume()
	another.get(page).is(http.StatusOK).says(marked)

	reading, _, err := store.Open(t.Context(), m.replica.URL(), store.Options{May: db.MayRead}) // as commands that only read
	if err != nil {
		t.Fatal(err)
	}
	if differences, err := reading.Verify(t.Context()); err != nil || len(differences) > 0 || reading.Close() != nil {
		t.Errorf("%v %v", differences, err)
	}
	m.breaksOff(t)
	for range 2 { // what went once goes again
		m.goesAndComesBack(t, another, late, page)
	}
}

// twin is another visitor with the same sign-in, as of somebody who has copied the cookie.
func (v *visitor) twin() *visitor {
	v.t.Helper()
	at, err := url.Parse(v.site.URL)
	if err != nil {
		v.t.Fatal(err)
	}
	other := v.site.visitor()
	other.http.Jar.SetCookies(at, v.http.Jar.Cookies(at))
	return other
}

// counted is how many changes all sessions have.
func (m *mirrored) counted() (all int64) {
	m.t.Helper()
	storetest.Connected(m.t, m.primary, func(c *sql.DB) error { return c.QueryRow("SELECT sum(changes) FROM sessions").Scan(&all) })
	return all
}

func (m *mirrored) goesAndComesBack(t *testing.T, another, late *visitor, page string) {
	t.Helper()
	away, again := m.heard.count("it is away"), m.heard.count("again\"")
	m.replica.Stop()
	for range 3 {
		another.get(page).is(http.StatusOK).says(marked)
		late.get(views.SubscriptionsPath).is(http.StatusOK)
	}
	if got := m.heard.count("it is away"); got != away+1 {
		t.Errorf("it was said %d times that the replica is away", got-away)
	}
	m.replica.Start()
	for begun := time.Now(); m.heard.count("again\"") == again; time.Sleep(5 * time.Millisecond) {
		if time.Since(begun) > time.Minute {
			t.Fatalf("it is not read from again:\n%s", &m.heard.text)
		}
		m.later.Add(int64(time.Second))
		another.get(page).is(http.StatusOK).says(marked)
	}
}

// breaksOff asks what the replica breaks off, or does not have, once more of the primary.
func (m *mirrored) breaksOff(t *testing.T) {
	t.Helper()
	var id string
	storetest.Connected(t, m.primary, func(c *sql.DB) error { return c.QueryRow("SELECT max(id) FROM sessions").Scan(&id) })
	kept, who, err := m.store.Session(t.Context(), id, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	for _, broken := range []error{fmt.Errorf("while it was read: %w", store.ErrReplica), store.ErrNotFound} {
		c := echo.New().NewContext(httptest.NewRequest(http.MethodGet, "/", nil), httptest.NewRecorder())
		r := &request{Context: c, portal: &portal{Options: Options{Store: m.store}}, who: who, kept: kept}
		r.readsFrom()
		calls := 0
		err := r.handled(route{handle: func(r *request) (views.Page, error) {
			calls++
			if _, err := r.standsOn(); err != nil {
				t.Fatal(err)
			}
			return nil, broken
		}})
		if calls != 2 || !errors.Is(err, broken) || r.reading.Behind() {
			t.Errorf("%v: it is asked %d times: %v", broken, calls, err)
		}
	}
}
