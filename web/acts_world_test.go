//go:build !race

package web

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/demo"
	"shimei/store/directory"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/store/signin"
)

// Those who act beside the people of the small fixture. Harbour is the partner that asks, by people of two of
// its locations.
const (
	leeds  = "ines@harbour.example" // of location 202 of the global account 200
	nobody = ""                     // is not signed in
)

// move is an act by a side.
type move struct {
	side programme.Side
	act  programme.Act
}

// walk is a life with the acts by which it came to where it stands.
type walk struct {
	programme.Life
	path []move
}

// asker and another are keys of two admins, where lives are walked without a database.
const asker, another = 1, 2

func sideActor(side programme.Side) programme.Actor {
	if side == programme.ByOther {
		return programme.Actor{Side: programme.ByVendor, Person: another}
	}
	return programme.Actor{Side: side, Person: asker}
}

// walks are lives of a way, by the table, in each state that anybody can bring about; several of a state where
// people may do different things in it.
func walks(p *programme.Programme, way programme.Way, now programme.Instant) (all []walk) {
	waiting := []walk{{Life: programme.Life{Way: way, Due: programme.NoEnd, Days: 30, AskedBy: asker, Reviewed: way != programme.WayNomination}}}
	seen := map[string]bool{}
	for len(waiting) > 0 {
		w := waiting[0]
		waiting = waiting[1:]
		may := fmt.Sprint(w.State)
		for _, side := range []programme.Side{programme.ByCustomer, programme.ByPartner, programme.ByVendor, programme.ByOther} {
			may += fmt.Sprint(w.Acts(sideActor(side), now))
		}
		if seen[may] {
			continue
		}
		seen[may] = true
		if w.State != programme.StateNone {
			all = append(all, w)
		}
		for _, act := range programme.Acts() {
			for _, side := range []programme.Side{programme.ByCustomer, programme.ByPartner, programme.ByVendor, programme.ByOther, programme.ByClock, programme.ByFacts} {
				at := now
				if side == programme.ByClock {
					at = w.Due
				}
				if after, err := p.After(w.Life, sideActor(side), act, at); err == nil && at != programme.NoEnd {
					waiting = append(waiting, walk{after, append(slices.Clone(w.path), move{side, act})})
				}
			}
		}
	}
	return all
}

// subject is a request that stands where a walk leads, with a location and a subscription of its own.
type subject struct {
	walk
	location, subscription string
	reference              string
	association            int64
	version                int64
}

func (s *subject) String() string { return fmt.Sprintf("%s %v", s.Way, s.path) }

// actsWorld is a portal with a subject of each walk of each way, kept so that each test begins with it.
type actsWorld struct {
	once     sync.Once
	template template
	subjects []subject
	now      time.Time
}

var everybody actsWorld

// theWays are all that the table knows.
var theWays = []programme.Way{programme.WayNomination, programme.WayDelegation, programme.WayExtension, programme.WayAssignment,
	programme.WayApplication, programme.WayClaim, programme.WayCorrection}

// free are a location and a subscription about which nobody asked for anything.
const freeLocation, freeSubscription = "L-free", "s-free"

// facts are the small fixture with a location and a subscription for each subject.
func (w *actsWorld) facts() []demo.File {
	var partners, subscriptions, associations strings.Builder
	partners.WriteString("partner_id,name,parent_id,country,status,email\n" + freeLocation + ",Harbour Free,200,JP,active,\n401,Ember Bonn,400,DE,active,\n")
	subscriptions.WriteString("subscription_id,tenant_id,product,licensing,seats,start_date,end_date\n" + freeSubscription + ",T-A,office365,direct,5,2015-05-01,\n")
	associations.WriteString("route,partner_id,subscription_id,tenant_id,from,to\n")
	for k := range w.subjects {
		s := &w.subjects[k]
		s.location, s.subscription = fmt.Sprintf("L-%d", k), fmt.Sprintf("s-%d", k)
		fmt.Fprintf(&partners, "%s,Harbour %d,200,JP,active,harbour@aster.example\n", s.location, k) // an address for which an admin looks at nominations
		fmt.Fprintf(&subscriptions, "%s,T-A,office365,direct,5,2015-05-01,\n", s.subscription)
		if s.Way == programme.WayCorrection {
			fmt.Fprintf(&associations, "dap,%s,,T-A,2015-06-01,\n", s.location)
		}
	}
	return append(smallFacts(), demo.File{Name: "partners-2.csv", CSV: []byte(partners.String())}, demo.File{Name: "subscriptions-2.csv", CSV: []byte(subscriptions.String())},
		demo.File{Name: "associations-2.csv", CSV: []byte(associations.String())})
}

