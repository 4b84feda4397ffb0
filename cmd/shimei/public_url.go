package main

import (
	"fmt"
	"net/url"
	"strings"
)

// publicURL is where people reach the portal, without a slash at its end.
type publicURL string

// UnmarshalText takes what can stand before a path of the portal, and nothing else.
func (u *publicURL) UnmarshalText(text []byte) error {
	at, err := url.Parse(strings.TrimSuffix(string(text), "/"))
	if err != nil || at.Scheme != "http" && at.Scheme != "https" || at.Hostname() == "" || at.String() != at.Scheme+"://"+at.Host {
		return fmt.Errorf("%q is not where a portal can be reached; write it as https://partners.vendor.example", text)
	}
	*u = publicURL(at.String())
	return nil
}
