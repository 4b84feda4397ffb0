package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"shimei/store/storetest"
)

// crowded opens a file whose writer is kept until release is called, while many changes wait.
type crowded struct {
	*DB
	t       *testing.T
	release func()
	answers []chan any // an error, or what it panicked with
}

func openCrowded(t *testing.T) *crowded {
	t.Helper()
	d, err := Open(t.Context(), filepath.Join(t.TempDir(), "shimei.db"), Options{Patience: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	d.writing <- struct{}{}
	return &crowded{DB: d, t: t, release: func() { <-d.writing }}
}

// wait has a change wait after those before it.
func (c *crowded) wait(ctx context.Context, change func(*Tx) error) {
	answer, before := make(chan any, 1), c.waiting()
	c.answers = append(c.answers, answer)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				answer <- p
			}
		}()
		answer <- c.Update(ctx, change)
	}()
	for c.waiting() == before {
		runtime.Gosched()
	}
}

func (c *crowded) waiting() int {
	c.joining.mutex.Lock()
	defer c.joining.mutex.Unlock()
	return len(c.joining.waiting)
}

func (c *crowded) names() (names []string) {
	c.t.Helper()
	storetest.Connected(c.t, c.engine.place, func(s *sql.DB) error {
		rows, err := s.Query("SELECT name FROM secrets ORDER BY name")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			err = errors.Join(err, rows.Scan(&name))
			names = append(names, name)
		}
		return errors.Join(err, rows.Err())
	})
	return names
}

func keeping(name string, then error) func(*Tx) error {
	return func(tx *Tx) error {
		return errors.Join(tx.Exec("INSERT INTO secrets (name, value) VALUES ($1, x'')", name), then)
	}
}

func TestChangesThatWaitAreCommittedTogetherAndEachIsAnsweredByItself(t *testing.T) {
	c := openCrowded(t)
	refused := errors.New("refused")
	transactions := map[*sql.Tx]int{}
	in := func(change func(*Tx) error) func(*Tx) error {
		return func(tx *Tx) error {
			transactions[tx.tx]++
			return change(tx)
		}
	}
	gone, leave := context.WithCancel(t.Context())
	c.wait(t.Context(), in(keeping("a", nil)))
	c.wait(t.Context(), in(keeping("b", refused)))
	c.wait(t.Context(), in(keeping("c", nil)))
	c.wait(t.Context(), in(func(tx *Tx) error {
		if err := keeping("d", nil)(tx); err != nil {
			return err
		}
		panic("lost")
	}))
	c.wait(gone, in(keeping("e", nil)))
	c.wait(t.Context(), in(keeping("c", nil))) // which is there
	c.wait(t.Context(), in(keeping("f", nil)))
	leave()
	if got := <-c.answers[4]; !errors.Is(got.(error), context.Canceled) {
		t.Errorf("who gave up is told %v", got)
	}
	c.release()
	for k, want := range map[int]string{0: "<nil>", 1: "refused", 2: "<nil>", 3: "lost", 6: "<nil>"} {
		if got := fmt.Sprint(<-c.answers[k]); got != want {
			t.Errorf("the answer of %d is %s, want %s", k, got, want)
		}
	}
	if err, _ := (<-c.answers[5]).(error); !strings.Contains(fmt.Sprint(err), "constraint failed") {
		t.Errorf("a name that is taken: %v", err)
	}
	if got := fmt.Sprint(c.names()); got != "[a c f]" {
		t.Errorf("%s are kept", got)
	}
	if len(transactions) != 1 {
		t.Errorf("%d transactions", len(transactions))
	}
}

func TestWhatUndoesAllChangesIsToldToEachOfThem(t *testing.T) {
	c := openCrowded(t)
	c.wait(t.Context(), keeping("a", nil))
	c.wait(t.Context(), keeping("b", nil))
	c.wait(t.Context(), func(tx *Tx) error { return tx.Exec("ROLLBACK") }) // as SQLite does where the disk is full
	c.wait(t.Context(), keeping("d", nil))
	c.release()
	for k, want := range []bool{false, false, false, true} {
		if err := <-c.answers[k]; (err == nil) != want {
			t.Errorf("the answer of %d is %v", k, err)
		}
	}
	if got := fmt.Sprint(c.names()); got != "[d]" {
		t.Errorf("%s are kept", got)
	}
}

func TestTheFirstChangeThatFailsKeepsNobodyElseFromTheirs(t *testing.T) {
	c := openCrowded(t)
	refused := errors.New("refused")
	c.wait(t.Context(), keeping("a", refused))
	for k := range 2 * togetherAtMost {
		c.wait(t.Context(), keeping(fmt.Sprintf("n%02d", k), nil))
	}
	c.release()
	for k, answer := range c.answers {
		if err, _ := (<-answer).(error); (k == 0) != errors.Is(err, refused) || k > 0 && err != nil {
			t.Errorf("the answer of %d is %v", k, err)
		}
	}
	if got := len(c.names()); got != 2*togetherAtMost {
		t.Errorf("%d are kept", got)
	}
}
