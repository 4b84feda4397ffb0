package main

import (
	"strings"
	"testing"
)

func TestThePublicAddressStandsBeforeAPath(t *testing.T) {
	for text, want := range map[string]string{
		"https://partners.vendor.example": "https://partners.vendor.example", "https://partners.vendor.example/": "https://partners.vendor.example",
		"http://127.0.0.1:8080": "http://127.0.0.1:8080", "https://[::1]:8443": "https://[::1]:8443",
		"partners.vendor.example": "", "//partners.vendor.example": "", "ftp://vendor.example": "", "https://": "", "https://:443": "", "javascript:alert(1)": "",
		"https://vendor.example/portal": "", "https://vendor.example?x": "", "https://vendor.example#x": "", "https://me:secret@vendor.example": "", "https://a b": "", "": "",
	} {
		var u publicURL
		err := u.UnmarshalText([]byte(text))
		if string(u) != want || (err == nil) != (want != "") {
			t.Errorf("%q becomes %q: %v", text, u, err)
		}
	}
	if o := shimei(t, t.TempDir()+"/x.db", "serve", "--public-url", "vendor"); o.code != exitMisuse || !strings.Contains(o.err, "https://partners.vendor.example") {
		t.Errorf("%+v", o)
	}
}
