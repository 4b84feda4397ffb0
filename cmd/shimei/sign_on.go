package main

import (
	"errors"
	"os"

	"shimei/web/signon"
)

// providers are those of single sign-on.
func (c serveCommand) providers() ([]signon.Config, error) {
	switch {
	case c.SignOn == "":
		return nil, nil
	case c.Demo:
		return nil, misuse{errors.New("the people of the demonstration are chosen by a click; leave out --sign-on")}
	case c.PublicURL == "":
		return nil, misuse{errors.New("providers lead people back to the portal's own address; say with --public-url which it is")}
	}
	text, err := os.ReadFile(c.SignOn)
	if err != nil {
		return nil, misuse{err}
	}
	all, err := signon.Load(c.SignOn, text)
	if err != nil {
		return nil, misuse{err}
	}
	return all, nil
}
