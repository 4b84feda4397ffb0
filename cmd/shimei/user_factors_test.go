package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestTheSecondStepOfALoneAdminIsForgottenAtAShell(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, "user", "add", "a@b.example", "--name", "A", "--role", "admin", "--generate")
	if o := shimei(t, db, "user", "forget-factors", "a@b.example"); o.code != exitDone || !strings.Contains(o.err, "nothing was changed") {
		t.Errorf("%+v", o)
	}
	by(t, db, "INSERT INTO code_apps (person_id, secret, last_step, since) VALUES (1, 'JBSWY3DPEHPK3PXP', 0, 0)")
	if o := shimei(t, db, "user", "forget-factors", "A@B.example"); o.code != exitDone || !strings.Contains(o.err, "signs in without") {
		t.Errorf("%+v", o)
	}
	if o := shimei(t, db, "user", "forget-factors", "a@b.example"); o.code != exitDone || !strings.Contains(o.err, "nothing was changed") {
		t.Errorf("%+v", o)
	}
	if o := shimei(t, db, "user", "forget-factors", "nobody@b.example"); o.code != exitFailed || !strings.Contains(o.err, "nobody@b.example") {
		t.Errorf("%+v", o)
	}
}
