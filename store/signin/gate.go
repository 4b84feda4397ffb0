package signin

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"

	"github.com/alexedwards/argon2id"
)

// cost is what one check costs: the parameters that OWASP gives first for argon2id, 19 MiB in two passes.
// They stand in each hash, so that a hash of another cost is still read.
var cost = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// decoy is a hash of this cost that no password has: its check takes as long as that of a person.
const decoy = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// mostWaiting is how many may wait at a gate. More would wait longer than people do.
const mostWaiting = 64

// ErrBusy is returned while so many passwords are being checked that one more would wait too long.
var ErrBusy = errors.New("too many passwords are being checked; try again in a few seconds")

// Gate hashes and checks passwords, as many at once as there are processors: each takes 19 MiB. The others
// wait in a queue that is bounded, and leave it when whoever asked has gone. NewGate makes one.
type Gate struct {
	cost    argon2id.Params
	running chan struct{}
	waiting atomic.Int64
	most    int64 // that wait
}

// NewGate returns a gate that nobody waits at.
func NewGate() *Gate {
	return &Gate{cost: cost, running: make(chan struct{}, runtime.GOMAXPROCS(0)), most: mostWaiting}
}

// NewClosedGate returns one that lets nobody through, and has room for so many who wait, which is for tests alone.
func NewClosedGate(room int) *Gate { return &Gate{cost: cost, most: int64(room)} }

// NewCheapGate returns one whose hashes cost a hundredth, which is for the passwords of tests alone.
func NewCheapGate() *Gate {
	g := NewGate()
	g.cost.Memory, g.cost.Iterations = 256, 1
	return g
}

// Hash returns what is kept of a password: its argon2id hash, with salt and cost in it. What is kept of
// the empty password is "", which no password matches.
func (g *Gate) Hash(ctx context.Context, password string) (kept string, err error) {
	if password == "" {
		return "", nil
	}
	err = g.through(ctx, func() error {
		kept, err = argon2id.CreateHash(password, &g.cost)
		return err
	})
	return kept, err
}

// Matches reports whether a password is the one that was kept, and whether what was kept cost another amount
// than a new hash does, and is to be replaced. Where nothing was kept it takes as long.
func (g *Gate) Matches(ctx context.Context, kept, password string) (matches, outdated bool, err error) {
	none := kept == ""
	if none {
		kept = decoy
	}
	err = g.through(ctx, func() error {
		is, params, err := argon2id.CheckHash(password, kept)
		if err == nil {
			matches, outdated = is && !none, *params != g.cost
		}
		return err
	})
	return matches, matches && outdated, err
}

// through waits for a place at the gate and does the work there.
func (g *Gate) through(ctx context.Context, work func() error) error {
	if g.waiting.Add(1) > g.most {
		g.waiting.Add(-1)
		return ErrBusy
	}
	defer g.waiting.Add(-1)
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case g.running <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-g.running }()
	return work()
}
