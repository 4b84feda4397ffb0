package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/outbox"
)

// history is what happened to an account, the latest first: the kind, who did it, and what of it is kept.
func (p *portal) history(account int64) (all []string) {
	p.t.Helper()
	log, err := p.SecurityLog(ctx, directory.Person{Key: account})
	if err != nil {
		p.t.Fatal(err)
	}
	for _, e := range log {
		all = append(all, fmt.Sprint(e.Kind, " by ", e.By.Email, " ", e.After.Values))
	}
	return all
}

// letter is the link of the letter of an invitation, as it is sent: "" for one whose person needs it no more.
func (p *portal) letter(invited directory.Person) string {
	p.t.Helper()
	var m outbox.Message
	m.Kind, m.To.Key = outbox.Invited, invited.Key
	token, err := p.MailedLink(ctx, m)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		p.t.Fatal(err)
	}
	return token
}

func TestAnInvitationIsMailedAgainAndTheLatestLetterLetsIn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		var invited directory.Person
		p.tells(func() {
			var err error
			if invited, err = p.Invite(ctx, owner, newReader); err != nil {
				t.Fatal(err)
			}
		}, "new@t.example invited")
		first := p.letter(invited)
		p.tells(func() {
			if err := p.InviteAgain(ctx, owner, invited.Key); err != nil {
				t.Fatal(err)
			}
		}, "new@t.example invited")
		if _, err := p.Invitation(ctx, first); err != nil {
			t.Errorf("before the second letter is sent, the first one's link: %v", err)
		}
		second := p.letter(invited)
		if _, err := p.Join(ctx, first, "Nora", "", password, "192.0.2.1"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the link of the letter before lets in: %v", err)
		}
		if _, err := p.Join(ctx, second, "Nora", "", password, "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
		if err := p.InviteAgain(ctx, owner, invited.Key); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("who has joined is invited again: %v", err)
		}
		if token := p.letter(invited); token != "" {
			t.Error("a letter that is late has a link of somebody who has joined")
		}
		kept := " by " + owner.Email + " map[email:new@t.example role:reader]"
		want := []string{"joined by new@t.example map[address:192.0.2.1]", "invited" + kept, "invited" + kept}
		if diff := cmp.Diff(want, p.history(invited.Key)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAnInvitationThatIsWithdrawnLeavesItsRecordAndNothingElse(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		other, kept := p.invite(owner, store.NewPerson{Email: "other@t.example", Name: "Other", Role: directory.Reader, TenantID: "T"})
		before := p.rowsOfPeople()
		invited, token := p.invite(owner, newReader)
		if err := p.ChooseMail(ctx, invited, nil); err != nil {
			t.Fatal(err)
		}
		claimed, err := p.ClaimMail(ctx, 10, time.Minute)
		if err != nil || len(claimed) != 2 {
			t.Fatalf("%d letters are to be sent (%v)", len(claimed), err)
		}
		p.tells(func() {
			if err := p.WithdrawInvitation(ctx, owner, invited.Key); err != nil {
				t.Fatal(err)
			}
		})
		if n := p.rowsOfPeople() - before; n != 2 { // the record of both
			t.Errorf("%d rows are left, want the two events", n)
		}
		about := " by " + owner.Email + " map[email:new@t.example role:reader]"
		if diff := cmp.Diff([]string{"invitation_withdrawn" + about, "invited" + about}, p.history(invited.Key)); diff != "" {
			t.Error(diff)
		}
		for _, m := range claimed {
			if link := p.letter(m.To); (link == "") != (m.To.Email == invited.Email) {
				t.Errorf("a letter to %s that is on its way has the link %q", m.To.Email, link)
			}
		}
		if _, err := p.Join(ctx, token, "Nora", "", password, ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the link lets in: %v", err)
		}
		if err := p.WithdrawInvitation(ctx, owner, invited.Key); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("it is withdrawn twice: %v", err)
		}
		if _, err := p.Invite(ctx, owner, newReader); err != nil {
			t.Errorf("the address is not free again: %v", err)
		}
		if now := p.who(other.Email); now.Key != other.Key || slices.Contains(p.history(other.Key), "invitation_withdrawn"+about) || kept == "" {
			t.Errorf("another one's invitation is gone: %+v", now)
		}
	})
}

func TestWhoHasJoinedIsNotWithdrawn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		invited, token := p.invite(owner, newReader)
		if _, err := p.Join(ctx, token, "Nora", "", password, "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
		before := p.rowsOfPeople()
		if err := p.WithdrawInvitation(ctx, owner, invited.Key); !errors.Is(err, store.ErrNotFound) || p.rowsOfPeople() != before {
			t.Errorf("%v, %d rows, before %d", err, p.rowsOfPeople(), before)
		}
		if joined := p.history(invited.Key)[0]; joined != "joined by new@t.example map[address:192.0.2.1]" {
			t.Errorf("the latest is %s", joined)
		}
	})
}
