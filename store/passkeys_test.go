package store_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
	"shimei/store/storetest"
)

var passkeySite = signin.SiteOf("https://partners.vendor.example")

func device(t *testing.T) *storetest.Device {
	return storetest.NewDevice(t, passkeySite.Origin, passkeySite.ID)
}

// asks asks for a passkey of somebody, or of anybody.
func (p *portal) asks(who directory.Person) (a store.PasskeyAnswer, options string) {
	p.t.Helper()
	secret, options, err := p.AskPasskey(ctx, passkeySite, who, "192.0.2.1")
	if err != nil {
		p.t.Fatal(err)
	}
	return store.PasskeyAnswer{Site: passkeySite, Secret: secret, Address: "192.0.2.1"}, options
}

// withPasskey gives a person a passkey, and returns recovery codes.
func (p *portal) withPasskey(who directory.Person, d *storetest.Device) []string {
	p.t.Helper()
	secret, options, err := p.AskNewPasskey(ctx, passkeySite, who, "192.0.2.1")
	if err != nil {
		p.t.Fatal(err)
	}
	_, codes, err := p.AddPasskey(ctx, who, " Telephone ", store.PasskeyAnswer{Site: passkeySite, Secret: secret, Answer: d.Make(options), Address: "192.0.2.1"})
	if err != nil {
		p.t.Fatal(err)
	}
	return codes
}

func TestAPasskeySignsInByAnAnswerThatIsTakenOnce(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		p.session("before", owner)
		d := device(t)
		if codes := p.withPasskey(owner, d); len(codes) != signin.RecoveryCodes || p.handles(owner) != nil {
			t.Error("the first passkey comes without recovery codes, or leaves sessions open")
		}
		if f, err := p.Factors(ctx, owner); err != nil || f.Passkeys != 1 || !f.Any() {
			t.Errorf("%+v %v", f, err)
		}
		a, options := p.asks(directory.Person{})
		a.Answer = d.Use(options)
		var all sync.WaitGroup
		errs := make([]error, 4)
		for k := range errs {
			all.Go(func() { _, errs[k] = p.SignInByPasskey(ctx, a) })
		}
		all.Wait()
		in := 0
		for _, err := range errs {
			if err == nil {
				in++
			} else if !errors.Is(err, store.ErrPasskey) {
				t.Error(err)
			}
		}
		if in != 1 {
			t.Errorf("%d were let in by one answer", in)
		}
		if found, err := p.Passkeys(ctx, owner); err != nil || len(found) != 1 || found[0].Name != "Telephone" || found[0].Used.IsZero() {
			t.Errorf("%+v %v", found, err)
		}
	})
}

func TestAPasskeyThatIsNoneOfThePersonIsRefused(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader := p.person(directory.Owner, "T"), p.person(directory.Reader, "T")
		mine, other, unknown := device(t), device(t), device(t)
		p.withPasskey(owner, mine)
		p.withPasskey(reader, other)
		refuse := func(what string, who directory.Person, answer func(options string) string, late bool) {
			t.Helper()
			p.set("2016-04-11T09:00:00Z")
			a, options := p.asks(who)
			a.Answer = answer(options)
			if late {
				p.set("2016-04-11T09:05:00Z")
			}
			err := p.ConfirmByPasskey(ctx, confirms(who), a)
			if who.Key == 0 {
				_, err = p.SignInByPasskey(ctx, a)
			}
			if !errors.Is(err, store.ErrPasskey) {
				t.Errorf("%s: %v", what, err)
			}
		}
		forged := *mine
		forged.Origin = "https://partners.vendor.example.attacker.example"
		unverified := *mine
		unverified.Flags = 1
		refuse("of somebody else", owner, other.Use, false)
		refuse("of nobody", directory.Person{}, unknown.Use, false)
		refuse("of another origin", directory.Person{}, forged.Use, false)
		refuse("of a person whom the device does not know", directory.Person{}, unverified.Use, false)
		refuse("too late", directory.Person{}, mine.Use, true)
		refuse("no JSON", directory.Person{}, func(string) string { return "{" }, false)
		_, earlier := p.asks(owner)
		refuse("to an earlier question", owner, func(string) string { return mine.Use(earlier) }, false)

		p.session("before", owner)
		a, options := p.asks(owner)
		a.Answer = mine.Use(options)
		if err := p.ConfirmByPasskey(ctx, confirms(reader), a); !errors.Is(err, store.ErrPasskey) {
			t.Errorf("what was asked of another person: %v", err)
		}
		if err := p.ConfirmByPasskey(ctx, confirms(owner), a); err != nil {
			t.Errorf("the right answer of the person: %v", err)
		}
	})
}

