package store

import (
	"context"
	"time"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/outbox"
)

// Messages returns a part of what a person is told, as far as the filter lets it through, and how many messages
// that are.
func (s *Store) Messages(ctx context.Context, who directory.Person, f outbox.Filter, p db.Part) (found []outbox.Message, count int64, err error) {
	err = s.view(ctx, func(w *work) error {
		found, count, err = outbox.Of(w.tx, who.Key, f).Page(p)
		return err
	})
	return found, count, err
}

// EachMessage calls row with every message of a person that the filter lets through, in order.
func (s *Store) EachMessage(ctx context.Context, who directory.Person, f outbox.Filter, order db.Sort, row func(outbox.Message) error) error {
	return s.view(ctx, func(w *work) error { return outbox.Of(w.tx, who.Key, f).Each(order, row) })
}

// Inbox is what the page of a person's messages shows besides them.
type Inbox struct {
	Latest   int64          // key of the latest message; 0 for none
	Unmailed []outbox.Topic // those that the person wants no mail of
}

// Inbox returns that of a person.
func (s *Store) Inbox(ctx context.Context, who directory.Person) (Inbox, error) {
	return read(ctx, s, func(w *work) (i Inbox, err error) {
		if i.Latest, err = outbox.Latest(w.tx, who.Key); err != nil {
			return i, err
		}
		i.Unmailed, err = outbox.Unmailed(w.tx, who.Key)
		return i, err
	})
}

// OpenMessage marks a message of a person as read and returns it, or ErrNotFound.
func (s *Store) OpenMessage(ctx context.Context, who directory.Person, key int64) (m outbox.Message, err error) {
	err = s.update(ctx, func(w *work) error {
		m, err = outbox.Open(w.tx, who.Key, key)
		return err
	})
	return m, err
}

// ReadMessages marks a person's messages as read, up to the one that was the latest when they were shown.
func (s *Store) ReadMessages(ctx context.Context, who directory.Person, latest int64) error {
	return s.update(ctx, func(w *work) error { return outbox.ReadAll(w.tx, who.Key, latest) })
}

// ChooseMail keeps of which topics a person wants mail.
func (s *Store) ChooseMail(ctx context.Context, who directory.Person, mailed []outbox.Topic) error {
	return s.update(ctx, func(w *work) error {
		return outbox.Choose(w.tx, who.Key, outbox.Topics(who.Role.Audience()), mailed)
	})
}

// Outbox returns a part of everybody's messages, as far as the filter lets them through, and how many there are.
func (s *Store) Outbox(ctx context.Context, f outbox.Filter, p db.Part) (found []outbox.Message, count int64, err error) {
	err = s.view(ctx, func(w *work) error {
		found, count, err = outbox.All(w.tx, f).Page(p)
		return err
	})
	return found, count, err
}

// EachOfOutbox calls row with every message of everybody that the filter lets through, in order.
func (s *Store) EachOfOutbox(ctx context.Context, f outbox.Filter, order db.Sort, row func(outbox.Message) error) error {
	return s.view(ctx, func(w *work) error { return outbox.All(w.tx, f).Each(order, row) })
}

// ClaimMail takes messages whose mail is to be sent now, at most limit, for a time in which no other sender
// takes them.
func (s *Store) ClaimMail(ctx context.Context, limit int, lease time.Duration) (claimed []outbox.Message, err error) {
	err = s.update(ctx, func(w *work) error {
		claimed, err = outbox.Claim(w.tx, limit, lease)
		return err
	})
	return claimed, err
}

// MailTried keeps what came of a try to send the mail of a message that was claimed. known is false where another
// sender has it by now.
func (s *Store) MailTried(ctx context.Context, m outbox.Message, o outbox.Outcome) (known bool, err error) {
	err = s.update(ctx, func(w *work) error {
		known, err = outbox.Tried(w.tx, m, o)
		return err
	})
	return known, err
}

// RetryMail has mails that failed sent again: that of one message by its key, or with 0 all. It returns how many.
func (s *Store) RetryMail(ctx context.Context, key int64) (count int64, err error) {
	err = s.update(ctx, func(w *work) error {
		count, err = outbox.Retry(w.tx, key)
		return err
	})
	return count, err
}
