package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// stoppable is a portal that a test tells to stop.
type stoppable struct {
	t       *testing.T
	address string
	stop    context.CancelFunc
	ended   chan int
	out     *bufio.Reader
	errs    *said
}

// said keeps what is written to it, and may be read meanwhile.
type said struct {
	mutex sync.Mutex
	text  strings.Builder
}

func (s *said) Write(text []byte) (int, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.text.Write(text)
}

func (s *said) String() string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.text.String()
}

// serving is a portal that has said where it is.
func serving(t *testing.T, db string, args ...string) *stoppable {
	t.Helper()
	return starting(t, db, args...).up()
}

// starting is a portal that has not said so yet.
func starting(t *testing.T, db string, args ...string) *stoppable {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	s := &stoppable{t: t, stop: stop, ended: make(chan int, 1), out: bufio.NewReader(out), errs: &said{}}
	args = append([]string{"--db", db, "serve", "--addr", "127.0.0.1:0", "--plain-http"}, args...)
	go func() {
		s.ended <- run(ctx, args, strings.NewReader(""), in, s.errs)
		in.Close()
	}()
	return s
}

// up waits until it says where it is.
func (s *stoppable) up() *stoppable {
	s.t.Helper()
	line, err := s.out.ReadString('\n')
	if err != nil {
		s.t.Fatal(err)
	}
	s.address = strings.TrimPrefix(strings.TrimSpace(line), "Shimei is at http://")
	return s
}

// stops tells it to stop and returns what it said, once it has ended well.
func (s *stoppable) stops() string {
	s.t.Helper()
	s.stop()
	if code := <-s.ended; code != exitDone {
		s.t.Errorf("it exits with %d\n%s", code, s.errs)
	}
	return s.errs.String()
}

// halfway sends a part of a request that is never finished. It returns once the portal
// waits for the rest.
func (s *stoppable) halfway(path string) net.Conn {
	s.t.Helper()
	c, err := net.Dial("tcp", s.address)
	if err == nil {
		_, err = fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n", path)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	if line, err := bufio.NewReader(c).ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") {
		s.t.Fatalf("it answers %q: %v", line, err)
	}
	return c
}

func TestAClientThatNeverSendsItsBodyKeepsNobodyFromStopping(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	s := serving(t, db, "--grace", "20ms")
	c := s.halfway("/sign-in")
	defer c.Close()
	if said := s.stops(); !strings.Contains(said, `msg="cut off" method=POST path=/sign-in client=`+c.LocalAddr().String()) {
		t.Errorf("it says\n%s", said)
	}
}

func TestWhatWasAnsweredIsKeptThoughOthersAreCutOff(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	if o := shimeiWith(t, "correct horse battery\n", "--db", db, "user", "add", "hana@vendor.example", "--name", "Hana", "--role", "admin", "--password-stdin"); o.code != exitDone {
		t.Fatal(o)
	}
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	s := serving(t, db, "--grace", "20ms", "--second-factor", "choice")
	defer s.halfway("/sign-in").Close()
	a, err := browser.PostForm("http://"+s.address+"/sign-in", url.Values{"email": {"hana@vendor.example"}, "password": {"correct horse battery"}})
	if err != nil || a.StatusCode != http.StatusSeeOther {
		t.Fatal(a, err)
	}
	signedIn := a.Cookies()
	s.stops()
	again := serving(t, db)
	r, err := http.NewRequest(http.MethodGet, "http://"+again.address+"/admin/imports", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(signedIn[0])
	if a, err = browser.Do(r); err != nil || a.StatusCode != http.StatusOK {
		t.Error(a, err)
	}
	if said := again.stops(); strings.Contains(said, "cut off") {
		t.Errorf("nothing is under way, and it says\n%s", said)
	}
}
