package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestLocationsAreChosenAtAShell(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, "import", write(t, "partners.csv", "partner_id,name,parent_id\nG,Global,\nG1,Bonn,G\nG2,Leeds,G\nA,Aomori,\n"))
	add := func(email string, more ...string) outcome {
		return shimei(t, db, append([]string{"user", "add", email, "--name", "N", "--role", "member", "--partner", "G", "--generate"}, more...)...)
	}
	listed := func(want string) {
		t.Helper()
		if out := done(t, db, "user", "list", "--format", "csv"); !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	for _, o := range []outcome{add("a@g.example", "--location", "G1", "--location", "g2"), add("b@g.example")} {
		if o.code != exitDone {
			t.Errorf("%+v", o)
		}
	}
	listed("a@g.example,N,member,G,active,chosen: G1 G2\n")
	listed("b@g.example,N,member,G,active,whole\n")
	if o := add("c@g.example", "--location", "A"); o.code == exitDone || !strings.Contains(o.err, `location "A": no location of the account`) {
		t.Errorf("another account's location: %+v", o)
	}
	done(t, db, "user", "change", "b@g.example", "--location", "G2")
	listed("b@g.example,N,member,G,active,chosen: G2\n")
	if out := done(t, db, "user", "export", "b@g.example"); !strings.Contains(out, `"locations": "G2"`) {
		t.Error(out)
	}
	done(t, db, "user", "change", "b@g.example", "--whole")
	listed("b@g.example,N,member,G,active,whole\n")
	for _, args := range [][]string{{"b@g.example", "--whole", "--location", "G1"}, {"b@g.example", "--location", "A"}, {"b@g.example", "--location", "nobody"}} {
		if o := shimei(t, db, append([]string{"user", "change"}, args...)...); o.code == exitDone {
			t.Errorf("%v: %+v", args, o)
		}
	}
	listed("b@g.example,N,member,G,active,whole\n")
	done(t, db, "verify")
}
