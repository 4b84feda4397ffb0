package main

import (
	"fmt"
	"strconv"
	"time"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/outbox"
	"shimei/store/programme"
)

type outboxCommand struct {
	List  outboxListCommand  `cmd:"" help:"List what people are told, with how far the mail of each message is."`
	Retry outboxRetryCommand `cmd:"" help:"Have mail that failed sent again."`
}

type outboxListCommand struct {
	Mail   string `enum:",none,due,sending,unsure,sent,failed" default:"" placeholder:"STATE" help:"Only messages whose mail is so far: none, due, sending, unsure, sent or failed."`
	Format string `enum:"table,json,csv" default:"table" help:"Form of the output: ${enum}."`
}

type messageObject struct {
	Key     int64          `json:"key"`
	At      string         `json:"at"`
	To      string         `json:"to"`
	Topic   string         `json:"topic"`
	Kind    string         `json:"kind"`
	About   string         `json:"about"`
	Read    bool           `json:"read"`
	Mail    string         `json:"mail"`
	Tries   int            `json:"tries"`
	Next    string         `json:"next"`
	SentAt  string         `json:"sent_at"`
	Error   string         `json:"error"`
	Details outbox.Details `json:"details"`
}

// Run lists messages, the earliest first.
func (c outboxListCommand) Run(t *terminal) error {
	return t.with(db.MayRead, func(s *store.Store) error {
		p, err := s.Programme(t.ctx)
		if err != nil {
			return err
		}
		objects := []messageObject{}
		rows := [][]string{{"key", "at", "to", "topic", "kind", "about", "read", "mail", "tries", "next", "sent_at", "error"}}
		if err := s.EachOfOutbox(t.ctx, outbox.Filter{Mail: outbox.MailState(c.Mail)}, db.Sort{By: "at"}, func(m outbox.Message) error {
			o := messageObject{m.Key, instantText(p, &m.At), m.To.Email, string(m.Topic), string(m.Kind), m.About, m.ReadAt != nil,
				string(m.Mail.State), m.Mail.Tries, instantText(p, m.Mail.Next), instantText(p, m.Mail.SentAt), m.Mail.Error, m.Details}
			objects = append(objects, o)
			rows = append(rows, []string{strconv.FormatInt(o.Key, 10), o.At, o.To, o.Topic, o.Kind, o.About, strconv.FormatBool(o.Read), o.Mail, strconv.Itoa(o.Tries), o.Next, o.SentAt, o.Error})
			return nil
		}); err != nil {
			return err
		}
		if c.Format == "json" {
			return writeJSON(t.out, objects)
		}
		return writeRows(t.out, c.Format, rows, len(rows[0]))
	})
}

// instantText is an instant in the programme's zone, "" for none.
func instantText(p *programme.Programme, i *programme.Instant) string {
	if i == nil {
		return ""
	}
	return i.In(p.Zone).Format(time.RFC3339)
}

type outboxRetryCommand struct {
	Key int64 `arg:"" optional:"" help:"Key of one message, as list shows it; without, all whose mail failed."`
}

// Run has mail that failed sent again by whoever serves.
func (c outboxRetryCommand) Run(t *terminal) error {
	return t.with(db.MayChange, func(s *store.Store) error {
		n, err := s.RetryMail(t.ctx, c.Key)
		if err != nil {
			return err
		}
		if c.Key != 0 && n == 0 {
			return fmt.Errorf("message %d is none whose mail failed; outbox list --mail failed has those", c.Key)
		}
		fmt.Fprintf(t.out, "%d to be sent again\n", n)
		return nil
	})
}
