package directory_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/directory"
)

func TestEachRoleIsOfOneAudienceAndHasItsDuties(t *testing.T) {
	var got []string
	for _, r := range directory.Roles() {
		got = append(got, fmt.Sprint(r, " ", r.Audience(), " ", r.Duties()))
	}
	want := []string{"owner customer [nominate manage]", "administrator customer [nominate]", "reader customer []",
		"manager partner [ask manage]", "member partner [ask]", "partner_reader partner []",
		"admin admin [decide run manage]", "reviewer admin [decide]", "vendor_reader admin []"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if none := directory.Role("partner"); none.Audience() != "" || none.May(directory.ToAsk) || none.May("") {
		t.Errorf("%q opens %q", none, none.Audience())
	}
}

func TestPeopleAreManagedByThoseOfTheirOrganisationAndByAdmins(t *testing.T) {
	people := map[string]directory.Person{
		"owner of T":         {Key: 1, Role: directory.Owner, Customer: 1},
		"administrator of T": {Key: 2, Role: directory.Administrator, Customer: 1},
		"owner of U":         {Key: 3, Role: directory.Owner, Customer: 2},
		"manager of G":       {Key: 4, Role: directory.Manager, Partner: 10, Account: 10},
		"manager of G1":      {Key: 5, Role: directory.Manager, Partner: 11, Account: 10},
		"member of G1":       {Key: 6, Role: directory.Member, Partner: 11, Account: 10},
		"manager of P":       {Key: 7, Role: directory.Manager, Partner: 20, Account: 20},
		"admin":              {Key: 8, Role: directory.Admin},
		"reviewer":           {Key: 9, Role: directory.Reviewer},
	}
	want := map[string][]string{
		"owner of T":    {"administrator of T", "owner of T"},
		"owner of U":    {"owner of U"},
		"manager of G":  {"manager of G", "manager of G1", "member of G1"},
		"manager of G1": {"manager of G", "manager of G1", "member of G1"},
		"manager of P":  {"manager of P"},
		"admin": {"admin", "administrator of T", "manager of G", "manager of G1", "manager of P", "member of G1", "owner of T",
			"owner of U", "reviewer"},
	}
	for who, p := range people {
		managed := map[string]bool{}
		for _, name := range want[who] {
			managed[name] = true
		}
		for name, other := range people {
			if got := p.Manages(other); got != managed[name] {
				t.Errorf("%s manages %s: %v", who, name, got)
			}
		}
	}
}
