package web

import (
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/signin"
	"shimei/views"
)

// besieged serves the small fixture behind a proxy that tells the client's address, while the clock stands still.
func besieged(t *testing.T) *site {
	t.Helper()
	path, now := smallTemplate.file(t), clock()()
	s, _, err := store.Open(t.Context(), path, store.Options{Passwords: signin.NewCheapGate(), Clock: func() time.Time { return now }})
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
	_, loopback, err := net.ParseCIDR("127.0.0.0/8")
	if err != nil {
		t.Fatal(err)
	}
	return serve(t, s, func(o *Options) { o.TrustedProxies = []*net.IPNet{loopback} })
}

// from makes a request one of a client's address.
func from(address string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("X-Forwarded-For", address) }
}

// guess tries a password from an address.
func (v *visitor) guess(email, password, address string) answer {
	v.t.Helper()
	form := url.Values{"email": {email}, "password": {password}}
	return v.send(http.MethodPost, views.SignInPath, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()), from(address))
}

// hail has many guesses made at once, from so many addresses, and counts what they are answered.
func (x *site) hail(email string, guesses, addresses int, network string) map[int]int {
	x.t.Helper()
	var counting sync.Mutex
	var all sync.WaitGroup
	counts := map[int]int{}
	for k := range guesses {
		all.Go(func() {
			form := url.Values{"email": {email}, "password": {fmt.Sprintf("guess number %d", k)}}
			r, err := http.NewRequestWithContext(x.t.Context(), http.MethodPost, x.URL+views.SignInPath, strings.NewReader(form.Encode()))
			if err != nil {
				x.t.Error(err)
				return
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("X-Forwarded-For", fmt.Sprintf("%s.%d", network, k%addresses+1))
			w, err := x.Client().Do(r)
			if err != nil {
				x.t.Error(err)
				return
			}
			_, err = io.Copy(io.Discard, w.Body)
			if closing := w.Body.Close(); err != nil || closing != nil {
				x.t.Error(err, closing)
			}
			wait, _ := strconv.Atoi(w.Header.Get("Retry-After"))
			if refused := w.StatusCode == http.StatusTooManyRequests || w.StatusCode == http.StatusServiceUnavailable; refused != (wait > 0) {
				x.t.Errorf("%d says to try again after %d seconds", w.StatusCode, wait)
			}
			counting.Lock()
			defer counting.Unlock()
			counts[w.StatusCode]++
		})
	}
	all.Wait()
	return counts
}

func TestGuessesFromAnyNumberOfAddressesAreRefusedAndTheOwnerGetsIn(t *testing.T) {
	t.Parallel()
	for _, addresses := range []int{1, 12, 60} {
		t.Run(fmt.Sprint(addresses), func(t *testing.T) {
			t.Parallel()
			x := besieged(t)
			home, names := x.visitor(), []string{owner, "none@aster.example"}
			home.guess(owner, password, "198.51.100.1").is(http.StatusSeeOther) // whose browser is known from now on
			for k, email := range names {
				counts := x.hail(email, 360, addresses, fmt.Sprintf("192.0.%d", k+2))
				checked := counts[http.StatusUnprocessableEntity]
				if checked > signin.AccountLimit.Free || checked == 0 || counts[http.StatusTooManyRequests]+counts[http.StatusServiceUnavailable] != 360-checked {
					t.Errorf("360 guesses at %s: %v, want at most %d checked and the others refused", email, maps.Clone(counts), signin.AccountLimit.Free)
				}
				for _, line := range x.log.take() { // on a slow machine they wait for each other too long
					if !strings.Contains(line, store.ErrBusy.Error()) && !strings.Contains(line, signin.ErrBusy.Error()) {
						t.Error("logged:", line)
					}
				}
				for checked < signin.AccountLimit.Free { // those of a full queue guessed nothing
					x.visitor().guess(email, "another guess", "203.0.113.1").is(http.StatusUnprocessableEntity)
					checked++
				}
			}
			known, unknown := x.visitor().guess(names[0], password, "203.0.113.2"), x.visitor().guess(names[1], password, "203.0.113.3")
			known.is(http.StatusTooManyRequests)
			alike(t, known, unknown, names[0], names[1])
			home.post(views.SignOutPath, nil)
			home.guess(owner, password, "198.51.100.1").is(http.StatusSeeOther)
			home.get(views.SubscriptionsPath).is(http.StatusOK)
			home.guess(owner, password, "203.0.113.4").is(http.StatusSeeOther) // wherever the browser is
		})
	}
}

// What is answered tells nobody whether there is an account: not the page, and not what it comes with.
func TestAKnownAndAnUnknownNameAreAnsweredInTheSameBytes(t *testing.T) {
	t.Parallel()
	x := besieged(t)
	names := []string{owner, "none@aster.example"}
	for guess := range signin.AccountLimit.Free + 3 {
		address := fmt.Sprintf("192.0.2.%d", guess+1)
		known, unknown := x.visitor().guess(names[0], "a guess", address), x.visitor().guess(names[1], "a guess", address)
		want := http.StatusUnprocessableEntity
		if guess >= signin.AccountLimit.Free {
			want = http.StatusTooManyRequests
		}
		known.is(want)
		for _, a := range []*answer{&known, &unknown} {
			for _, name := range names {
				a.body = strings.ReplaceAll(a.body, name, "NAME")
			}
		}
		if known.header.Get("Content-Length") != unknown.header.Get("Content-Length") {
			t.Errorf("guess %d is told apart by its length", guess)
		}
		alike(t, known, unknown, names[0], names[1])
	}
}
