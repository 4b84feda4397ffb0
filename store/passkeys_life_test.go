package store_test

import (
	"errors"
	"fmt"
	"testing"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/storetest"
)

// signsInBy signs somebody in by the passkey of a device.
func (p *portal) signsInBy(d *storetest.Device) (directory.Person, error) {
	p.t.Helper()
	a, options := p.asks(directory.Person{})
	a.Answer = d.Use(options)
	return p.SignInByPasskey(ctx, a)
}

func TestAPasskeyGoesAlongToAnotherOrganisation(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		x, d := p.another(directory.Administrator, "T"), device(t)
		p.withPasskey(x, d)
		moved, err := p.Move(ctx, p.person(directory.Admin, ""), x.Key, store.NewPerson{Role: directory.Member, PartnerID: "B"})
		if err != nil {
			t.Fatal(err)
		}
		if who, err := p.signsInBy(d); err != nil || who.Key != moved.Key {
			t.Errorf("it signs in %+v %v", who, err)
		}
		if n := p.passkeyRows(x.Key); n != 0 {
			t.Errorf("%d rows stay with the account of before", n)
		}
	})
}

// passkeyRows counts what there is of a person's passkeys.
func (p *portal) passkeyRows(key int64) int {
	p.t.Helper()
	return p.count(fmt.Sprintf("SELECT (SELECT count(*) FROM passkeys WHERE person_id = %[1]d) + (SELECT count(*) FROM passkey_handles WHERE person_id = %[1]d)"+
		" + (SELECT count(*) FROM passkey_challenges WHERE person_id = %[1]d) + (SELECT count(*) FROM recovery_codes WHERE person_id = %[1]d)", key))
}

func TestThePasskeysOfAnAccountThatEndsLetNobodyIn(t *testing.T) {
	for how, end := range map[string]func(p *portal, owner, x directory.Person) error{
		"merged": func(p *portal, owner, x directory.Person) error {
			_, err := p.Merge(ctx, owner, x.Key, owner.Email)
			return err
		},
		"erased": func(p *portal, owner, x directory.Person) error { return p.Erase(ctx, owner, x.Key) },
	} {
		t.Run(how, func(t *testing.T) {
			each(t, func(t *testing.T, dsn string) {
				p := openSmall(t, dsn)
				owner, x, d, kept := p.person(directory.Owner, "T"), p.another(directory.Administrator, "T"), device(t), device(t)
				p.withPasskey(x, d)
				p.withPasskey(owner, kept)
				if err := end(p, owner, x); err != nil {
					t.Fatal(err)
				}
				if _, err := p.signsInBy(d); !errors.Is(err, store.ErrPasskey) {
					t.Errorf("the passkey of before: %v", err)
				}
				if who, err := p.signsInBy(kept); err != nil || who.Key != owner.Key {
					t.Errorf("the passkey of another account signs in %+v %v", who, err)
				}
				if n := p.passkeyRows(x.Key); n != 0 {
					t.Errorf("%d rows are left", n)
				}
			})
		})
	}
}
