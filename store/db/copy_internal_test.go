package db

import (
	"database/sql"
	"errors"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"shimei/store/storetest"
)

// made returns a place with a database of today's schema.
func made(t *testing.T, url string) string {
	t.Helper()
	d, err := Open(t.Context(), url, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return url
}

// filled is a database of SQLite with three partners, the first of whom refers to the last.
func filled(t *testing.T) string {
	t.Helper()
	url := made(t, filepath.Join(t.TempDir(), "source.db"))
	by(t, url, `INSERT INTO partners (id, partner_id, name, parent_id, country, email, suspended, partner_key)
		VALUES (1, 'A', '明', 9, '', '', FALSE, 'a'), (2, 'B', 'B', NULL, '', '', TRUE, 'b'), (9, 'C', '', NULL, '', '', FALSE, 'c');
		INSERT INTO secrets (name, value) VALUES ('none', x''), ('some', x'00ff')`)
	return url
}

func by(t *testing.T, url string, statements string) {
	t.Helper()
	storetest.Connected(t, url, func(c *sql.DB) error {
		_, err := c.Exec(statements)
		return err
	})
}

func silent() CopyOptions {
	return CopyOptions{Check: func(*Tx) error { return nil }, Told: func(CopyStep) {}}
}

func partners(t *testing.T, url string) (n int) {
	t.Helper()
	storetest.Connected(t, url, func(c *sql.DB) error { return c.QueryRow("SELECT count(*) FROM partners").Scan(&n) })
	return n
}

func TestACopyHasTheSameRowsAndNumbersThoseThatFollow(t *testing.T) {
	storetest.Each(t, func(t *testing.T, to string) {
		c, err := CopyInto(t.Context(), filled(t), to, silent())
		if err != nil || c.Rows != 5 {
			t.Fatalf("%+v %v", c, err)
		}
		by(t, to, "INSERT INTO partners (partner_id, name, country, email, suspended, partner_key) VALUES ('D', '', '', '', FALSE, 'd')")
		var got string
		storetest.Connected(t, to, func(c *sql.DB) error {
			return c.QueryRow(`SELECT (SELECT name FROM partners WHERE id = 1 AND parent_id = 9 AND NOT suspended) || (SELECT partner_id FROM partners WHERE suspended) ||
				(SELECT max(id) FROM partners) || (SELECT sum(length(value)) FROM secrets)`).Scan(&got)
		})
		if got != "明B102" {
			t.Error(got)
		}
	})
}

func TestASourceThatIsChangedMeanwhileIsNotCopied(t *testing.T) {
	storetest.Each(t, func(t *testing.T, to string) {
		from, o := filled(t), silent()
		o.Told = func(s CopyStep) {
			if s.Table == "customers" && !s.Comparing {
				by(t, from, "UPDATE partners SET name = 'changed' WHERE id = 2")
			}
		}
		if _, err := CopyInto(t.Context(), from, to, o); !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), "was changed while it was copied") {
			t.Error(err)
		}
		if n := partners(t, to); n != 0 {
			t.Errorf("%d partners were kept", n)
		}
	})
}

func TestAServersDatabaseThatIsInUseIsNotCopied(t *testing.T) {
	t.Parallel()
	from, to := made(t, storetest.Postgres(t)), filepath.Join(t.TempDir(), "x.db")
	d, err := Open(t.Context(), from, Options{May: MayRead})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := CopyInto(t.Context(), from, to, silent()); !errors.Is(err, ErrInUse) {
		t.Error(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := CopyInto(t.Context(), from, to, silent()); err != nil {
		t.Error(err)
	}
}

func TestWhatArrivesOtherwiseThanItWasSentIsNotKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, to string) {
		made(t, to)
		if engineOf(to).served() {
			by(t, to, `CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.name := ''x''; RETURN NEW; END';
				CREATE TRIGGER spoil BEFORE INSERT ON partners FOR EACH ROW EXECUTE FUNCTION spoil()`)
		} else {
			by(t, to, "CREATE TRIGGER spoil AFTER INSERT ON partners BEGIN UPDATE partners SET name = 'x' WHERE id = NEW.id; END")
		}
		if _, err := CopyInto(t.Context(), filled(t), to, silent()); err == nil || !strings.Contains(err.Error(), "the table partners is not the same on both sides: 3 rows were sent and 3 arrived") {
			t.Error(err)
		}
		if n := partners(t, to); n != 0 {
			t.Errorf("%d partners were kept", n)
		}
	})
}

func TestWhatACheckRefusesIsNotKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, to string) {
		refused := errors.New("refused")
		o := silent()
		o.Check = func(tx *Tx) error {
			var n int
			if _, err := tx.One([]any{&n}, "SELECT count(*) FROM partners"); err != nil || n != 3 {
				t.Errorf("%d partners are checked: %v", n, err)
			}
			return refused
		}
		from := filled(t)
		if _, err := CopyInto(t.Context(), from, to, o); !errors.Is(err, refused) {
			t.Error(err)
		}
		if _, err := CopyInto(t.Context(), from, to, silent()); err != nil {
			t.Error(err)
		}
		if n := partners(t, to); n != 3 {
			t.Errorf("%d partners are there after the second try", n)
		}
	})
}

func TestARowThatRefersToNothingIsNotCopied(t *testing.T) {
	storetest.Each(t, func(t *testing.T, to string) {
		from := filled(t)
		by(t, from, "UPDATE partners SET parent_id = 77 WHERE id = 2")
		want := "the row 2 of the table partners refers to a row that the table partners does not have"
		if engineOf(to).served() {
			want = "Key (parent_id)=(77) is not present"
		}
		if _, err := CopyInto(t.Context(), from, to, silent()); err == nil || !strings.Contains(err.Error(), want) {
			t.Error(err)
		}
		if n := partners(t, to); n != 0 {
			t.Errorf("%d partners were kept", n)
		}
	})
}

func TestOfTwoCopiesIntoOnePlaceOneIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, to string) {
		ended := make(chan error, 2)
		for range 2 {
			from := filled(t)
			go func() {
				_, err := CopyInto(t.Context(), from, to, silent())
				ended <- err
			}()
		}
		first, second := <-ended, <-ended
		if full := (NotEmptyError{}); (first == nil) == (second == nil) || !errors.As(errors.Join(first, second), &full) {
			t.Errorf("%v and %v", first, second)
		}
		if n := partners(t, to); n != 3 {
			t.Errorf("%d partners", n)
		}
	})
}

