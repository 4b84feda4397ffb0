package main

import (
	"fmt"
	"net/url"
	"strings"

	"shimei/store/mail"
)

// mailOptions say by which server messages go out by mail, and where their links lead.
type mailOptions struct {
	SMTPURL   string `name:"smtp-url" placeholder:"URL" help:"Mail server by which messages go out, such as smtp://user:password@host:587?from=shimei@example.com; smtps:// for TLS from the first byte. Best given as SHIMEI_SMTP_URL, which others do not see."`
	PublicURL string `name:"public-url" placeholder:"URL" help:"Address at which people open the portal, such as https://partners.example.com: links in mail lead there."`
}

// server is the mail server, nil for none.
func (o mailOptions) server() (*mail.Server, error) {
	if o.SMTPURL == "" {
		return nil, nil
	}
	s, err := mail.Parse(o.SMTPURL)
	if err != nil {
		return nil, misuse{fmt.Errorf("--smtp-url: %w", err)}
	}
	return &s, nil
}

// site is the portal's address without a slash at its end, "" for none.
func (o mailOptions) site() (string, error) {
	if o.PublicURL == "" {
		return "", nil
	}
	u, err := url.Parse(o.PublicURL)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery+u.Fragment != "" || strings.Trim(u.Path, "/") != "" {
		return "", misuse{fmt.Errorf("--public-url: %q is not where the portal is; write it as https://partners.example.com", o.PublicURL)}
	}
	return u.Scheme + "://" + u.Host, nil
}
