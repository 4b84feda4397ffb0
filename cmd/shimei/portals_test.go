package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/outbox"
	"shimei/store/programme"
	"shimei/store/storetest"
)

// neighbour is one of several portals on a database, in a process of its own.
type neighbour struct {
	t       *testing.T
	process *exec.Cmd
	address string
	errs    *said
}

// startPortal starts a portal that sends mail to a server, watches a folder and does its duties often, and waits until it
// says where it is.
func startPortal(t *testing.T, db, folder string, post *storetest.Post) *neighbour {
	t.Helper()
	b := &neighbour{t: t, errs: &said{}, process: process(t, "--db", db, "serve", "--addr", "127.0.0.1:0", "--plain-http", "--second-factor", "choice",
		"--watch", folder, "--watch-settle", "100ms", "--smtp-url", "smtp://"+post.Address+"?from=portal@vendor.example")}
	b.process.Env = append(b.process.Env, everyDuty+"=200ms")
	b.process.Stderr = b.errs
	out, err := b.process.StdoutPipe()
	if err == nil {
		err = b.process.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("it says where it is: %v\n%s", err, b.errs)
	}
	b.address = strings.TrimPrefix(strings.TrimSpace(line), "Shimei is at ")
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("%s says\n%s", b.address, b.errs)
		}
	})
	return b
}

// ends waits until the process has ended, and returns its exit code: -1 where it was killed.
func (b *neighbour) ends() int {
	b.t.Helper()
	if exit := (*exec.ExitError)(nil); !errors.As(b.process.Wait(), &exit) {
		return 0
	}
	return b.process.ProcessState.ExitCode()
}

