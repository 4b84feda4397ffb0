package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"shimei/store"
	"shimei/store/demo"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/request"
)

// happen has the people of the demonstration do what they did before it begins, each at its time.
func happen(ctx context.Context, s *store.Store, at func(time.Time)) error {
	people, err := s.Everybody(ctx)
	if err != nil {
		return err
	}
	asked := map[string]request.Request{}
	for _, h := range demo.Happenings() {
		instant, err := time.Parse(time.RFC3339, h.At)
		if err != nil {
			return err
		}
		k := slices.IndexFunc(people, func(x directory.Person) bool { return x.Email == h.Who })
		if k < 0 {
			return fmt.Errorf("the demonstration has nobody at %s", h.Who)
		}
		at(instant)
		if err := happens(ctx, s, people[k], h, asked); err != nil {
			return fmt.Errorf("what %s did in the demonstration at %s: %w", h.Who, h.At, err)
		}
	}
	return nil
}

// happens does one thing, and keeps what was asked for by its name.
func happens(ctx context.Context, s *store.Store, who directory.Person, h demo.Happening, asked map[string]request.Request) (err error) {
	switch {
	case h.Nominate != "":
		found, err := s.Chosen(ctx, who.Customer, []string{h.Subscription})
		if err != nil {
			return err
		}
		choice := store.Choice{ID: h.Subscription}
		if found[0].Present != nil {
			choice.Seen = found[0].Present.Key
		}
		_, err = s.Nominate(ctx, who, h.Nominate, []store.Choice{choice})
		return err
	case h.On != "":
		_, err = s.Act(ctx, who, request.On{Reference: asked[h.On].Reference, Act: programme.Act(h.Act), Said: request.Said{Reason: h.Reason, Note: h.Note}})
		return err
	}
	a := request.Ask{Way: programme.Way(h.Way), Route: h.Route, PartnerID: h.PartnerID, TenantID: h.TenantID, Subscription: h.Subscription,
		Name: h.Purpose, Days: h.Days, Note: h.Note}
	if h.Of != "" {
		d, err := s.Request(ctx, who, asked[h.Of].Reference)
		if err != nil {
			return err
		}
		a.Association = d.Association
	}
	if h.File != "" {
		a.Files = []request.File{{Name: h.File, Content: demo.Evidence(h.Says)}}
	}
	asked[h.Name], err = s.Ask(ctx, who, a)
	return err
}
