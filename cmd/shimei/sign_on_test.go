package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const providersFile = `
[[provider]]
name = "staff"
label = { en = "Staff ID", ja = "社員 ID" }
issuer = "https://id.vendor.example"
client_id = "shimei"
client_secret_file = "SECRET"
vendor = true
`

func TestServeReadsTheProvidersOfSingleSignOn(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	secret, file := filepath.Join(folder, "secret"), filepath.Join(folder, "providers.toml")
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(secret, "very secret\n")
	write(file, strings.Replace(providersFile, "SECRET", secret, 1))
	for says, args := range map[string][]string{
		"--public-url":        {"--sign-on", file},
		"leave out --sign-on": {"--sign-on", file, "--demo", "--public-url", "https://portal.example"},
		"no such file":        {"--sign-on", filepath.Join(folder, "nowhere"), "--public-url", "https://portal.example"},
	} {
		if o := shimeiWith(t, "", append([]string{"serve"}, args...)...); o.code != exitMisuse || !strings.Contains(o.err, says) {
			t.Errorf("%v: %+v", args, o)
		}
	}
	address := served(t, "--db", filepath.Join(folder, "x.db"), "serve", "--sign-on", file, "--public-url", "https://portal.example")
	if code, body := fetch(t, address+"/sign-in"); code != http.StatusOK || !strings.Contains(body, "Staff ID") {
		t.Errorf("%d: the provider is not offered, though nobody answers there\n%s", code, body)
	}
	write(file, strings.Replace(providersFile, "SECRET", secret, 1)+"tennant = \"T\"\n")
	o := shimeiWith(t, "", "serve", "--sign-on", file, "--public-url", "https://portal.example")
	if o.code != exitMisuse || !strings.Contains(o.err, "providers.toml:9:1: unknown key") || strings.Contains(o.err, "very secret") {
		t.Errorf("%+v", o)
	}
}