// open serves a copy of the world.
func (w *actsWorld) open(t *testing.T) *site {
	t.Helper()
	w.once.Do(func() { w.make(t) })
	if w.template.bytes == nil {
		t.Fatal("the test that was first to make the world failed")
	}
	path := filepath.Join(t.TempDir(), "shimei.db")
	if err := os.WriteFile(path, w.template.bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	var looks atomic.Int64
	s, _, err := store.Open(t.Context(), path, store.Options{Passwords: signin.NewCheapGate(), Clock: func() time.Time { return w.now.Add(time.Duration(looks.Add(1)) * time.Millisecond) }})
	if err != nil {
		t.Fatal(err)
	}
	places.Store(s, path)
	t.Cleanup(func() {
		places.Delete(s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	x := serve(t, s)
	x.secrets = w.template.secrets
	return x
}

// make brings each subject to where it is to stand. What lapses is asked for a hundred days before all else.
func (w *actsWorld) make(t *testing.T) {
	t.Helper()
	p := programme.BuiltIn()
	early := time.Date(2016, time.July, 4, 9, 0, 0, 0, time.UTC)
	for _, way := range theWays {
		for _, walk := range walks(p, way, programme.Instant(early.UnixMilli())) {
			w.subjects = append(w.subjects, subject{walk: walk})
		}
	}
	path := filepath.Join(t.TempDir(), "acts.db")
	var now atomic.Int64
	now.Store(early.UnixMilli())
	s, _, err := store.Open(t.Context(), path, store.Options{Passwords: signin.NewCheapGate(), Clock: func() time.Time { return time.UnixMilli(now.Add(1)).UTC() }})
	if err != nil {
		t.Fatal(err)
	}
	take(t, s, w.facts())
	people := append(slices.Clone(smallPeople), demo.Person{Email: leeds, Name: "Ines Reed", Role: "manager", PartnerID: "202"},
		demo.Person{Email: secondAdmin, Name: "Ivo Lang", Role: "admin"})
	addPeople(t, s, people)
	x := &site{t: t, store: s}
	lapses := func(s *subject) bool {
		return slices.ContainsFunc(s.path, func(m move) bool { return m.side == programme.ByClock })
	}
	for _, earlier := range []bool{true, false} {
		for k := range w.subjects {
			if lapses(&w.subjects[k]) == earlier {
				x.bring(&w.subjects[k])
			}
		}
		if earlier {
			now.Store(early.AddDate(0, 0, 100).UnixMilli())
		}
	}
	for k := range w.subjects {
		x.holds(&w.subjects[k])
	}
	w.keep(t, s, people, path)
}

// keep signs everybody in, and keeps the database.
func (w *actsWorld) keep(t *testing.T, s *store.Store, people []demo.Person, path string) {
	t.Helper()
	w.template.secrets = map[string]string{}
	h := New(Options{Store: s, Log: (&site{log: &keptLog{}}).logger(), PlainHTTP: true, SecondFactor: FactorByChoice})
	for _, p := range people {
		w.template.secrets[p.Email] = direct(t, h, signInAs(p.Email)).cookie("shimei").Value
	}
	w.now = s.Now()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	w.template.bytes = content
}

// doer is who acts for a side.
var doer = map[programme.Side]string{programme.ByCustomer: owner, programme.ByPartner: harbour, programme.ByVendor: admin, programme.ByOther: secondAdmin}

// bring does what brings a subject to where it is to stand.
func (x *site) bring(s *subject) {
	x.t.Helper()
	for _, m := range s.path {
		switch m.act {
		case programme.ActNominate:
			x.nominates(s.location, s.subscription)
			s.reference = x.ofSubscription(s.subscription)
		case programme.ActAsk, programme.ActOpen:
			s.reference = x.asks(doer[m.side], x.askOfSubject(s))
		case programme.ActLapse, programme.ActExpire: // time passes
		case programme.ActSupersede:
			x.nominates("100", s.subscription)
		case programme.ActMove:
			take(x.t, x.store, []demo.File{{Name: "subscriptions-moved.csv", CSV: []byte("subscription_id,tenant_id,product,licensing,seats,start_date,end_date\n" +
				s.subscription + ",T-B,office365,direct,5,2015-05-01,\n")}})
		case programme.ActEnd:
			if s.Way == programme.WayNomination && m.side == programme.ByCustomer {
				x.removes(s)
				continue
			}
			fallthrough
		default:
			x.acts(doer[m.side], s.reference, m.act)
		}
	}
}

// askOfSubject is what the way of a subject begins with.
func (x *site) askOfSubject(s *subject) requests.Ask {
	x.t.Helper()
	a := requests.Ask{Way: s.Way, PartnerID: s.location, TenantID: "T-A", Note: "As we spoke of."}
	switch s.Way {
	case programme.WayDelegation:
		a.Route, a.Days, a.Name = "dap", 30, "Exchange"
	case programme.WayExtension:
		a.Days, a.Association = 10, x.acts(owner, x.asks(harbour, x.askOfSubject(&subject{walk: walk{Life: programme.Life{Way: programme.WayDelegation}}, location: s.location})), programme.ActAccept).Association
	case programme.WayApplication, programme.WayAssignment:
		a.Route = "fasttrack"
	case programme.WayClaim:
		a.Route, a.Subscription = "dpor", s.subscription
	case programme.WayCorrection:
		day := programme.DayOf(2015, time.July, 1)
		a.From, a.Association = &day, x.associationOf(s.location)
	}
	return a
}

func (x *site) removes(s *subject) {
	x.t.Helper()
	if err := x.store.Remove(x.t.Context(), x.person(owner), store.Choice{ID: s.subscription, Seen: x.presentOf(s.subscription)}); err != nil {
		x.t.Fatal(err)
	}
}

// ofSubscription is the reference of the request of a subscription.
func (x *site) ofSubscription(id string) (reference string) {
	x.t.Helper()
	if err := x.store.EachRequest(x.t.Context(), x.person(admin), requests.Filter{}, requests.Oldest, func(q requests.Request) error {
		if q.Subscription == id {
			reference = q.Reference
		}
		return nil
	}); err != nil || reference == "" {
		x.t.Fatal(id, err)
	}
	return reference
}

// associationOf is the key of the association of a location.
func (x *site) associationOf(location string) int64 {
	x.t.Helper()
	found, _, err := x.store.Associations(x.t.Context(), directory.AssociationFilter{Partner: location}, db.Part{Sort: directory.AssociationOrder.Usual, Limit: 5})
	if err != nil || len(found) != 1 {
		x.t.Fatal(location, len(found), err)
	}
	return found[0].Key
}

// holds sees that a subject stands where the table leads it.
func (x *site) holds(s *subject) {
	x.t.Helper()
	d, err := x.store.Request(x.t.Context(), x.person(admin), s.reference)
	if err != nil {
		x.t.Fatal(s, err)
	}
	if l := d.Life; l.State != s.State || l.Objected != s.Objected || l.Disputed != s.Disputed || l.Reviewed != s.Reviewed && !strings.Contains("lapsed superseded ended", string(l.State)) {
		x.t.Fatalf("%s stands at %+v, want %+v", s, l, s.Life)
	}
	s.association, s.version, s.Due = d.Association, d.Version, d.Life.Due
}