func TestACopiedPasskeyIsRefusedAndRecorded(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		d := device(t)
		d.Count = 5
		p.withPasskey(owner, d)
		for k, count := range []uint32{6, 6, 3, 7} {
			d.Count = count
			a, options := p.asks(directory.Person{})
			a.Answer = d.Use(options)
			if _, err := p.SignInByPasskey(ctx, a); errors.Is(err, store.ErrPasskey) != (k == 1 || k == 2) {
				t.Errorf("use %d: %v", k, err)
			}
		}
		if n := p.count("SELECT count(*) FROM events WHERE kind = 'passkey_copied'"); n != 2 {
			t.Errorf("%d are recorded", n)
		}
	})
}

func TestTheLastPasskeyStaysWhereASecondFactorIsWanted(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader := p.person(directory.Owner, "T"), p.person(directory.Reader, "T")
		first, second := device(t), device(t)
		p.withPasskey(owner, first)
		if codes := p.withPasskey(owner, second); codes != nil {
			t.Error("a second passkey makes recovery codes anew")
		}
		found, err := p.Passkeys(ctx, owner)
		if err != nil || len(found) != 2 {
			t.Fatal(found, err)
		}
		if _, err := p.RemovePasskey(ctx, reader, found[0].ID, false, ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("somebody else removes it: %v", err)
		}
		if err := p.NamePasskey(ctx, reader, found[0].ID, "Mine"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("somebody else names it: %v", err)
		}
		if _, err := p.RemovePasskey(ctx, owner, found[0].ID, true, ""); err != nil {
			t.Error(err)
		}
		if _, err := p.RemovePasskey(ctx, owner, found[1].ID, true, ""); !errors.Is(err, store.ErrFactorWanted) {
			t.Errorf("the last one: %v", err)
		}
		if forgotten, err := p.ForgetFactorsOf(ctx, owner.Email); err != nil || !forgotten || p.count("SELECT count(*) FROM passkeys") != 0 {
			t.Errorf("something is left: %v", err)
		}
	})
}

func TestAPasskeyEndsASignIn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader := p.person(directory.Owner, "T"), p.person(directory.Reader, "T")
		d := device(t)
		token := p.signsIn(owner)
		secret, options, err := p.AskNewPasskey(ctx, passkeySite, owner, "192.0.2.1")
		if err != nil {
			t.Fatal(err)
		}
		made := store.PasskeyAnswer{Site: passkeySite, Secret: secret, Answer: d.Make(options), Address: "192.0.2.1"}
		if _, _, err := p.EnrolPasskey(ctx, p.signsIn(reader), "X", made); !errors.Is(err, store.ErrPasskey) {
			t.Errorf("the passkey of another person: %v", err)
		}
		if _, codes, err := p.EnrolPasskey(ctx, token, "X", made); err != nil || len(codes) == 0 {
			t.Errorf("%v %v", codes, err)
		}
		if _, _, err := p.EnrolPasskey(ctx, token, "X", made); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a sign-in ends twice: %v", err)
		}
		next := p.signsIn(owner)
		a, asked := p.asks(owner)
		a.Answer = d.Use(asked)
		if who, err := p.EndSignInByPasskey(ctx, next, a); err != nil || who.Key != owner.Key {
			t.Errorf("%+v %v", who, err)
		}
		if _, err := p.SigningIn(ctx, next); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the sign-in goes on: %v", err)
		}
	})
}

// Whoever knows the id of somebody else's passkey does nothing with it, and is told as where there is none.
func TestNobodyNamesOrRemovesThePasskeysOfOthers(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader := p.person(directory.Owner, "T"), p.person(directory.Reader, "T")
		p.withPasskey(owner, device(t))
		p.withPasskey(reader, device(t))
		before, err := p.Passkeys(ctx, owner)
		if err != nil || len(before) != 1 {
			t.Fatal(before, err)
		}
		for _, id := range []string{before[0].ID, "nothing"} {
			if err := p.NamePasskey(ctx, reader, id, "Mine"); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s is named: %v", id, err)
			}
			if _, err := p.RemovePasskey(ctx, reader, id, false, ""); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s is removed: %v", id, err)
			}
		}
		after, err := p.Passkeys(ctx, owner)
		if diff := cmp.Diff(before, after); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
}
