package store_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/outbox"
)

const lease = 5 * time.Minute

// claim takes mail that is to be sent now.
func (p *portal) claim(limit int) []outbox.Message {
	p.t.Helper()
	claimed, err := p.ClaimMail(ctx, limit, lease)
	if err != nil {
		p.t.Fatal(err)
	}
	return claimed
}

// tried keeps what came of a try, which is to be known or not.
func (p *portal) tried(m outbox.Message, o outbox.Outcome, known bool) {
	p.t.Helper()
	if is, err := p.MailTried(ctx, m, o); err != nil || is != known {
		p.t.Errorf("what came of %s to %s is kept: %v (%v)", m.Kind, m.To.Email, is, err)
	}
}

// mails are how far the mail of each message is, the latest last.
func (p *portal) mails() (all []outbox.MailState) {
	p.t.Helper()
	if err := p.EachOfOutbox(ctx, outbox.Filter{}, db.Sort{By: "at"}, func(m outbox.Message) error {
		all = append(all, m.Mail.State)
		return nil
	}); err != nil {
		p.t.Fatal(err)
	}
	return all
}

// toldTwo has two people of a partner told of one nomination each day from the 11th on.
func (p *portal) toldTwo(times int) {
	p.t.Helper()
	owner := p.person(directory.Owner, "T")
	p.person(directory.Manager, "A")
	if err := p.AddPerson(ctx, store.NewPerson{Email: "second@a.example", Name: "Second", Role: directory.Manager, PartnerID: "A"}); err != nil {
		p.t.Fatal(err)
	}
	for range times {
		p.nominate(owner, "A", "T-azure")
		p.now.Add(time.Minute.Milliseconds())
		p.nominate(owner, "C", "T-azure")
		p.now.Add(time.Minute.Milliseconds())
	}
}

func TestTwoSendersAtOnceTakeEachMailOnce(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		second, _ := openWith(t, dsn, nil)
		second.now.Store(p.now.Add(time.Hour.Milliseconds()))
		p.toldTwo(5) // 20 messages
		second.now.Store(p.now.Load())
		taken := make([][]outbox.Message, 4)
		var all sync.WaitGroup
		for k := range taken {
			from := []*portal{p, second}[k%2]
			all.Go(func() {
				for {
					claimed, err := from.ClaimMail(ctx, 3, lease)
					if err != nil || len(claimed) == 0 {
						if err != nil {
							t.Error(err)
						}
						return
					}
					taken[k] = append(taken[k], claimed...)
				}
			})
		}
		all.Wait()
		var keys []int64
		for _, m := range slices.Concat(taken...) {
			keys = append(keys, m.Key)
			if m.Mail.State != outbox.Sending || m.Mail.Tries != 1 {
				t.Errorf("%+v", m.Mail)
			}
		}
		slices.Sort(keys)
		if len(keys) != 20 || len(slices.Compact(keys)) != 20 {
			t.Errorf("taken: %v", keys)
		}
	})
}

func TestMailThatASenderEndedAtIsSentOnceMoreAndThenFails(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.toldTwo(1)
		first := p.claim(2)
		if len(first) != 2 || len(p.claim(9)) != 2 || len(p.claim(9)) != 0 {
			t.Fatal(first)
		}
		p.tried(first[0], outbox.Outcome{}, true)
		p.now.Add(lease.Milliseconds())
		again := p.claim(9)
		if len(again) != 3 || again[0].Key != first[1].Key || again[0].Mail.State != outbox.Unsure || again[0].Mail.Tries != 2 {
			t.Fatalf("%+v", again)
		}
		p.tried(first[1], outbox.Outcome{}, false) // the first sender, which was only slow
		p.tried(again[0], outbox.Outcome{Err: errors.New("421 later")}, true)
		p.tried(again[1], outbox.Outcome{}, true)
		p.now.Add(lease.Milliseconds())
		if third := p.claim(9); len(third) != 1 || third[0].Key != first[1].Key || third[0].Mail.State != outbox.Sending {
			t.Fatalf("%+v", third)
		}
		if diff := cmp.Diff([]outbox.MailState{outbox.Sent, outbox.Sending, outbox.Sent, outbox.Failed}, p.mails()); diff != "" {
			t.Error(diff)
		}
		if n, err := p.RetryMail(ctx, 0); err != nil || n != 1 {
			t.Error(n, err)
		}
		if last := p.claim(9); len(last) != 1 || last[0].Mail.State != outbox.Sending || last[0].Mail.Tries != 1 {
			t.Errorf("%+v", last)
		}
	})
}

func TestMailThatIsNotToBeSentAnyMoreIsNot(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.toldTwo(1)
		if err := p.Disable(ctx, "second@a.example"); err != nil {
			t.Fatal(err)
		}
		failing := p.claim(9)
		if len(failing) != 2 {
			t.Fatal(failing)
		}
		for _, m := range failing {
			p.tried(m, outbox.Outcome{Err: errors.New("550 no"), Final: true}, true)
		}
		p.now.Add((8 * 24 * time.Hour).Milliseconds())
		if _, err := p.RetryMail(ctx, failing[0].Key); err != nil { // however old it is
			t.Fatal(err)
		}
		if again := p.claim(9); len(again) != 1 || again[0].Key != failing[0].Key {
			t.Error(again)
		}
		p.nominate(p.who("owner@t.example"), "A", "T-azure")
		p.now.Add((8 * 24 * time.Hour).Milliseconds()) // a portal that is given a mail server later
		if again := p.claim(9); slices.ContainsFunc(again, func(m outbox.Message) bool { return m.Mail.State == outbox.Sending }) {
			t.Error(again)
		}
	})
}
