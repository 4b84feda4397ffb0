package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestAListOfPeopleIsInvitedByACommand(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, "import", write(t, "partners.csv", people))
	done(t, db, "user", "add", "there@vendor.example", "--name", "There", "--role", "admin", "--generate")
	list := write(t, "people.csv", "email,name,role\nNew@vendor.example,新人,reviewer\nthere@vendor.example,Other,reviewer\n")
	plan := done(t, db, "user", "invite", list, "--dry-run", "--format", "csv")
	if plan != "line,email,role,organisation,outcome\n2,new@vendor.example,reviewer,,invited\n3,there@vendor.example,reviewer,,there\n" {
		t.Error(plan)
	}
	o := shimei(t, db, "user", "invite", list, "--links", "--public-url", "https://p.example", "--format", "csv")
	if o.code != exitDone || strings.Count(o.out, "https://p.example/invitation/") != 1 || !strings.Contains(o.out, "new@vendor.example,新人,https") ||
		!strings.Contains(o.err, "there@vendor.example has an account already") {
		t.Errorf("%+v", o)
	}
	if out := done(t, db, "user", "list", "--format", "csv"); !strings.Contains(out, "new@vendor.example,新人,reviewer,,invited,\n") || !strings.Contains(out, "There,admin,,active,\n") {
		t.Error(out)
	}
	o = shimeiWith(t, "email,name,role\nlater@vendor.example,L,reviewer\n", "--db", db, "user", "invite", "-")
	if o.code != exitDone || o.out != "" || !strings.Contains(o.err, "Invited: 1.") {
		t.Errorf("%+v", o)
	}
}

func TestAListWithAFaultInvitesNobodyByACommand(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, "import", write(t, "partners.csv", people))
	for text, want := range map[string]string{
		"email,name,role\na@v.example,A,reviewer\nb,B,reviewer\n":                     ":3: email: it is no mail address",
		"email,name,role,tenant_id\na@v.example,A,reviewer,\nb@v.example,B,owner,T\n": ":3: tenant_id: there is no such customer",
		"email,name\na@v.example,A\n":                                                 ":1: the header lacks role",
	} {
		o := shimei(t, db, "user", "invite", write(t, "people.csv", text))
		if o.code != exitFailed || o.out != "" || !strings.Contains(o.err, want) || !strings.Contains(o.err, "nobody was invited") {
			t.Errorf("%+v", o)
		}
		if out := done(t, db, "user", "list"); strings.Contains(out, "@v.example") {
			t.Errorf("somebody is invited: %s", out)
		}
	}
	if o := shimei(t, db, "user", "invite", write(t, "people.csv", ""), "--links"); o.code != exitMisuse || !strings.Contains(o.err, "--public-url") {
		t.Errorf("%+v", o)
	}
}
