package main

import (
	"fmt"

	"shimei/store/mail"
)

// mailOptions say by which server messages go out by mail.
type mailOptions struct {
	SMTPURL string `name:"smtp-url" placeholder:"URL" help:"Mail server by which messages go out, such as smtp://user:password@host:587?from=shimei@example.com; smtps:// for TLS from the first byte. Best given as SHIMEI_SMTP_URL, which others do not see."`
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
