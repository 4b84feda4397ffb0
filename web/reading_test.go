package web

import (
	"bytes"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

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
	m := &mirrored{replica: primary.NewReplica(), heard: &wire{}}
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

// marked is what the page of a subscription says once its partner of record is Ember Partners.
const marked = "Ember Partners"

func TestPagesReadFromAReplicaAndShowEverybodyTheOwnChanges(t *testing.T) {
	t.Parallel()
	m := mirror(t)
	page := views.SubscriptionPath("a-office")
	nominator, another, ended, late := m.as(owner), m.as(reader), m.as(administrator), m.as(otherOwner)
	desk := m.as(admin)
	m.replica.CaughtUp()
	m.replica.Pause()

	nominator.nominated("400", marked, "a-office")
	for range 2 {
		nominator.get(page).is(http.StatusOK).says(marked)
		if strings.Contains(another.get(page).is(http.StatusOK).body, marked) {
			t.Fatal("another one's page is not from the replica")
		}
	}
	desk.imported(nil, [2]string{"partners.csv", "partner_id,name\n900,Ninth Works\n"})
	desk.get(views.PartnersPath).is(http.StatusOK).says("Ninth Works")

	if err := m.store.Disable(t.Context(), administrator); err != nil {
		t.Fatal(err)
	}
	if a := ended.get(page); a.status != http.StatusSeeOther {
		t.Errorf("the page of somebody whose account is disabled: %d", a.status)
	}
	m.replica.Resume()
	another.get(page).is(http.StatusOK).says(marked)

	for range 2 { // what went once goes again
		m.goesAndComesBack(t, another, late, page)
	}
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
