package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shimei/store/demo"
	"shimei/store/storetest"
)

// atDemo runs a command that is to succeed by the demonstration's clock.
func atDemo(t *testing.T, db string, args ...string) string {
	t.Helper()
	start, err := time.Parse(time.RFC3339, demo.Start)
	if err != nil {
		t.Fatal(err)
	}
	var out, errs strings.Builder
	if code := runAt(t.Context(), func() time.Time { return start }, append([]string{"--db", db}, args...), strings.NewReader(""), &out, &errs); code != exitDone {
		t.Fatalf("shimei %v: exit %d\n%s%s", args, code, out.String(), errs.String())
	}
	return out.String()
}

// lived makes the database of the demonstration, with two months closed, of which the second corrects the first.
func lived(t *testing.T) (db string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	d, err := demonstration(&terminal{ctx: context.Background(), cli: &cli{DB: "shimei.db"}, out: io.Discard, err: io.Discard}, l)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(d.folder) })
	if err := d.store.Close(); err != nil {
		t.Fatal(err)
	}
	db = filepath.Join(d.folder, "shimei.db")
	atDemo(t, db, "statement", "close", "2014-05")
	var fewer string
	storetest.Connected(t, db, func(c *sql.DB) error {
		return c.QueryRow(`SELECT group_concat(s.subscription_id || ',2014-05,' || u.workload || ',' || (u.active - 1), char(10)) FROM usage u
			JOIN subscriptions s ON s.id = u.subscription_id WHERE u.month = 2014 * 12 + 4 AND u.active > 1`).Scan(&fewer)
	})
	atDemo(t, db, "import", write(t, "usage.csv", "subscription_id,month,workload,active_users\n"+fewer+"\n"))
	atDemo(t, db, "statement", "close", "2014-06")
	return db
}

// asked are what commands answer about a database, each of which reads other tables.
func asked(t *testing.T, db string) (all []string) {
	t.Helper()
	for _, args := range [][]string{{"progress", "--format", "csv"}, {"credits", "--format", "csv"}, {"user", "list", "--format", "csv"},
		{"imports", "list", "--format", "csv"}, {"outbox", "list", "--format", "csv"}, {"month", "list", "--format", "csv"},
		{"statement", "list", "--format", "csv"}, {"statement", "export", "--partner", "4620115", "--month", "2014-06"}, {"verify"}} {
		all = append(all, strings.Join(args, " ")+"\n"+atDemo(t, db, args...))
	}
	return all
}

// numbered asks a database for one number.
func numbered(t *testing.T, db, query string) (n int64) {
	t.Helper()
	storetest.Connected(t, db, func(c *sql.DB) error { return c.QueryRow(query).Scan(&n) })
	return n
}