func TestATargetThatIsBeingMigratedIsLookedAtAfterwards(t *testing.T) {
	to := made(t, storetest.Postgres(t))
	e := engineOf(to)
	pool, err := sql.Open(e.driver, e.writer)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := pool.Close(); err != nil {
			t.Error(err)
		}
	}()
	m := &migrating{db: pool}
	if err := m.SessionLock(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	var holder int
	if err := m.begun.QueryRow("SELECT pg_backend_pid()").Scan(&holder); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- e.unused(t.Context()) }()
	for waiting := 0; waiting < 1; {
		select {
		case err := <-ended:
			t.Fatalf("it was looked at meanwhile: %v", err)
		default:
			if err := pool.QueryRow("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_try_advisory_xact_lock($1)%' AND state = 'idle in transaction' AND pid <> $1", holder).Scan(&waiting); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := m.begun.Exec("ALTER TABLE secrets RENAME TO kept; INSERT INTO kept (name, value) VALUES ('some', '')"); err != nil {
		t.Fatal(err)
	}
	if err := m.SessionUnlock(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if err, full := <-ended, (NotEmptyError{}); !errors.As(err, &full) || full.Tables[0] != "kept" {
		t.Error(err)
	}
}

func TestACellIsWhatTheColumnTakesOrRefused(t *testing.T) {
	for _, c := range []struct {
		takes       taking
		value, want any
	}{
		{ofText, "a", "a"}, {ofText, "\x00", nil}, {ofText, "\xff", nil}, {ofText, []byte("a"), nil}, {ofText, int64(1), nil},
		{ofWhole, int64(math.MinInt64), int64(math.MinInt64)}, {ofWhole, 1.0, nil}, {ofWhole, "1", nil}, {ofWhole, true, nil},
		{ofSmall, int64(math.MaxInt32), int64(math.MaxInt32)}, {ofSmall, int64(math.MaxInt32 + 1), nil}, {ofSmall, int64(math.MinInt32 - 1), nil},
		{ofTruth, int64(0), false}, {ofTruth, int64(1), true}, {ofTruth, true, true}, {ofTruth, false, false}, {ofTruth, int64(2), nil}, {ofTruth, "t", nil},
		{ofBytes, "a", nil}, {ofUnknown, "a", nil},
	} {
		got, err := column{takes: c.takes}.cell(c.value)
		if (err != nil) != (c.want == nil) || err == nil && got != c.want {
			t.Errorf("%+v: %v %v", c, got, err)
		}
		if got, err := (column{takes: c.takes}).cell(nil); got != nil || err != nil {
			t.Errorf("NULL: %v %v", got, err)
		}
	}
	if got, err := (column{takes: ofBytes}).cell([]byte(nil)); err != nil || got.([]byte) == nil {
		t.Errorf("no bytes are %v %v", got, err)
	}
}

func TestADigestIsOfTheRowsInWhateverOrder(t *testing.T) {
	of := func(rows ...[]any) (d digest) {
		for _, row := range rows {
			d.add(row, nil)
		}
		return d
	}
	a, b := []any{int64(1), "x", true}, []any{int64(2), nil, false}
	if of(a, b) != of(b, a) {
		t.Error("the order tells")
	}
	seen := map[digest]bool{of(a): true, of(a, a): true, of(a, b): true, of(): true}
	for _, row := range [][]any{{int64(1), "x", false}, {int64(1), []byte("x"), true}, {"1", "x", true}, {nil, "x", true}, {int64(1), "", true},
		{int64(1), "x"}, {int64(1), nil, true}, {int64(-1), "x", true}, {"ab", ""}, {"a", "b"}, {"", "ab"}, {[]byte{}}, {""}, {nil}, {false}} {
		seen[of(row)] = true
	}
	if len(seen) != 4+15 {
		t.Errorf("%d digests", len(seen))
	}
}

func TestTablesThatDifferAreNamed(t *testing.T) {
	from := shape{"a": {{name: "x", takes: ofText, of: "text"}, {name: "y", takes: ofWhole, of: "integer"}}, "b": nil}
	to := shape{"a": {{name: "x", takes: ofBytes, of: "bytea"}, {name: "y", takes: ofSmall, of: "integer"}, {name: "z", of: "point"}}, "c": {}}
	from["b"], from["d"], to["d"] = []column{}, []column{{name: "p", of: "point"}}, []column{{name: "p", takes: ofText}}
	err := sameShape(from, to)
	if err == nil {
		t.Fatal("no difference")
	}
	for _, want := range []string{"the column x of the table a is of the type text in the source and bytea in the target", "the column z of the table a is only in the target",
		"the table b is only in the source", "the table c is only in the target", "the column p of the table d is of the type point in the source, which copy does not know"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in %v", want, err)
		}
	}
	if strings.Contains(err.Error(), "column y") {
		t.Error(err)
	}
}

func TestBothEnginesHaveTheSameTablesForACopy(t *testing.T) {
	var shapes []shape
	storetest.Each(t, func(t *testing.T, url string) {
		d, err := Open(t.Context(), url, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		s, err := d.engine.shapeOf(t.Context(), d.read)
		if err != nil || len(s) < 40 || s["goose_db_version"] != nil {
			t.Errorf("%d tables: %v", len(s), err)
		}
		shapes = append(shapes, s)
	})
	if err := sameShape(shapes[0], shapes[len(shapes)-1]); err != nil {
		t.Error(err)
	}
}
