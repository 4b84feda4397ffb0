package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/directory"
)

// listed are people to invite, each as address,role,tenant,partner.
func listed(lines ...string) (all []store.Invitee) {
	for k, line := range lines {
		c := append(strings.Split(line, ","), "", "", "")
		all = append(all, store.Invitee{Line: k + 2, NewPerson: store.NewPerson{Email: c[0], Name: "N" + c[0], Role: directory.Role(c[1]), TenantID: c[2], PartnerID: c[3]}})
	}
	return all
}

// outcomes are what becomes of lines.
func outcomes(all []store.Planned) (texts []string) {
	for _, x := range all {
		text := string(x.Fault)
		if x.There {
			text = "there"
		}
		texts = append(texts, text)
	}
	return texts
}

// rowsOfPeople counts all that an invitation leaves.
func (p *portal) rowsOfPeople() (n int64) {
	for _, table := range []string{"people", "events", "messages", "unmailed", "tokens"} {
		n += int64(p.count("SELECT count(*) FROM " + table))
	}
	return n
}

func TestEachLineOfAListIsJudgedByWhoInvites(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		admin, owner, manager := p.person(directory.Admin, ""), p.person(directory.Owner, "T"), p.person(directory.Manager, "G1")
		other := p.person(directory.Owner, "U")
		lines := listed("1@x.example,owner,T", "2@x.example,reader,u", "3@x.example,reader,absent", "4@x.example,member,,g2", "5@x.example,member,,A",
			"6@x.example,member,,absent", "7@x.example,reviewer", "8@x.example,reader", "nobody,reader,T", "9@x.example,boss,T", "10@x.example,member,T",
			" 1@X.example,reader,T", other.Email+",reader,T", "11@x.example,member")
		for who, want := range map[*directory.Person][]string{
			&admin:   {"", "", "tenant", "", "", "partner", "", "role", "email", "role", "role", "twice", "there", "role"},
			&owner:   {"", "tenant", "tenant", "partner", "partner", "partner", "role", "", "email", "role", "role", "twice", "there", "role"},
			&manager: {"tenant", "tenant", "tenant", "", "partner", "partner", "role", "role", "email", "role", "role", "tenant", "tenant", ""},
		} {
			before := p.rowsOfPeople()
			planned, err := p.PlanInvitations(ctx, *who, lines)
			if diff := cmp.Diff(want, outcomes(planned)); diff != "" || err != nil {
				t.Errorf("%s plans: %s %v", who.Role, diff, err)
			}
			planned, err = p.InviteMany(ctx, *who, lines, true)
			if diff := cmp.Diff(want, outcomes(planned)); diff != "" || !errors.Is(err, store.ErrFaulty) {
				t.Errorf("%s invites: %s %v", who.Role, diff, err)
			}
			if after := p.rowsOfPeople(); after != before {
				t.Errorf("%s: of a list at fault %d rows stay", who.Role, after-before)
			}
		}
	})
}

func TestAListIsInvitedWholeAndWhoIsThereStays(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, other := p.person(directory.Owner, "T"), p.person(directory.Reader, "U")
		planned, err := p.InviteMany(ctx, owner, listed("a@t.example,reader", other.Email+",owner", "b@t.example,owner,t"), true)
		if diff := cmp.Diff([]string{"", "there", ""}, outcomes(planned)); diff != "" || err != nil || store.News(planned) != 2 {
			t.Fatal(diff, err)
		}
		for k, email := range []string{"a@t.example", other.Email, "b@t.example"} {
			x := p.who(email)
			if email == other.Email {
				if diff := cmp.Diff(other, x); diff != "" || planned[k].Token != "" {
					t.Errorf("who is there has another account: %s", diff)
				}
				continue
			}
			if x.Joined || x.OrgID != "T" || !planned[k].Until.Equal(instant(began).Add(store.InvitationLife)) {
				t.Errorf("%+v until %s", x, planned[k].Until)
			}
			if _, err := p.Join(ctx, planned[k].Token, "Joined", "", password, ""); err != nil {
				t.Errorf("%s does not join: %v", email, err)
			}
		}
		if n := p.count("SELECT count(*) FROM events WHERE kind = 'invited'"); n != 2 {
			t.Errorf("%d invitations are recorded", n)
		}
		if planned, err = p.InviteMany(ctx, p.Operator(), listed("v@v.example,reviewer"), true); err != nil || planned[0].Token == "" {
			t.Errorf("by whoever runs the program: %+v %v", planned, err)
		}
		planned, err = p.InviteMany(ctx, owner, listed("c@t.example,reader"), false)
		if err != nil || planned[0].Token != "" || p.count("SELECT count(*) FROM messages WHERE kind = 'invited'") != 1 {
			t.Errorf("one whose link is mailed: %+v %v", planned, err)
		}
	})
}

func TestListsThatOverlapAtOnceInviteEachPersonOnce(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		all := make([][]string, 6)
		for k := range all {
			for n := range 10 {
				all[k] = append(all[k], fmt.Sprintf("%d@t.example,reader", (n*7+k)%12))
			}
		}
		news := make([]int, len(all))
		for _, err := range atOnce(len(all), func(k int) error {
			planned, err := p.InviteMany(ctx, owner, listed(all[k]...), false)
			news[k] = store.News(planned)
			return err
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		distinct := map[string]bool{}
		for _, list := range all {
			for _, line := range list {
				distinct[line] = true
			}
		}
		sum := 0
		for _, n := range news {
			sum += n
		}
		if n := int(p.count("SELECT count(*) FROM people WHERE joined_at IS NULL")); n != len(distinct) || sum != n {
			t.Errorf("%d are invited, by their lists %d, want %d (%v)", n, sum, len(distinct), slices.Sorted(slices.Values(news)))
		}
	})
}
