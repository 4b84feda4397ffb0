package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestAnAccountIsMadeListedGivenAPasswordAndDisabled(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	o := shimeiWith(t, "a good password\n", "--db", db, "user", "add", "Admin@Vendor.example", "--name", "Ada", "--role", "admin", "--password-stdin")
	if o.code != exitDone {
		t.Fatalf("%+v", o)
	}
	if out := done(t, db, "user", "list", "--format", "csv"); !strings.Contains(out, "admin@vendor.example,Ada,admin,,active,\n") {
		t.Error(out)
	}
	if out := done(t, db, "user", "passwd", "admin@vendor.example", "--generate"); len(strings.TrimSpace(out)) < 20 {
		t.Errorf("the password made up is %q", out)
	}
	done(t, db, "user", "disable", "admin@vendor.example")
	if out := done(t, db, "user", "list"); !strings.Contains(out, "disabled") {
		t.Error(out)
	}
	done(t, db, "user", "enable", "admin@vendor.example")
	by(t, db, "INSERT INTO people (email, name, role, password, language, disabled) VALUES ('new@vendor.example', 'New', 'reviewer', '', '', FALSE)")
	if out := done(t, db, "user", "list", "--format", "csv"); !strings.Contains(out, "Ada,admin,,active,\n") || !strings.Contains(out, "New,reviewer,,invited,\n") {
		t.Error(out)
	}
	if o := shimei(t, db, "user", "passwd", "new@vendor.example", "--generate"); o.code != exitFailed || o.out != "" || !strings.Contains(o.err, "invited") {
		t.Errorf("%+v", o)
	}
}

func TestAnAccountThatMakesNoSenseIsRefused(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, "import", write(t, "partners.csv", people))
	for name, x := range map[string]struct {
		want string
		args []string
	}{
		"no such tenant":             {`customer "T"`, []string{"a@b.example", "--name", "A", "--role", "owner", "--tenant", "T"}},
		"an owner of nothing":        {"belongs to a tenant", []string{"a@b.example", "--name", "A", "--role", "owner"}},
		"a partner's person without": {"belongs to a partner", []string{"a@b.example", "--name", "A", "--role", "partner"}},
		"an admin of a partner":      {"belongs to the vendor", []string{"a@b.example", "--name", "A", "--role", "admin", "--partner", "A"}},
		"no mail address":            {"is not a mail address", []string{"a", "--name", "A", "--role", "admin"}},
	} {
		t.Run(name, func(t *testing.T) {
			o := shimei(t, db, append(append([]string{"user", "add"}, x.args...), "--generate")...)
			if o.code != exitFailed || o.out != "" || !strings.Contains(o.err, x.want) {
				t.Errorf("%+v", o)
			}
		})
	}
	short := shimeiWith(t, "short\n", "--db", db, "user", "add", "a@b.example", "--name", "A", "--role", "admin", "--password-stdin")
	if short.code != exitFailed || !strings.Contains(short.err, "too short") {
		t.Errorf("%+v", short)
	}
	for _, args := range [][]string{{"passwd", "nobody@b.example", "--generate"}, {"disable", "nobody@b.example"}, {"enable", "nobody@b.example"}} {
		if o := shimei(t, db, append([]string{"user"}, args...)...); o.code != exitFailed || o.out != "" || !strings.Contains(o.err, "nobody@b.example") {
			t.Errorf("%+v", o)
		}
	}
}

func TestAPasswordIsPrintedWhereItCountsAlone(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	add := []string{"user", "add", "a@b.example", "--name", "A", "--role", "admin", "--generate"}
	if out := done(t, db, add...); len(strings.TrimSpace(out)) < 20 {
		t.Errorf("the password made up is %q", out)
	}
	if o := shimei(t, db, add...); o.code != exitFailed || o.out != "" || !strings.Contains(o.err, "has an account already") {
		t.Errorf("%+v", o)
	}
	done(t, db, "user", "disable", "a@b.example")
	o := shimei(t, db, "user", "passwd", "a@b.example", "--generate")
	if o.code != exitFailed || o.out != "" || !strings.Contains(o.err, "disabled") || strings.Contains(o.err, "is changed") {
		t.Errorf("%+v", o)
	}
}