func TestAWholePortalGoesToPostgreSQLAndGoesOnThere(t *testing.T) {
	db, to := lived(t), storetest.Postgres(t)
	want, dump, writers := asked(t, db), storetest.Dump(t, db), storetest.Writers(t, db)
	if numbered(t, db, "SELECT count(*) FROM statement_lines WHERE credit_month = 2014 * 12 + 4 AND statement_id = 2") == 0 {
		t.Fatal("nothing was corrected")
	}
	out := done(t, db, "copy", "--to", to)
	if !strings.Contains(out, " holds what "+db+" does: ") || !strings.HasSuffix(out, ", verified\n") {
		t.Error(out)
	}
	if diff := cmp.Diff(want, asked(t, to)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(dump, storetest.Dump(t, to)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(writers, storetest.Writers(t, to)); diff != "" {
		t.Error(diff)
	}
	last := numbered(t, to, "SELECT max(id) FROM events")
	atDemo(t, to, "statement", "close", "2014-07") // whose hash covers that of the statement before it
	done(t, to, "import", write(t, "partners.csv", "partner_id,name\nnew,New\n"))
	if out := atDemo(t, to, "verify"); out != "0 differences\n" {
		t.Error(out)
	}
	for query, want := range map[string]int64{
		"SELECT count(*) FROM statements WHERE id = 3":                1,
		fmt.Sprint("SELECT min(id) FROM events WHERE id > ", last):    last + 1,
		"SELECT count(*) FROM partners WHERE name = 'New' AND id > 1": 1,
	} {
		if got := numbered(t, to, query); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
}

func TestWhatIsCopiedIntoHasTheSchemaThatMigrationsMake(t *testing.T) {
	to, made := storetest.Postgres(t), storetest.Postgres(t)
	done(t, typical(t), "copy", "--to", to)
	opened.At(t, made)
	done(t, made, "import", write(t, "partners.csv", people))
	schema := func(db string) (text string) {
		storetest.Connected(t, db, func(c *sql.DB) error {
			return c.QueryRow(`SELECT string_agg(line, E'\n' ORDER BY line) FROM (
				SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated AS line FROM pg_constraint
				UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
				UNION ALL SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || coalesce(identity_generation, '')
					FROM information_schema.columns WHERE table_schema = 'public') x`).Scan(&text)
		})
		return text
	}
	if diff := cmp.Diff(schema(made), schema(to)); diff != "" || !strings.Contains(schema(to), "FOREIGN KEY (customer_id) REFERENCES customers(id)") {
		t.Error(diff)
	}
}

func TestADatabaseGoesFromEitherEngineToEither(t *testing.T) {
	at := typical(t)
	person(t, at, "vera@vendor.example")
	want, dump := sound(t, at), storetest.Dump(t, at)
	file := func() string { return filepath.Join(t.TempDir(), "copied.db") }
	for _, to := range []string{file(), storetest.Postgres(t), storetest.Postgres(t), file()} {
		done(t, at, "copy", "--to", to)
		if got := sound(t, to); got != want {
			t.Errorf("%s: %s, want %s", to, got, want)
		}
		at = to
	}
	if diff := cmp.Diff(dump, storetest.Dump(t, at)); diff != "" {
		t.Error(diff)
	}
	if info, err := os.Stat(at); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
}

func TestACopyGoesIntoNothingButAnEmptyDatabase(t *testing.T) {
	db := typical(t)
	storetest.Places(t, func(t *testing.T, to string) {
		(&storetest.Template{}).At(t, to)
		foreign := storetest.Beside(t, to)
		(&storetest.Template{}).At(t, foreign)
		by(t, foreign, "CREATE TABLE songs (name varchar(20))")
		done(t, to, "import", write(t, "partners.csv", people))
		want := storetest.Dump(t, to)
		for to, want := range map[string]string{to: "it is not empty: there are rows in events, imports, partners", foreign: "tables of another program (songs)"} {
			o := shimei(t, db, "copy", "--to", to)
			if o.code != exitFailed || o.out != "" || !strings.Contains(o.err, want) || !strings.Contains(o.err, "Nothing was changed; name a new database") {
				t.Errorf("%+v", o)
			}
		}
		if got := storetest.Dump(t, to); got != want {
			t.Error(cmp.Diff(want, got))
		}
		if n := tables(t, foreign); n != 1 {
			t.Errorf("%d tables in a foreign database", n)
		}
	})
	if o := shimei(t, db, "copy", "--to", db); o.code != exitFailed || !strings.Contains(o.err, "it is not empty") {
		t.Errorf("%+v", o)
	}
}

func TestADatabaseOfAnotherSchemaIsNotCopied(t *testing.T) {
	db, to := typical(t), storetest.Postgres(t)
	for change, want := range map[string]string{
		"DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)": "shimei recompute, or the start of shimei serve, brings it up to date",
		"INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, TRUE)":                      "use a newer shimei",
	} {
		copied := filepath.Join(t.TempDir(), "x.db")
		done(t, db, "backup", copied)
		by(t, copied, change)
		if o := shimei(t, copied, "copy", "--to", to); o.code != exitFailed || o.out != "" || !strings.Contains(o.err, want) {
			t.Errorf("%+v", o)
		}
	}
	if n := tables(t, to); n != 0 {
		t.Errorf("%d tables were made", n)
	}
	by(t, db, "ALTER TABLE partners ADD COLUMN mood TEXT; CREATE TABLE moods (id INTEGER PRIMARY KEY); ALTER TABLE customers DROP COLUMN domain")
	o := shimei(t, db, "copy", "--to", to)
	for _, want := range []string{"the column mood of the table partners is only in the source", "the table moods is only in the source", "the column domain of the table customers is only in the target"} {
		if o.code != exitFailed || o.out != "" || !strings.Contains(o.err, want) {
			t.Errorf("%q is missing of %+v", want, o)
		}
	}
}

func TestACopyNeedsADatabaseAndAPlaceForIt(t *testing.T) {
	for _, c := range []struct {
		db, to, want string
		code         int
	}{
		{filepath.Join(t.TempDir(), "none.db"), "x.db", "there is no database of Shimei", exitFailed},
		{typical(t), "mysql://host/name", "mysql:// is no database that shimei knows", exitMisuse},
		{typical(t), filepath.Join(t.TempDir(), "none", "x.db"), "there is no folder", exitFailed},
		{typical(t), t.TempDir(), "is a folder", exitFailed},
		{typical(t), "postgres://shimei:secret@/none?host=" + t.TempDir(), "none", exitFailed},
	} {
		if o := shimei(t, c.db, "copy", "--to", c.to); o.code != c.code || o.out != "" || !strings.Contains(o.err, c.want) || strings.Contains(o.err, "secret") {
			t.Errorf("%+v", o)
		}
	}
}

func TestADatabaseThatIsServedIsNotCopied(t *testing.T) {
	db, to := typical(t), filepath.Join(t.TempDir(), "x.db")
	portal := servingProcess(t, db)
	if o := shimei(t, db, "copy", "--to", to); o.code != exitFailed || o.out != "" || !strings.Contains(o.err, db+": the database is in use: end shimei serve") {
		t.Errorf("%+v", o)
	}
	end(t, portal, syscall.SIGTERM)
	done(t, db, "copy", "--to", to)
	sound(t, to)
}

func TestADatabaseWithDifferencesIsCopiedOnlyAsItIs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, to string) {
		db := typical(t)
		by(t, db, "DELETE FROM credits WHERE month = 2016 * 12")
		o := shimei(t, db, "copy", "--to", to)
		if o.code != exitFailed || o.out != "" || !strings.Contains(o.err, "kept credits are not what the facts give") || !strings.Contains(o.err, "--with-differences") {
			t.Errorf("%+v", o)
		}
		if n := numbered(t, to, "SELECT (SELECT count(*) FROM partners) + (SELECT count(*) FROM usage)"); n != 0 {
			t.Errorf("%d rows were kept", n)
		}
		done(t, db, "copy", "--to", to, "--with-differences")
		if diff := cmp.Diff(storetest.Dump(t, db), storetest.Dump(t, to)); diff != "" {
			t.Error(diff)
		}
	})
}
