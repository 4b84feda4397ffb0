package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"time"
)

// pace is how long a person takes to send the next form, and longest how long any answer may take: an error of the
// portal's comes before.
const (
	pace    = 200 * time.Millisecond
	longest = time.Minute
)

// customer is a person who nominates for one subscription after the other.
type customer struct {
	number  int
	base    string
	browser *http.Client

	mutex sync.Mutex
	made  []nomination // that are known to be, in their order
	away  int          // answers by which the portal says that the database is not there
}

// nomination is one that is known to be made.
type nomination struct {
	subscription   string
	reference      string    // of its confirmation; "" where the answer to it was lost and a second try finds it made
	begun, settled time.Time // the first try was sent, and the last answer was there
}

// newCustomer signs a person in.
func newCustomer(ctx context.Context, base string, number int) (*customer, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	c := &customer{number: number, base: base, browser: &http.Client{Jar: jar, Timeout: longest,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	a, err := c.sends(ctx, "/sign-in", url.Values{"email": {mailOf(number)}, "password": {password}})
	if err == nil && a.status != http.StatusSeeOther {
		err = fmt.Errorf("signing in: %d\n%s", a.status, a.body)
	}
	return c, err
}

// answer is what a form is answered by.
type answer struct {
	status int
	leads  string
	body   string
}

// sends sends a form.
func (c *customer) sends(ctx context.Context, path string, form url.Values) (a answer, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		return a, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	got, err := c.browser.Do(r)
	if err != nil {
		return a, err
	}
	body, err := io.ReadAll(got.Body)
	return answer{got.StatusCode, got.Header.Get("Location"), string(body)}, errors.Join(err, got.Body.Close())
}

// nominates nominates until stop is closed. What it has begun by then it ends.
func (c *customer) nominates(ctx context.Context, each int, stop <-chan struct{}) error {
	next := time.NewTicker(pace)
	defer next.Stop()
	for n := range each {
		if err := c.nominate(ctx, subscription(c.number, n), next.C); err != nil {
			return err
		}
		select {
		case <-next.C:
		case <-stop:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return errors.New("there are too few subscriptions")
}

// nominate nominates for a subscription, again and again until it is known that it is done.
func (c *customer) nominate(ctx context.Context, subscription string, next <-chan time.Time) error {
	n := nomination{subscription: subscription, begun: time.Now()}
	for tries := 1; ; tries++ {
		a, err := c.sends(ctx, "/nominate", url.Values{"s": {subscription}, "seen": {"0"}, "partner": {partner}})
		if err != nil {
			return fmt.Errorf("the portal gives no answer: %w", err)
		}
		n.settled = time.Now()
		switch {
		case a.status == http.StatusSeeOther && strings.HasPrefix(a.leads, confirmations):
			n.reference = strings.TrimPrefix(a.leads, confirmations)
			c.keep(n)
			return nil
		case a.status == http.StatusConflict && tries > 1: // an earlier try was made, whose answer was lost
			c.keep(n)
			return nil
		case a.status != http.StatusServiceUnavailable:
			return fmt.Errorf("try %d for %s: %d\n%s", tries, subscription, a.status, a.body)
		}
		c.lost()
		select {
		case <-next:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// confirmations is where the confirmation of a nomination is, by its reference.
const confirmations = "/nominations/"

func (c *customer) keep(n nomination) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.made = append(c.made, n)
}

func (c *customer) lost() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.away++
}

// known are the nominations that are known to be made by now, and how often the portal said that it cannot.
func (c *customer) known() (made []nomination, away int) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.made[:len(c.made):len(c.made)], c.away
}

// since reports whether a nomination was acknowledged that was begun after an instant.
func (c *customer) since(t time.Time) bool {
	made, _ := c.known()
	return len(made) > 0 && made[len(made)-1].begun.After(t)
}
