package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheLifeOfAnAccountAtAShell(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, "import", write(t, "customers.csv", "tenant_id,name\nT,Adatum\nU,Brook\n"))
	for _, who := range [][]string{{"a@t.example", "owner"}, {"b@t.example", "reader"}, {"c@t.example", "reader"}} {
		done(t, db, "user", "add", who[0], "--name", "Canary "+who[0], "--role", who[1], "--tenant", "T", "--generate")
	}
	refused := func(want string, args ...string) {
		t.Helper()
		if o := shimei(t, db, append([]string{"user"}, args...)...); o.code == exitDone || !strings.Contains(o.err, want) {
			t.Errorf("%v: %+v", args, o)
		}
	}
	listed := func(want string) {
		t.Helper()
		if out := done(t, db, "user", "list", "--format", "csv"); !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	done(t, db, "user", "change", "b@t.example", "--name", "Bo", "--role", "administrator", "--email", "bo@t.example")
	listed("bo@t.example,Bo,administrator,T,active")
	refused("say what to change", "change", "bo@t.example")
	refused("no role of", "change", "bo@t.example", "--role", "member")
	refused("has an account", "change", "bo@t.example", "--email", "A@t.example")
	refused("is not a mail address", "change", "bo@t.example", "--email", "bo")
	refused("somebody has to manage", "change", "a@t.example", "--role", "reader")
	refused("--yes", "erase", "c@t.example")
	refused("nobody@t.example", "erase", "nobody@t.example", "--yes")
	refused("no other account", "merge", "bo@t.example", "--into", "nobody@t.example")
	done(t, db, "user", "merge", "c@t.example", "--into", "bo@t.example")
	listed("merged.3.c@t.example,Canary c@t.example,reader,T,disabled")
	refused("erased, moved or merged", "enable", "merged.3.c@t.example")
	if link := done(t, db, "user", "reset", "bo@t.example"); !strings.HasPrefix(link, "/reset/") {
		t.Error(link)
	}
	done(t, db, "user", "move", "bo@t.example", "--role", "owner", "--tenant", "U")
	listed("bo@t.example,Bo,owner,U,active")
	listed("moved.2.bo@t.example,Bo,administrator,T,disabled")
	var own struct {
		Email  string
		Events []struct{ Kind string }
	}
	if err := json.Unmarshal([]byte(done(t, db, "user", "export", "a@t.example")), &own); err != nil || own.Email != "a@t.example" || len(own.Events) != 1 {
		t.Errorf("%+v %v", own, err)
	}
	done(t, db, "user", "erase", "a@t.example", "--yes")
	if out := done(t, db, "user", "list"); strings.Contains(out, "a@t.example ") || strings.Contains(out, "Canary a") {
		t.Error(out)
	}
	done(t, db, "verify")
	if o := shimei(t, db, "user", "disable", "bo@t.example"); o.code != exitDone || !strings.Contains(o.err, "Nobody manages") {
		t.Errorf("%+v", o)
	}
}
