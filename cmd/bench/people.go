package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"time"

	"shimei/store"
	"shimei/store/directory"
)

// clock begins where the bench's portals do, and goes on from there.
func clock() func() time.Time {
	begun := time.Now()
	return func() time.Time { return opening.Add(time.Since(begun)) }
}

// addPeople signs in a person of every partner account, and one of each tenant that is to
// nominate: without passwords, whose check would take longer than all the rest.
func (b *bench) addPeople(db string) error {
	s, _, err := store.Open(b.ctx, db, store.Options{Clock: clock()})
	if err != nil {
		return err
	}
	return errors.Join(b.signIn(s, b.people()), s.Close())
}

// people are those of every partner account, and the owners who nominate.
func (b *bench) people() (all []store.NewPerson) {
	for k := range int32(b.world.partners) {
		if b.world.isAccount(k) {
			id := partnerID(k)
			all = append(all, store.NewPerson{Email: mailOf(id), Name: "Partner's Person", Role: directory.Manager, PartnerID: id})
		}
	}
	for _, o := range b.world.open(b.nominations() * rounds) {
		id := tenantID(o.tenant)
		all = append(all, store.NewPerson{Email: mailOf(id), Name: "Customer's Owner", Role: directory.Owner, TenantID: id})
	}
	return all
}

// mailOf returns the address of the person of an organisation.
func mailOf(organisation string) string { return "person@" + organisation + ".example" }

func (b *bench) signIn(s *store.Store, people []store.NewPerson) error {
	b.say("signing in %d people", len(people))
	for _, p := range people {
		if err := s.AddPerson(b.ctx, p); err != nil {
			return err
		}
	}
	added, err := s.Everybody(b.ctx)
	if err != nil {
		return err
	}
	for _, p := range added {
		sum := sha256.Sum256([]byte(secretOf(p.OrgID)))
		kept := store.Session{ID: hex.EncodeToString(sum[:]), Expires: opening.AddDate(1, 0, 0)}
		if err := s.BeginSession(b.ctx, p, kept, ""); err != nil {
			return err
		}
	}
	return nil
}

// secretOf returns the secret in the cookie of an organisation's person.
func secretOf(organisation string) string { return "secret-" + organisation }

// as makes a request that of an organisation's person.
func as(organisation string, r *http.Request) {
	r.AddCookie(&http.Cookie{Name: "shimei", Value: secretOf(organisation)})
}
