//go:build !race

package web

import (
	"database/sql"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store/programme"
	"shimei/views"
)

// oneOf is one of everybody.
type oneOf struct {
	who      string
	audience views.Audience // whose pages they use
	side     programme.Side // toward what Harbour and Aster Foods have to do with each other; "" for none
	stranger bool           // is of neither, and sees nothing of it
}

// everybodyActs are people of all kinds.
var everybodyActs = []oneOf{
	{owner, views.Customer, programme.ByCustomer, false},
	{administrator, views.Customer, programme.ByCustomer, false},
	{reader, views.Customer, "", false},
	{otherOwner, views.Customer, programme.ByCustomer, true},
	{harbour, views.Partner, programme.ByPartner, false},
	{leeds, views.Partner, programme.ByPartner, false},
	{ember, views.Partner, programme.ByPartner, true},
	{admin, views.Admin, programme.ByVendor, false},
	{secondAdmin, views.Admin, programme.ByVendor, false},
	{nobody, views.Customer, "", true},
	{nobody, views.Partner, "", true},
	{nobody, views.Admin, "", true},
}

// rule is a row of the table of lives that people read.
type rule struct {
	way   programme.Way
	act   programme.Act
	side  programme.Side
	state programme.State
}

// theRules reads that table: what the pages do is held against it, and not against the rules by which they do it.
func theRules(t *testing.T) map[rule]bool {
	t.Helper()
	text, err := os.ReadFile("../docs/programme.md")
	if err != nil {
		t.Fatal(err)
	}
	all := map[rule]bool{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(strings.ReplaceAll(line, "`", "")), "|"), "|")
		if len(cells) != 5 {
			continue
		}
		for k := range cells {
			cells[k] = strings.TrimSpace(cells[k])
		}
		for _, way := range strings.Split(cells[0], ", ") {
			for _, side := range strings.Split(cells[2], ", ") {
				for _, from := range strings.Split(cells[3], ", ") {
					all[rule{programme.Way(way), programme.Act(cells[1]), programme.Side(side), programme.State(strings.Trim(from, "–"))}] = true
				}
			}
		}
	}
	return all
}

// sides are those of one of everybody toward a subject: the admin who did not ask is another one too.
func sidesToward(s *subject, who string, side programme.Side) []programme.Side {
	if side == programme.ByVendor && !(s.Way == programme.WayCorrection && who == admin) {
		return []programme.Side{programme.ByVendor, programme.ByOther}
	}
	return []programme.Side{side}
}

// answerTo is the status with which an act by one of everybody is answered where the rules are kept to.
func answerTo(rules map[rule]bool, s *subject, k int, act programme.Act) int {
	e := everybodyActs[k]
	vendors := s.Way == programme.WayNomination || s.Way == programme.WayCorrection // which the vendor alone sees as requests
	switch {
	case e.who == nobody:
		return http.StatusSeeOther
	case e.side == "":
		return http.StatusForbidden
	case e.stranger, vendors && e.audience != views.Admin:
		return http.StatusNotFound
	}
	once := act == programme.ActObject && s.Objected || act == programme.ActDispute && s.Disputed || act == programme.ActApprove && s.State == programme.StateActive && s.Reviewed
	status := http.StatusForbidden
	for _, side := range sidesToward(s, e.who, e.side) {
		if rules[rule{s.Way, act, side, s.State}] && !once {
			return http.StatusOK
		}
		for r := range rules {
			if r.way == s.Way && r.act == act && r.side == side {
				status = http.StatusConflict
			}
		}
	}
	return status
}

// ofWay reports whether anybody ever acts so in a way.
func ofWay(rules map[rule]bool, way programme.Way, act programme.Act) bool {
	for r := range rules {
		if r.way == way && r.act == act {
			return true
		}
	}
	return false
}

// everybodyAt are visitors, one for each of everybody.
func (x *site) everybodyAt() (all []*visitor) {
	for _, e := range everybodyActs {
		v := x.visitor()
		if e.who != nobody {
			v = x.as(e.who)
		}
		v.language = views.Languages[len(all)%len(views.Languages)]
		all = append(all, v)
	}
	return all
}

// formOf is the form of an act, as each of them is taken.
func formOf(version int64) url.Values {
	return url.Values{"version": {strconv.FormatInt(version, 10)}, "reason": {"other"}, "note": {"because"}}
}

// watch returns a function that tells whether anything was written since it was last asked, of whatever table.
func (x *site) watch() func() bool {
	x.t.Helper()
	dsn, _ := places.Load(x.store)
	db, err := sql.Open("sqlite", dsn.(string))
	if err != nil {
		x.t.Fatal(err)
	}
	x.t.Cleanup(func() {
		if err := db.Close(); err != nil {
			x.t.Error(err)
		}
	})
	db.SetMaxOpenConns(1) // to which the version is told of what others write
	read := func() (version int64) {
		if err := db.QueryRow("PRAGMA data_version").Scan(&version); err != nil {
			x.t.Fatal(err)
		}
		return version
	}
	last := read()
	return func() bool {
		before := last
		last = read()
		return last != before
	}
}

