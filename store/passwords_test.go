package store_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"testing"

	"golang.org/x/crypto/argon2"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/outbox"
	"shimei/store/signin"
)

func TestANewPasswordIsAskedForByWhoCanSignInAlone(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		admin, owner := p.person(directory.Admin, ""), p.owner("mika@t.example")
		p.invite(admin, newReader)
		gone := p.person(directory.Reader, "T")
		if err := p.EndAccess(ctx, admin, gone.Key); err != nil {
			t.Fatal(err)
		}
		written := func() int { return p.count("SELECT count(*) FROM events") + p.count("SELECT count(*) FROM messages") }
		before := written()
		for _, email := range []string{"nobody@t.example", newReader.Email, gone.Email} {
			if err := p.AskReset(ctx, email, "192.0.2.1"); err != nil || written() != before {
				t.Errorf("%s: %v, %d rows, then %d", email, err, before, written())
			}
		}
		if p.count("SELECT count(*) FROM guesses") != 4 {
			t.Error("tries are not counted by the client's address, and by each name")
		}
		if err := p.AskReset(ctx, owner.Email, "192.0.2.1"); err != nil || written() != before+2 {
			t.Errorf("%v, %d rows, then %d", err, before, written())
		}
	})
}

// However many addresses ask, a mailbox is sent few letters, and what its person reads last is good. A name that nobody
// has is answered alike.
func TestNobodyFloodsAMailboxWithLettersForANewPassword(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		mika := p.owner("mika@t.example")
		letters := func() int { return p.count("SELECT count(*) FROM messages WHERE kind = 'reset_asked'") }
		for _, email := range []string{mika.Email, " MIKA@T.example", "nobody@t.example"} {
			for k, err := range atOnce(60, func(k int) error { return p.AskReset(ctx, email, fmt.Sprintf("192.0.2.%d", k)) }) {
				if err != nil {
					t.Errorf("%s from address %d: %v", email, k, err)
				}
			}
		}
		if n := letters(); n != signin.ResetLimit.Free {
			t.Errorf("%d letters, want %d", n, signin.ResetLimit.Free)
		}
		var letter outbox.Message
		letter.Kind, letter.To.Key = outbox.ResetAsked, mika.Key
		token, err := p.MailedLink(ctx, letter)
		if err != nil {
			t.Fatal(err)
		}
		p.set("2016-04-11T09:15:01Z")
		for k := range 9 {
			if err := p.AskReset(ctx, mika.Email, fmt.Sprintf("198.51.100.%d", k)); err != nil {
				t.Error(err)
			}
		}
		if n := letters(); n != signin.ResetLimit.Free+1 {
			t.Errorf("a quarter of an hour later %d letters, want one more", n)
		}
		if _, err := p.Reset(ctx, token, "another "+password, ""); err != nil {
			t.Errorf("the link of the last letter that was sent: %v", err)
		}
	})
}

func TestWhoChangesThePasswordKnowsThePresentOne(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.owner("mika@t.example")
		p.session("a", owner)
		from := store.Attempt{Address: "192.0.2.1"}
		if _, err := p.ChangePassword(ctx, owner, "not that", "another "+password, from); !errors.Is(err, store.ErrPassword) || p.count("SELECT count(*) FROM guesses") != 2 || p.signedIn("a") == "-" {
			t.Errorf("a wrong one: %v", err)
		}
		if _, err := p.ChangePassword(ctx, owner, password, "another "+password, from); err != nil || p.signedIn("a") != "-" {
			t.Errorf("the right one: %v", err)
		}
		if _, err := p.SignIn(ctx, store.Attempt{Email: owner.Email, Password: "another " + password, Address: "192.0.2.1"}); err != nil {
			t.Error(err)
		}
	})
}

// A password that was hashed at another cost lets its person in at the first try, and is kept at the cost of today.
func TestAPasswordOfAnotherCostSignsInAndIsKeptAnew(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		mika := p.owner("mika@t.example")
		salt, encode := []byte("sixteen bytes of"), base64.RawStdEncoding.EncodeToString
		old := "$argon2id$v=19$m=64,t=1,p=2$" + encode(salt) + "$" + encode(argon2.IDKey([]byte(password), salt, 1, 64, 2, 32))
		if err := p.SetHash(ctx, mika.Key, old); err != nil {
			t.Fatal(err)
		}
		who, err := p.SignIn(ctx, store.Attempt{Email: mika.Email, Password: password})
		if err != nil || who.PasswordHash == old {
			t.Fatalf("%+v %v", who, err)
		}
		if err := p.begin("a", who, ""); err != nil || p.who(mika.Email).PasswordHash != who.PasswordHash {
			t.Errorf("the session does not begin: %v", err)
		}
	})
}
