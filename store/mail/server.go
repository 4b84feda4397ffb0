// Package mail hands letters to an SMTP server. It knows nothing of what they say, and nothing of the portal.
//
//	server.go  a server, as a URL names it
//	send.go    letters to it, one after the other on one connection
package mail

import (
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// host is the part of an address after its @.
func host(a mail.Address) string { return a.Address[strings.LastIndexByte(a.Address, '@')+1:] }

// Server is an SMTP server, and who letters are from.
type Server struct {
	From    mail.Address
	Timeout time.Duration // for which the server may keep one answer waiting
	host    string
	tls     bool // from the first byte
	options []gomail.Option
}

// timeout is how long servers usually may take.
const timeout = 20 * time.Second

// Parse reads a server from a URL such as smtp://user:password@host:587?from=shimei@example.com. smtps is TLS
// from the first byte; smtp takes up TLS where the server offers it, and has to where there is a password.
// tls=none never does, for a server that is reached by no network. Errors hold no password.
func Parse(text string) (Server, error) {
	u, err := url.Parse(text)
	if err != nil {
		return Server{}, errors.New("it is no URL; write it as smtp://user:password@host:587?from=shimei@example.com, signs such as @ in the password as %40")
	}
	from, err := mail.ParseAddress(u.Query().Get("from"))
	if err != nil {
		return Server{}, fmt.Errorf("from=%s is no mail address; write it as from=shimei@example.com, or from=Shimei%%20%%3Cshimei@example.com%%3E", u.Query().Get("from"))
	}
	if u.Hostname() == "" {
		return Server{}, errors.New("the host is missing; write it as smtp://host:587?from=shimei@example.com")
	}
	s := Server{From: *from, Timeout: timeout, host: u.Hostname()}
	if err := s.security(u); err != nil {
		return Server{}, err
	}
	if u.Port() != "" {
		port, err := strconv.ParseUint(u.Port(), 10, 16)
		if err != nil || port == 0 {
			return Server{}, fmt.Errorf("%q is no port", u.Port())
		}
		s.options = append(s.options, gomail.WithPort(int(port)))
	}
	if password, has := u.User.Password(); has {
		s.options = append(s.options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	return s, nil
}

// security chooses TLS by the scheme of a URL, whether it has a password, and what it says of tls.
func (s *Server) security(u *url.URL) error {
	_, secret := u.User.Password()
	switch tls := u.Query().Get("tls"); {
	case u.Scheme == "smtps" && tls == "":
		s.tls, s.options = true, append(s.options, gomail.WithPort(465), gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	case u.Scheme == "smtp" && tls == "none":
		s.options = append(s.options, gomail.WithTLSPolicy(gomail.NoTLS), gomail.WithPort(25))
	case u.Scheme == "smtp" && tls == "" && secret:
		s.options = append(s.options, gomail.WithTLSPolicy(gomail.TLSMandatory), gomail.WithPort(587))
	case u.Scheme == "smtp" && tls == "":
		s.options = append(s.options, gomail.WithTLSPolicy(gomail.TLSOpportunistic), gomail.WithPort(25))
	case tls != "":
		return fmt.Errorf("tls=%s is not known; leave it out, or with smtp:// write tls=none", tls)
	default:
		return fmt.Errorf("%s:// is not known; write smtp:// or smtps://", u.Scheme)
	}
	return nil
}