// newBrowser is a browser that follows no redirect. It holds one sign-in for all portals: cookies are of a host, whatever the port.
func newBrowser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// sees is the page that a browser is shown by a portal.
func (b *neighbour) sees(browser *http.Client, path string) string {
	b.t.Helper()
	a, err := browser.Get(b.address + path)
	if err != nil {
		b.t.Fatal(err)
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil || a.StatusCode != http.StatusOK {
		b.t.Fatalf("%s: %d %v\n%s", path, a.StatusCode, err, body)
	}
	return string(body)
}

// sends sends a form, and returns the status and where it leads.
func (b *neighbour) sends(browser *http.Client, path string, form url.Values) (status int, leads string, err error) {
	a, err := browser.PostForm(b.address+path, form)
	if err != nil {
		return 0, "", err
	}
	return a.StatusCode, a.Header.Get("Location"), a.Body.Close()
}

// signsIn is a browser in which somebody is signed in by a portal.
func (b *neighbour) signsIn(email string) *http.Client {
	b.t.Helper()
	browser := newBrowser(b.t)
	if status, _, err := b.sends(browser, "/sign-in", url.Values{"email": {email}, "password": {goodPassword}}); err != nil || status != http.StatusSeeOther {
		b.t.Fatalf("signing in: %d %v", status, err)
	}
	return browser
}

// nominates nominates partner P for a subscription that has none.
func (b *neighbour) nominates(browser *http.Client, subscription string) (leads string, err error) {
	status, leads, err := b.sends(browser, "/nominate", url.Values{"s": {subscription}, "seen": {"0"}, "partner": {"P"}})
	if err == nil && status != http.StatusSeeOther {
		err = fmt.Errorf("nominating for %s: %d", subscription, status)
	}
	return leads, err
}

const goodPassword = "correct horse battery"

// forPortals fills a database with two people who have passwords, messages to be mailed, and subscriptions without a partner
// of record: one with usage in the coming month, the first that counts what is nominated now whenever the test runs.
func forPortals(t *testing.T, db string) *store.Store {
	t.Helper()
	s := informed(t, db, 30)
	for _, n := range []store.NewPerson{{Email: "second@t.example", Name: "Nomi", Role: directory.Owner, TenantID: "T"}, {Email: "second@p.example", Name: "Mana", Role: directory.Manager, PartnerID: "P"}} {
		n.Password = goodPassword
		if err := s.AddPerson(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
	subscriptions := "subscription_id,tenant_id,product,start_date\nused,T,office365,2015-01-01\nlast,T,ems,2015-01-01\n"
	for k := range mostNominated {
		subscriptions += fmt.Sprintf("n%d,T,ems,2015-01-01\n", k)
	}
	coming := programme.BuiltIn().MonthAt(programme.InstantOf(time.Now())) + 1
	done(t, db, "import", write(t, "subscriptions.csv", subscriptions),
		write(t, "usage.csv", fmt.Sprintf("subscription_id,month,workload,available_seats,assigned_seats,active_users\nused,%s,exchange,9000,8000,4321\n", coming)))
	return s
}

// mostNominated is how many nominations are made at most of a portal that is killed meanwhile.
const mostNominated = 40

func TestThreePortalsOnOneDatabaseAreOne(t *testing.T) {
	db := storetest.PostgresPlace(t)
	opened.At(t, db)
	s := forPortals(t, db)
	post, folder := storetest.NewPost(t), t.TempDir()
	var all []*neighbour
	for range 3 {
		all = append(all, startPortal(t, db, folder, post))
	}
	owner, manager := all[0].signsIn("second@t.example"), all[1].signsIn("second@p.example")
	t.Run("a change at one is seen at the others", func(t *testing.T) { changeIsSeen(t, db, all, owner, manager) })
	t.Run("guesses are counted over all", func(t *testing.T) { guessesAreCounted(t, all) })
	t.Run("each message is mailed once", func(t *testing.T) { mailedOnce(t, s, post) })
	t.Run("a file is taken once", func(t *testing.T) { takenOnce(t, db, folder, "first.csv") })
	t.Run("one that is killed loses nothing", func(t *testing.T) { killedLosesNothing(t, s, post, all, owner) })
	t.Run("a file is taken by another one", func(t *testing.T) { takenOnce(t, db, folder, "second.csv") })
	t.Run("older ones end", func(t *testing.T) { olderEnd(t, db, all[1:]) })
}

func changeIsSeen(t *testing.T, db string, all []*neighbour, owner, manager *http.Client) {
	const figure, name = "4,321", "Cloud competencies of three portals"
	for _, b := range all {
		if page := b.sees(owner, "/subscriptions"); !strings.Contains(page, "Nomi") {
			t.Errorf("%s knows nothing of the sign-in", b.address)
		}
		if strings.Contains(b.sees(manager, "/partner"), figure) || strings.Contains(b.sees(owner, "/programme"), name) {
			t.Fatal("it is there before")
		}
	}
	leads, err := all[0].nominates(owner, "used")
	if err != nil {
		t.Fatal(err)
	}
	done(t, db, "programme", "adopt", write(t, "three.toml", strings.ReplaceAll(string(programme.BuiltIn().Source), "Cloud competencies 2016", name)))
	for _, b := range all {
		if !strings.Contains(b.sees(owner, leads), "Pine") || !strings.Contains(b.sees(manager, "/partner"), figure) || !strings.Contains(b.sees(owner, "/programme"), name) {
			t.Errorf("%s does not know what was changed elsewhere", b.address)
		}
	}
}

func guessesAreCounted(t *testing.T, all []*neighbour) {
	var got []int
	for k := range 6 {
		status, _, err := all[k%3].sends(newBrowser(t), "/sign-in", url.Values{"email": {"guessed@t.example"}, "password": {"wrong"}})
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, status)
	}
	const wrong, wait = http.StatusUnprocessableEntity, http.StatusTooManyRequests
	if want := []int{wrong, wrong, wrong, wrong, wrong, wait}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// mailedOnce waits until all that is told is mailed, and looks for a letter that is missing or came twice.
func mailedOnce(t *testing.T, s *store.Store, post *storetest.Post) {
	t.Helper()
	eventually(t, func() bool { n := states(t, s); return n[outbox.Due]+n[outbox.Sending] == 0 })
	if n := states(t, s); len(n) != 1 || n[outbox.Sent] < 30 || len(post.Letters()) != n[outbox.Sent] {
		t.Errorf("%d letters of %v", len(post.Letters()), n)
	}
	noneTwice(t, post)
}

// takenOnce waits until a file of the folder is taken, and looks for an import of it that is one too many. The first portal
// holds the folder, and another one when that is killed.
func takenOnce(t *testing.T, db, folder, name string) {
	t.Helper()
	drop(t, folder, name, "partner_id,name\n"+name+",Quince\n")
	if o := reported(t, moved(t, folder, "done", name)); o.Added != 1 {
		t.Errorf("%+v", o)
	}
	if list := done(t, db, "imports", "list"); strings.Count(list, name) != 1 {
		t.Errorf("it is imported other than once\n%s", list)
	}
}

// noneTwice looks for a letter that came twice.
func noneTwice(t *testing.T, post *storetest.Post) {
	t.Helper()
	seen := map[string]bool{}
	for _, l := range post.Letters() {
		id := l.Header.Get("Message-ID")
		if id == "" || seen[id] {
			t.Errorf("twice: %q to %s", id, l.To)
		}
		seen[id] = true
	}
}

// killedLosesNothing kills the first portal amid nominations. What it answered is there, and the others go on with the
// mail: but for what the first one was sending, which is another's only when its claim is over.
func killedLosesNothing(t *testing.T, s *store.Store, post *storetest.Post, all []*neighbour, owner *http.Client) {
	for k, leads := range killedAmid(t, all[0], owner) {
		if page := all[1+k%2].sees(owner, leads); !strings.Contains(page, "Pine") {
			t.Errorf("%s is lost", leads)
		}
	}
	leads, err := all[2].nominates(owner, "last")
	if err != nil {
		t.Fatal(err)
	}
	mailed := func() (sent int) {
		if err := s.EachOfOutbox(t.Context(), outbox.Filter{Mail: outbox.Sent}, outbox.Order.Usual, func(m outbox.Message) error {
			if strings.HasSuffix(leads, "/"+m.About) {
				sent++
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return sent
	}
	eventually(t, func() bool { return mailed() == 31 })
	noneTwice(t, post)
}

// killedAmid kills a portal while somebody nominates there, and returns where the nominations that it answered are.
func killedAmid(t *testing.T, b *neighbour, owner *http.Client) (answered []string) {
	t.Helper()
	killed := make(chan int, 1)
	for k := range mostNominated {
		leads, err := b.nominates(owner, fmt.Sprintf("n%d", k))
		if err != nil {
			break
		}
		if answered = append(answered, leads); len(answered) == 3 {
			if err := b.process.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			go func() { killed <- b.ends() }()
		}
	}
	if len(answered) < 3 {
		t.Fatalf("only %d were made", len(answered))
	}
	if code := <-killed; code != -1 {
		t.Errorf("it was not killed: exit %d", code)
	}
	return answered
}

func olderEnd(t *testing.T, db string, left []*neighbour) {
	by(t, db, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, TRUE)")
	for _, b := range left {
		if code := b.ends(); code != exitFailed || !strings.Contains(b.errs.String(), "shimei: the database is of schema 9999 and this program knows ") {
			t.Errorf("exit %d", code)
		}
	}
}
