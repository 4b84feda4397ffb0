package main

import (
	"context"
	"errors"
	"log/slog"
	netmail "net/mail"
	"strconv"
	"time"

	"shimei/store"
	"shimei/store/mail"
	"shimei/store/outbox"
	"shimei/store/programme"
	"shimei/web"
)

// dutyEvery is how often the duties of a portal are done. It is a variable for tests of several processes.
var dutyEvery = time.Minute

const (
	// mailAtOnce is how many letters one connection takes, and mailLease for how long they are one sender's: longer
	// than a server that keeps each waiting as long as it may.
	mailAtOnce, mailLease = 20, 15 * time.Minute
)

// duties are what a portal does by itself: what is over is recorded, what ends soon and how levels of partners
// change is told, and messages go out by mail. Several portals on one database share them: each duty is done by one at
// a time, and by another one when that has ended.
type duties struct {
	store  *store.Store
	log    *slog.Logger
	ticks  <-chan time.Time
	server *mail.Server // nil where no mail is sent
	site   string       // the portal's address, for the links of letters; "" where it is not known
	grace  time.Duration
	over   func(error) // ends the portal, which is older than the database by now
	stop   context.CancelFunc
	ended  chan struct{}
}

// begin does them until ctx ends, or end is called.
func (d *duties) begin(ctx context.Context) {
	ctx, d.stop = context.WithCancel(ctx)
	d.ended = make(chan struct{})
	go func() {
		defer close(d.ended)
		d.run(ctx)
	}()
}

// end waits until what is being done has ended, so that the database can be closed.
func (d *duties) end() {
	if d.ended != nil {
		d.stop()
		<-d.ended
	}
}

// run does them at once, and at every tick.
func (d *duties) run(ctx context.Context) {
	for {
		d.do(ctx)
		select {
		case <-ctx.Done():
			return
		case <-d.ticks:
		}
	}
}

// do does them once, each unless another portal is at it. What fails is in the log, and is done at another tick.
func (d *duties) do(ctx context.Context) {
	if err := d.store.Fits(ctx); errors.Is(err, store.ErrNewer) {
		d.over(err)
		return
	}
	d.alone(ctx, "clock", "what is over, or ends soon, could not be recorded", func(ctx context.Context) error {
		_, err := d.store.Clock(ctx)
		return err
	})
	d.alone(ctx, "news", "what people are to be told of could not be worked out", func(ctx context.Context) error {
		_, err := d.store.News(ctx)
		return err
	})
	if d.server != nil {
		d.alone(ctx, "mail", "mail could not be sent", d.mail)
	}
}

// alone does one of them, unless another portal is at it.
func (d *duties) alone(ctx context.Context, name, failed string, do func(context.Context) error) {
	if _, err := d.store.Alone(ctx, name, do); err != nil && ctx.Err() == nil {
		d.log.Warn(failed+"; another try follows", "error", err)
	}
}

// mail sends what is to be sent now.
func (d *duties) mail(ctx context.Context) error {
	for ctx.Err() == nil {
		claimed, err := d.store.ClaimMail(ctx, mailAtOnce, mailLease)
		if err == nil && len(claimed) > 0 {
			err = d.send(ctx, claimed)
		}
		if err != nil || len(claimed) < mailAtOnce {
			return err
		}
	}
	return nil
}

// send sends the letters of messages that were claimed, and keeps what came of each. Told to stop it begins no
// more, and the one that is being sent has the grace to get through.
func (d *duties) send(ctx context.Context, claimed []outbox.Message) error {
	p, err := d.store.Programme(ctx)
	var letters []mail.Letter
	if err == nil {
		var of []outbox.Message
		if letters, of, err = d.letters(ctx, p, claimed); err == nil {
			claimed = of
		}
	}
	if err != nil {
		return errors.Join(err, d.keep(claimed, func(outbox.Message) outbox.Outcome { return outbox.Outcome{Kept: true} }))
	}
	patient, done := context.WithCancel(context.WithoutCancel(ctx))
	defer done()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(d.grace, done) })()
	tried := 0
	var kept error
	failed := d.server.Send(patient, letters, func() bool { return ctx.Err() == nil }, func(k int, err error) {
		tried = k + 1
		kept = errors.Join(kept, d.keep(claimed[k:k+1], func(m outbox.Message) outbox.Outcome { return d.outcome(m, err) }))
	})
	return errors.Join(failed, kept, d.keep(claimed[tried:], func(outbox.Message) outbox.Outcome { return outbox.Outcome{Err: failed, Kept: failed == nil} }))
}

// letters are messages as they are mailed, and those that they are of: a message whose person is gone by now, such as of
// an invitation that was withdrawn, has none. The id of a letter is that of its message, so that one that is sent
// twice is known as the same.
func (d *duties) letters(ctx context.Context, p *programme.Programme, claimed []outbox.Message) (all []mail.Letter, of []outbox.Message, err error) {
	for _, m := range claimed {
		token, err := d.store.MailedLink(ctx, m)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		l, language := web.LetterOf(p, m, d.site, token)
		all = append(all, mail.Letter{ID: "shimei." + strconv.FormatInt(m.Key, 10) + "." + strconv.FormatInt(int64(m.At), 36),
			To: netmail.Address{Name: m.To.Name, Address: m.To.Email}, Subject: l.Subject, Body: l.Body, Language: language})
		of = append(of, m)
	}
	return all, of, nil
}

// outcome is what came of a letter; what the server refused for good is said.
func (d *duties) outcome(m outbox.Message, err error) outbox.Outcome {
	refused := (*mail.Refused)(nil)
	final := errors.As(err, &refused)
	if final {
		d.log.Warn("mail is refused", "message", m.Key, "to", m.To.Email, "error", err)
	}
	return outbox.Outcome{Err: err, Final: final}
}

// keep keeps what came of letters, also once it is told to stop.
func (d *duties) keep(messages []outbox.Message, outcome func(outbox.Message) outbox.Outcome) (err error) {
	ctx, done := context.WithTimeout(context.Background(), 10*time.Second)
	defer done()
	for _, m := range messages {
		known, failed := d.store.MailTried(ctx, m, outcome(m))
		if failed == nil && !known {
			d.log.Warn("mail may have been sent twice: it took so long that another sender took it on", "message", m.Key, "to", m.To.Email)
		}
		err = errors.Join(err, failed)
	}
	return err
}
