package signin_test

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"sync"
	"testing"

	"golang.org/x/crypto/argon2"

	"shimei/store/signin"
)

func TestAHashIsKnownAgainAndTellsItsCost(t *testing.T) {
	g, ctx := signin.NewGate(), t.Context()
	kept, err := g.Hash(ctx, "violet kettle")
	if err != nil || !strings.HasPrefix(kept, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatal(kept, err)
	}
	again, _ := g.Hash(ctx, "violet kettle")
	if again == kept {
		t.Error("two hashes of one password are the same: there is no salt")
	}
	for text, want := range map[string]bool{"violet kettle": true, "violet Kettle": false, "": false} {
		if is, outdated, err := g.Matches(ctx, kept, text); is != want || outdated || err != nil {
			t.Errorf("%q: %v, outdated %v, %v", text, is, outdated, err)
		}
	}
}

func TestAHashOfAnotherCostIsReadAndOutdated(t *testing.T) {
	salt := []byte("sixteen bytes of")
	encode := base64.RawStdEncoding.EncodeToString
	kept := "$argon2id$v=19$m=65536,t=1,p=2$" + encode(salt) + "$" + encode(argon2.IDKey([]byte("violet kettle"), salt, 1, 64*1024, 2, 32))
	for text, want := range map[string]bool{"violet kettle": true, "violet Kettle": false} {
		if is, outdated, err := signin.NewGate().Matches(t.Context(), kept, text); is != want || outdated != want || err != nil {
			t.Errorf("%q: %v, outdated %v, %v", text, is, outdated, err)
		}
	}
}

func TestNothingMatchesWhereNoPasswordIsKept(t *testing.T) {
	g := signin.NewGate()
	kept, err := g.Hash(t.Context(), "")
	if kept != "" || err != nil {
		t.Fatal(kept, err)
	}
	for _, text := range []string{"", "violet kettle"} {
		if is, _, err := g.Matches(t.Context(), "", text); is || err != nil {
			t.Errorf("%q: %v, %v", text, is, err)
		}
	}
}

func TestWhoHasGoneLeavesTheQueueAndAFullOneTakesNobody(t *testing.T) {
	g := signin.NewGate()
	gone, leave := context.WithCancel(t.Context())
	leave()
	var waiting sync.WaitGroup
	results := make(chan error, 400)
	for range 400 {
		waiting.Go(func() {
			_, _, err := g.Matches(t.Context(), "", "violet kettle")
			results <- err
		})
	}
	waiting.Wait()
	close(results)
	turned := 0
	for err := range results {
		switch {
		case errors.Is(err, signin.ErrBusy):
			turned++
		case err != nil:
			t.Error(err)
		}
	}
	if turned == 0 || turned > 400-64 {
		t.Errorf("of 400 at once %d were turned away", turned)
	}
	if _, _, err := g.Matches(gone, "", "violet kettle"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if is, _, err := g.Matches(t.Context(), "", "violet kettle"); is || err != nil {
		t.Errorf("the gate lets nobody through any more: %v", err)
	}
}
