package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/mail"
	"shimei/store/outbox"
	"shimei/store/storetest"
)

// informed makes a portal in which each of some people is told of a nomination.
func informed(t *testing.T, db string, people int) *store.Store {
	t.Helper()
	done(t, db, append([]string{"import"}, write(t, "partners.csv", "partner_id,name\nP,Pine\n"), write(t, "customers.csv", "tenant_id,name\nT,Toys\n"),
		write(t, "subscriptions.csv", "subscription_id,tenant_id,product,start_date\ns,T,azure,2015-01-01\n"))...)
	s, _, err := store.Open(t.Context(), db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	add := func(n store.NewPerson) {
		if err := s.AddPerson(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
	add(store.NewPerson{Email: "owner@t.example", Name: "Owner", Role: directory.Owner, TenantID: "T"})
	for k := range people {
		add(store.NewPerson{Email: fmt.Sprintf("%d@p.example", k), Name: "Person", Role: directory.Manager, PartnerID: "P"})
	}
	if _, err := s.Nominate(t.Context(), personOf(t, s, "owner@t.example"), "P", []store.Choice{{ID: "s"}}); err != nil {
		t.Fatal(err)
	}
	return s
}

// states are how many messages have mail in each state.
func states(t *testing.T, s *store.Store) map[outbox.MailState]int {
	t.Helper()
	n := map[outbox.MailState]int{}
	if err := s.EachOfOutbox(t.Context(), outbox.Filter{}, outbox.Order.Usual, func(m outbox.Message) error {
		n[m.Mail.State]++
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

// duty are the duties of one portal, by a server.
func duty(t *testing.T, s *store.Store, post *storetest.Post) *duties {
	t.Helper()
	server, err := mail.Parse("smtp://" + post.Address + "?from=portal@vendor.example")
	if err != nil {
		t.Fatal(err)
	}
	return &duties{store: s, log: slog.New(slog.NewTextHandler(io.Discard, nil)), server: &server, site: "https://p.example", grace: time.Minute}
}

// recipients are the addresses that letters went to, in order.
func recipients(post *storetest.Post) (all []string) {
	for _, l := range post.Letters() {
		all = append(all, l.To)
	}
	slices.Sort(all)
	return all
}

func TestTwoPortalsOnOneDatabaseSendEachMessageOnce(t *testing.T) {
	storetest.Places(t, func(t *testing.T, db string) {
		opened.At(t, db)
		const people = 50
		s := informed(t, db, people)
		post := storetest.NewPost(t)
		other, _, err := store.Open(t.Context(), db, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		var both sync.WaitGroup
		for _, d := range []*duties{duty(t, s, post), duty(t, other, post)} {
			both.Go(func() {
				for states(t, s)[outbox.Sent] < people && t.Context().Err() == nil {
					d.do(t.Context())
				}
			})
		}
		both.Wait()
		got := recipients(post)
		if len(got) != people || len(slices.Compact(got)) != people {
			t.Errorf("%d letters: %v", len(got), got)
		}
	})
}

func TestAnInvitationThatIsWithdrawnAsItsLetterIsWrittenDelaysNoOther(t *testing.T) {
	s := informed(t, filepath.Join(t.TempDir(), "portal.db"), 1)
	owner := personOf(t, s, "owner@t.example")
	for _, email := range []string{"first@t.example", "second@t.example"} {
		if _, err := s.Invite(t.Context(), owner, store.NewPerson{Email: email, Name: "New", Role: directory.Reader, TenantID: "T"}); err != nil {
			t.Fatal(err)
		}
	}
	claimed, err := s.ClaimMail(t.Context(), mailAtOnce, mailLease)
	if err != nil || len(claimed) != 3 {
		t.Fatal(claimed, err)
	}
	if err := s.WithdrawInvitation(t.Context(), owner, personOf(t, s, "first@t.example").Key); err != nil {
		t.Fatal(err)
	}
	post := storetest.NewPost(t)
	if err := duty(t, s, post).send(t.Context(), claimed); err != nil {
		t.Error(err)
	}
	if got := recipients(post); !slices.Equal(got, []string{"0@p.example", "second@t.example"}) {
		t.Errorf("letters went to %q", got)
	}
	if n := states(t, s); n[outbox.Sent] != 2 || len(n) != 1 {
		t.Errorf("the messages are %v", n)
	}
}

func TestAServerThatRefusesHalfLosesNothing(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	s := informed(t, db, 6)
	post := storetest.NewPost(t)
	post.Answers(func(command string) string {
		if strings.HasPrefix(command, "RCPT") && strings.ContainsAny(command[:len("RCPT TO:<0")], "024") {
			return "550 5.1.1 no such mailbox"
		}
		return ""
	})
	duty(t, s, post).do(t.Context())
	if got := states(t, s); got[outbox.Sent] != 3 || got[outbox.Failed] != 3 {
		t.Errorf("%v", got)
	}
	if got := done(t, db, "outbox", "list", "--mail", "failed", "--format", "csv"); strings.Count(got, "no such mailbox") != 3 {
		t.Error(got)
	}
	if got := done(t, db, "outbox", "retry"); got != "3 to be sent again\n" {
		t.Error(got)
	}
	post.Answers(func(string) string { return "" })
	duty(t, s, post).do(t.Context())
	if got := recipients(post); len(got) != 6 {
		t.Error(got)
	}
	if o := shimei(t, db, "outbox", "retry", "1"); o.code != exitFailed || !strings.Contains(o.err, "message 1") {
		t.Errorf("%+v", o)
	}
}

// TestAServerThatIsDownOrSlowLosesNothing has nobody answer, and somebody who says nothing.
func TestAServerThatIsDownOrSlowLosesNothing(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	informed(t, db, 2)
	now := &atomic.Int64{}
	now.Store(time.Now().UnixMilli())
	s, _, err := store.Open(t.Context(), db, store.Options{Clock: func() time.Time { return time.UnixMilli(now.Load()) }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	down := storetest.NewPost(t)
	down.End()
	var log bytes.Buffer
	d := duty(t, s, down)
	d.log = slog.New(slog.NewTextHandler(&log, nil))
	d.do(t.Context())
	if got := states(t, s); got[outbox.Due] != 2 || strings.Count(log.String(), "could not be sent") != 1 {
		t.Errorf("%v\n%s", got, log.String())
	}
	for name, change := range map[string]func(*duties){
		"too early": func(d *duties) { d.server = duty(t, s, storetest.NewPost(t)).server },
		"silent": func(d *duties) {
			now.Add(time.Minute.Milliseconds())
			post := storetest.NewPost(t)
			post.Answers(func(string) string { return storetest.Silence })
			d.server = duty(t, s, post).server
			d.server.Timeout = time.Millisecond
		},
	} {
		change(d)
		d.do(t.Context())
		if got := states(t, s); got[outbox.Due] != 2 {
			t.Errorf("%s: %v", name, got)
		}
	}
	now.Add(time.Hour.Milliseconds())
	up := storetest.NewPost(t)
	duty(t, s, up).do(t.Context())
	if got := states(t, s); got[outbox.Sent] != 2 || len(up.Letters()) != 2 {
		t.Errorf("%v", got)
	}
}

// TestALetterThatIsBeingSentGetsThroughWhenThePortalIsToldToStop stops in the midst of the first of three.
func TestALetterThatIsBeingSentGetsThroughWhenThePortalIsToldToStop(t *testing.T) {
	s := informed(t, filepath.Join(t.TempDir(), "x.db"), 3)
	post := storetest.NewPost(t)
	ctx, stop := context.WithCancel(t.Context())
	post.Answers(func(command string) string {
		if command == "DATA" {
			stop()
		}
		return ""
	})
	duty(t, s, post).do(ctx)
	if got := states(t, s); got[outbox.Sent] != 1 || got[outbox.Due] != 2 || len(post.Letters()) != 1 {
		t.Errorf("%v", got)
	}
}

func TestAMessageGoesOutByMailWhileThePortalServes(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	s := informed(t, db, 1)
	if err := s.SetLanguage(t.Context(), personOf(t, s, "0@p.example").Key, "ja"); err != nil {
		t.Fatal(err)
	}
	post := storetest.NewPost(t)
	_, stop := servedUntil(t, "--db", db, "serve", "--smtp-url", "smtp://"+post.Address+"?from=portal@vendor.example", "--public-url", "https://p.example/")
	eventually(t, func() bool { return states(t, s)[outbox.Sent] == 1 })
	stop()
	l := post.Letters()[0]
	if len(post.Letters()) != 1 || l.To != "0@p.example" || l.Header.Get("Content-Language") != "ja" || !strings.Contains(l.Body, "https://p.example/partner/customers/T") {
		t.Errorf("%+v", l)
	}
}

func TestDutiesAreDoneAtEveryTick(t *testing.T) {
	s := informed(t, filepath.Join(t.TempDir(), "x.db"), 1)
	post := storetest.NewPost(t)
	ticks := make(chan time.Time)
	d := duty(t, s, post)
	d.ticks = ticks
	ctx, stop := context.WithCancel(t.Context())
	d.begin(ctx)
	ticks <- time.Time{} // it is through with the first time
	if got := states(t, s)[outbox.Sent]; got != 1 {
		t.Errorf("%d sent at the beginning", got)
	}
	removes(t, s)
	ticks <- time.Time{}
	ticks <- time.Time{}
	if got := len(post.Letters()); got != 2 {
		t.Errorf("%d letters after another tick", got)
	}
	stop()
	d.end()
}

// removes has somebody told of something more: the partner is removed.
func removes(t *testing.T, s *store.Store) {
	t.Helper()
	owner := personOf(t, s, "owner@t.example")
	chosen, err := s.Chosen(t.Context(), owner.Customer, []string{"s"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Remove(t.Context(), owner, store.Choice{ID: "s", Seen: chosen[0].Present.Key}); err != nil {
		t.Fatal(err)
	}
}

func personOf(t *testing.T, s *store.Store, email string) directory.Person {
	t.Helper()
	everybody, err := s.Everybody(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return everybody[slices.IndexFunc(everybody, func(x directory.Person) bool { return x.Email == email })]
}

func TestMailOptionsThatCannotBeAreRefused(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--smtp-url", "smtp://u:secret@h"}, "from="},
		{[]string{"--smtp-url", "smtp://h?from=a@b.example", "--public-url", "p.example"}, "--public-url"},
		{[]string{"--public-url", "https://p.example/portal"}, "--public-url"},
		{[]string{"--demo", "--smtp-url", "smtp://h?from=a@b.example"}, "demonstration"},
	} {
		args := append([]string{"serve", "--addr", "127.0.0.1:0"}, c.args...)
		if !slices.Contains(args, "--demo") {
			args = append([]string{"--db", db}, args...)
		}
		if o := shimeiWith(t, "", args...); o.code != exitMisuse || !strings.Contains(o.err, c.want) || strings.Contains(o.err, "secret") {
			t.Errorf("%v: %+v", c.args, o)
		}
	}
}