func TestWhatTheTableDoesNotAllowIsRefusedToEverybodyAndChangesNothing(t *testing.T) {
	t.Parallel()
	x := everybody.open(t)
	rules, visitors, wrote := theRules(t), x.everybodyAt(), x.watch()
	const absent = "XXXXX-XXXXX"
	asIfAbsent := map[string]answer{}
	x.unchanged(func() {
		for k := range everybody.subjects {
			s := &everybody.subjects[k]
			for e, by := range everybodyActs {
				for _, act := range programme.Acts() {
					want, at := answerTo(rules, s, e, act), views.RequestActPath(by.audience, s.reference, act)
					version := s.version
					if want == http.StatusOK { // but not of what was seen before somebody else acted
						version, want = version-1, http.StatusConflict
					}
					if version == 0 || by.stranger && !ofWay(rules, s.Way, act) {
						continue
					}
					a := visitors[e].post(at, formOf(version))
					if a.status != want || want == http.StatusSeeOther && !a.asksToSignIn() || wrote() {
						t.Errorf("%s: %s by %q is answered with %d, want %d, or something is written", s, act, by.who, a.status, want)
					}
					if want == http.StatusNotFound {
						key := fmt.Sprint(e, act)
						if _, is := asIfAbsent[key]; !is {
							asIfAbsent[key] = visitors[e].post(views.RequestActPath(by.audience, absent, act), formOf(s.version))
						}
						other := asIfAbsent[key]
						other.header = other.header.Clone() // which alike takes apart
						alike(t, a, other, s.reference, absent)
					}
				}
			}
		}
	})
}

func TestNobodyActsByThePagesOfOthers(t *testing.T) {
	t.Parallel()
	x := everybody.open(t)
	rules, visitors, wrote := theRules(t), x.everybodyAt(), x.watch()
	for k := range everybody.subjects {
		s := &everybody.subjects[k]
		for e, by := range everybodyActs {
			for o, of := range everybodyActs {
				first := slices.IndexFunc(everybodyActs, func(x oneOf) bool { return x.audience == of.audience })
				if by.who == nobody || of.audience == by.audience || first != o {
					continue
				}
				act := programme.ActEnd
				for _, may := range programme.Acts() {
					if answerTo(rules, s, o, may) == http.StatusOK {
						act = may
					}
				}
				visitors[e].post(views.RequestActPath(of.audience, s.reference, act), formOf(s.version)).is(http.StatusForbidden)
				if wrote() {
					t.Errorf("%s: %s by %q changed something", s, act, by.who)
				}
			}
		}
	}
}

// shownActs are the acts on a request to which a page leads.
func shownActs(a answer, request string) (acts []string) {
	a.page.Find("main a[href], main form[action], main button[formaction]").Each(func(_ int, s *goquery.Selection) {
		to, _, _ := strings.Cut(s.AttrOr("href", s.AttrOr("formaction", s.AttrOr("action", ""))), "?")
		if act := path.Base(to); path.Dir(to) == request && !slices.Contains(acts, act) {
			acts = append(acts, act)
		}
	})
	slices.Sort(acts)
	return acts
}

func TestPagesShowEverybodyTheActsOfTheTableAndNoOthers(t *testing.T) {
	t.Parallel()
	x := everybody.open(t)
	rules, visitors := theRules(t), x.everybodyAt()
	x.unchanged(func() {
		for k := range everybody.subjects {
			s := &everybody.subjects[k]
			for e, by := range everybodyActs {
				at := views.RequestPath(by.audience, s.reference)
				a := visitors[e].get(at)
				status := answerTo(rules, s, e, "")
				if vendors := s.Way == programme.WayNomination || s.Way == programme.WayCorrection; by.who == reader && vendors {
					status = http.StatusNotFound
				}
				if status == http.StatusNotFound || status == http.StatusSeeOther {
					a.is(status)
					continue
				}
				a.is(http.StatusOK)
				var want []string
				for _, act := range programme.Acts() {
					if answerTo(rules, s, e, act) == http.StatusOK {
						want = append(want, string(act))
					}
				}
				slices.Sort(want)
				if got := shownActs(a, at); !slices.Equal(got, want) {
					t.Errorf("%s: %q is shown %q, want %q", s, by.who, got, want)
				}
			}
		}
	})
}

func TestWhatTheTableAllowsIsDoneByItsForm(t *testing.T) {
	t.Parallel()
	everybody.open(t)
	rules, done := theRules(t), 0
	for k := range everybody.subjects {
		s := &everybody.subjects[k]
		for e, by := range everybodyActs {
			for _, act := range programme.Acts() {
				if answerTo(rules, s, e, act) != http.StatusOK {
					continue
				}
				x := everybody.open(t)
				v := x.everybodyAt()[e]
				at := views.RequestActPath(by.audience, s.reference, act)
				a := v.get(at).is(http.StatusOK)
				a = v.press(a, say(v.language, "request_act."+string(act)), formOf(s.version))
				if a.status != http.StatusSeeOther {
					t.Errorf("%s: %s by %q: %d %s", s, act, by.who, a.status, a.main())
					continue
				}
				done++
				x.follows(s, e, act)
				v.post(at, formOf(s.version)).is(http.StatusConflict) // as it was seen before
			}
		}
	}
	if done < 60 {
		t.Errorf("only %d acts were done", done)
	}
}

// follows sees that a subject has become what the rules make of it by an act of one of everybody.
func (x *site) follows(s *subject, e int, act programme.Act) {
	x.t.Helper()
	sides := sidesToward(s, everybodyActs[e].who, everybodyActs[e].side)
	now := programme.Instant(everybody.now.UnixMilli())
	want, err := x.programme().After(s.Life, sideActor(sides[len(sides)-1]), act, now)
	d, asked := x.store.Request(x.t.Context(), x.person(admin), s.reference)
	if err != nil || asked != nil {
		x.t.Fatal(err, asked)
	}
	if got := d.Life; got.State != want.State || got.Objected != want.Objected || got.Disputed != want.Disputed || d.Version != s.version+1 {
		x.t.Errorf("%s: after %s by %s it is %+v, want %+v", s, act, everybodyActs[e].who, got, want)
	}
}
