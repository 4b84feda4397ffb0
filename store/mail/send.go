package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/mail"

	gomail "github.com/wneessen/go-mail"
)

// Letter is one mail, in plain text.
type Letter struct {
	ID       string // its Message-ID, up to the @
	To       mail.Address
	Subject  string
	Body     string
	Language string // such as "ja"
}

// Refused is the error of a letter that the server refuses for good.
type Refused struct{ Err error }

// Error says what the server said.
func (r *Refused) Error() string { return r.Err.Error() }

// Unwrap returns the server's error.
func (r *Refused) Unwrap() error { return r.Err }

// Send sends letters on one connection, as long as more says so, and calls done with each that it has tried, in
// order: nil where the server has taken it, *Refused where it refuses it for good, and another error where it
// may be tried again, and where it is not always known whether the server has it. The error that Send returns
// is of the server and not of a letter: it cannot be reached, or takes nothing from us. Letters that done was
// not called with were not tried. All of it is cut off when ctx ends.
func (s Server) Send(ctx context.Context, letters []Letter, more func() bool, done func(k int, err error)) error {
	ctx, cut := context.WithCancel(ctx)
	defer cut()
	client, err := gomail.NewClient(s.host, append([]gomail.Option{gomail.WithTimeout(s.Timeout), gomail.WithDialContextFunc(s.dialer(ctx))}, s.options...)...)
	if err != nil {
		return err
	}
	if err := client.DialWithContext(ctx); err != nil {
		return err
	}
	if err := s.each(client, letters, more, done); err != nil {
		return err
	}
	client.Close() // a farewell: whatever comes of it, the letters are through
	return nil
}

// dialer returns what connects. A connection is closed when ctx ends: go-mail heeds a context only until it has
// dialed, and leaves a connection open on which the server said nothing.
func (s Server) dialer(ctx context.Context) gomail.DialContextFunc {
	return func(dialing context.Context, network, address string) (conn net.Conn, err error) {
		if s.tls {
			d := tls.Dialer{Config: &tls.Config{ServerName: s.host, MinVersion: tls.VersionTLS12}}
			conn, err = d.DialContext(dialing, network, address)
		} else {
			conn, err = new(net.Dialer).DialContext(dialing, network, address)
		}
		if err == nil {
			context.AfterFunc(ctx, func() { conn.Close() })
		}
		return conn, err
	}
}

// each sends letters one by one, until the connection is of no more use.
func (s Server) each(client *gomail.Client, letters []Letter, more func() bool, done func(int, error)) error {
	for k, l := range letters {
		if !more() {
			return nil
		}
		m, err := s.message(l)
		if err != nil {
			done(k, &Refused{err})
			continue
		}
		err = client.Send(m)
		var told *gomail.SendError
		switch {
		case err == nil || m.IsDelivered(): // what goes wrong after that is no matter of this letter
			done(k, nil)
		case !errors.As(err, &told):
			return err
		case told.Reason == gomail.ErrConnCheck, told.Reason == gomail.ErrSMTPMailFrom: // it has not come to this letter
			return err
		case told.ErrorCode() >= 500:
			done(k, &Refused{err})
		default:
			done(k, err)
		}
	}
	return nil
}

// message writes a letter as it is sent. That it was made by a machine keeps others from answering by one.
func (s Server) message(l Letter) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(&s.From)
	if err := m.To(l.To.String()); err != nil {
		return nil, fmt.Errorf("the address: %w", err)
	}
	m.Subject(l.Subject)
	m.SetMessageIDWithValue(l.ID + "@" + host(s.From))
	m.SetDate()
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader("Content-Language", l.Language)
	m.SetBodyString(gomail.TypeTextPlain, l.Body)
	return m, nil
}
