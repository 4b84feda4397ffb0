package store

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/intake"
	"shimei/store/ledger"
	"shimei/store/programme"
	"shimei/store/storetest"
)

// stagedTenants have three rows of usage each, which make a file that is long enough to be staged.
const stagedTenants = 1700

// openStaging opens a portal with tenants of one subscription, of which A has every other one, and usage of
// February of a few of them where it is told to.
func openStaging(t *testing.T, dsn string, used bool) *Store {
	t.Helper()
	s, _, err := Open(t.Context(), dsn, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	customers, subscriptions, ties := "tenant_id,name\n", "subscription_id,tenant_id,product,start_date\n", "route,partner_id,subscription_id,from,to\n"
	for k := range stagedTenants {
		customers += fmt.Sprintf("t-%d,Tenant %d\n", k, k)
		subscriptions += fmt.Sprintf("s-%d,t-%d,office365,2016-01-01\n", k, k)
		if k%2 == 0 {
			ties += fmt.Sprintf("dpor,A,s-%d,2016-01-15,\n", k)
		}
	}
	takeIn(t, s, "partner_id,name\nA,Adatum\nB,Bellows\n", customers, subscriptions, ties)
	if used {
		takeIn(t, s, usageHeader+usageOf("2016-02", 900, 2))
	}
	return s
}

func named(text string) intake.Source {
	return intake.Source{Name: "usage.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

// nominees hands out the tenants that nobody has, one after the other.
type nominees struct {
	*Store
	next int
}

// nominate has B be the partner of record of the next n tenants since January, as a person's changes do, each of its own.
func (n *nominees) nominate(t *testing.T, count int) {
	t.Helper()
	for range count {
		n.next += 2
		if err := n.update(t.Context(), func(w *work) error {
			var customer, subscription int64
			if _, err := w.tx.One([]any{&customer, &subscription}, "SELECT customer_id, id FROM subscriptions WHERE subscription_id = $1", fmt.Sprintf("s-%d", n.next-1)); err != nil {
				return err
			}
			return w.ledger.AroundAssociations([]int64{customer}, ledger.Earliest, func() error {
				return w.tx.Exec(`INSERT INTO associations (route, exclusive, partner_id, customer_id, subscription_id, from_at, source)
					SELECT 'dpor', TRUE, id, $1, $2, $3, 'nomination' FROM partners WHERE partner_id = 'B'`,
					customer, subscription, int64(w.p.MomentOn(programme.DayOf(2016, 1, 20)).At))
			})
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// staging stages a file by the steps of Store.stage, with something that happens before some of them.
func (s *Store) staging(t *testing.T, text string, piece func(), last func() error) (x *stage, done intake.Import, err error) {
	t.Helper()
	ctx := t.Context()
	opened, _, err := intake.OpenAll([]intake.Source{named(text)}, s.inForce(t), intake.Options{}.Reading)
	if err != nil {
		t.Fatal(err)
	}
	defer opened[0].Close()
	x = &stage{store: s, file: opened[0]}
	err = s.db.InTurn(ctx, func() error {
		done, err = intake.Stage(ctx, s.inForce(t), opened[0], intake.Staging{Begin: x.begin(ctx),
			Piece: func(do func(*db.Tx) error) error {
				piece()
				return x.piece(ctx)(do)
			},
			Last: func(take func(intake.Into) (intake.Import, error)) (intake.Import, error) {
				if err := last(); err != nil {
					return intake.Import{}, err
				}
				return x.last(ctx)(take)
			}})
		return err
	})
	return x, done, err
}

func (s *Store) inForce(t *testing.T) *programme.Programme {
	t.Helper()
	p, err := s.Programme(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// sound checks that all kept credits are what the facts give.
func (s *Store) sound(t *testing.T, when string) {
	t.Helper()
	differences, err := s.Verify(t.Context())
	if err != nil || len(differences) > 0 {
		t.Errorf("%s: %v (%v)", when, differences, err)
	}
}

func TestNominationsWhileAnImportIsStagedAreCreditedInIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		for _, used := range []bool{false, true} {
			place := storetest.Beside(t, dsn)
			(&storetest.Template{}).At(t, place)
			s := openStaging(t, place, used)
			n, pieces := &nominees{Store: s}, 0
			_, done, err := s.staging(t, usageHeader+usageOf("2016-03", 3*stagedTenants, 5), func() {
				n.nominate(t, 3+min(pieces, 1)*110) // before credits are derived, and then more than the last change takes
				pieces++
				s.sound(t, "while it is staged")
			}, func() error {
				n.nominate(t, 4)
				return nil
			})
			if err != nil || done.State != intake.Stored || done.Added != 3*stagedTenants || pieces < 2 {
				t.Fatalf("%+v in %d pieces: %v", done, pieces, err)
			}
			s.sound(t, "at the end")
			if got, want := latestUsers(t, s), int64(stagedTenants+n.next)/2*3*5; got != want {
				t.Errorf("%d users are credited, want %d", got, want)
			}
		}
	})
}

// seen is what anybody sees of usage, and of what it makes.
func (s *Store) seen(t *testing.T) string {
	t.Helper()
	s.sound(t, "it is looked at")
	var b strings.Builder
	if err := s.view(t.Context(), func(w *work) error {
		accounts, err := w.tx.AllKeys("SELECT id FROM partners ORDER BY id")
		if err != nil {
			return err
		}
		credits, err := w.ledger.Read(accounts, ledger.Earliest, programme.MonthOf(2017, 1))
		fmt.Fprint(&b, credits, *w.basis.Through, w.basis.Received)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.WriteFacts(t.Context(), []facts.Kind{facts.Usage}, &countedRows{to: &b}); err != nil {
		t.Fatal(err)
	}
	imports, err := s.Imports(t.Context(), db.Part{Limit: 100})
	fmt.Fprint(&b, len(imports), err)
	return b.String()
}

// countedRows writes how many rows there are so far.
type countedRows struct {
	to   io.Writer
	rows int
}

func (c *countedRows) Begin(facts.Kind, []string) error { return nil }

func (c *countedRows) Write(rows ...[]any) error {
	c.rows += len(rows)
	_, err := fmt.Fprint(c.to, " ", c.rows)
	return err
}

func TestAnImportThatIsBrokenOffLeavesNothingThatAnybodySees(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := openStaging(t, dsn, true)
		before, brokenOff := s.seen(t), errors.New("broken off")
		x, _, err := s.staging(t, usageHeader+usageOf("2016-03", 3*stagedTenants, 5)+usageOf("2016-04", 3*stagedTenants, 6), func() {}, func() error { return brokenOff })
		if !errors.Is(err, brokenOff) { // and nothing is cleared away, as where the process ends
			t.Fatal(err)
		}
		if got := s.seen(t); got != before {
			t.Errorf("it is seen:\n%s\nbefore:\n%s", got, before)
		}
		(&nominees{Store: s}).nominate(t, 2)
		s.sound(t, "after nominations beside what is left")
		takeIn(t, s, usageHeader+usageOf("2016-03", 9, 1))
		s.sound(t, "after the next import")
		var left, rows int
		if err := s.view(t.Context(), func(w *work) error {
			_, err := w.tx.One([]any{&left, &rows}, `SELECT (SELECT count(*) FROM staging) + (SELECT count(*) FROM staged_changes)
				+ (SELECT count(*) FROM imports WHERE state = 'staged'), (SELECT count(*) FROM usage)`)
			return err
		}); err != nil || left != 0 || rows != 900+9 {
			t.Errorf("%d left and %d rows of usage: %v", left, rows, err)
		}
		if err := x.piece(t.Context())(func(*db.Tx) error { return nil }); !errors.Is(err, ledger.ErrTurnLost) {
			t.Errorf("the one that was broken off writes on: %v", err)
		}
	})
}

func TestALongFileWithAFaultAtItsEndLeavesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := openStaging(t, dsn, true)
		s.usageAtOnce = 5500 // so that rows are written before the fault is read
		before := s.seen(t)
		text := usageHeader + usageOf("2016-03", 3*stagedTenants, 5) + usageOf("2016-04", 3*stagedTenants, 5) + "nobody,2016-05,,1\n"
		done, err := s.Import(t.Context(), []intake.Source{named(text)}, intake.Options{})
		if err != nil || len(done) != 1 || done[0].State != intake.Refused || len(done[0].Faults) != 1 {
			t.Fatalf("%+v: %v", done, err)
		}
		record, err := s.ImportByKey(t.Context(), done[0].Key)
		if err != nil || record.State != intake.Refused || len(record.Faults) != 1 {
			t.Errorf("the record is %+v: %v", record, err)
		}
		if err := s.update(t.Context(), func(w *work) error {
			left, err := ledger.StagingIn(w.tx)
			if left.Import != 0 {
				t.Errorf("%+v is left", left)
			}
			return errors.Join(err, w.tx.Exec("DELETE FROM import_faults"), w.tx.Exec("DELETE FROM imports WHERE state = 'refused'"))
		}); err != nil {
			t.Fatal(err)
		}
		if got := s.seen(t); got != before {
			t.Errorf("it is seen:\n%s\nbefore:\n%s", got, before)
		}
	})
}

func TestARehearsalOfALongFileTellsWhatOneChangeWouldAndLeavesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := openStaging(t, dsn, true)
		before := s.seen(t)
		text := usageHeader + usageOf("2016-03", 3*stagedTenants, 50)
		got, err := s.Rehearse(t.Context(), []intake.Source{named(text)}, intake.Options{Complete: true})
		if err != nil {
			t.Fatal(err)
		}
		if after := s.seen(t); after != before {
			t.Errorf("it is seen:\n%s\nbefore:\n%s", after, before)
		}
		opened, _, err := intake.OpenAll([]intake.Source{named(text)}, s.inForce(t), intake.Options{}.Reading)
		if err != nil {
			t.Fatal(err)
		}
		defer opened[0].Close()
		var files []intake.Import
		effect, err := s.effectOf(t.Context(), func(w *work) error {
			files, err = w.takeAll(opened, intake.Options{Complete: true})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(effect, got.Effect) || len(effect.Rows) == 0 {
			t.Errorf("the effect is %+v, and by one change %+v", got.Effect, effect)
		}
		if diff := cmp.Diff(files, got.Files); diff != "" || files[0].State != intake.DryRun {
			t.Error(diff)
		}
		if got, err = s.Rehearse(t.Context(), []intake.Source{named(text + "nobody,2016-03,,1\n")}, intake.Options{}); err != nil || got.Effect != nil || got.Files[0].State != intake.Refused {
			t.Errorf("with a fault: %+v, %v", got, err)
		}
		if state, err := s.State(t.Context()); err != nil || state != got.State {
			t.Errorf("the state is %s after %s: %v", state, got.State, err)
		}
	})
}
