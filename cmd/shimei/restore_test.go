package main

import (
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"shimei/store/storetest"
)

func TestARestoreLeavesNothingOfTheDatabaseBefore(t *testing.T) {
	db, dest := typical(t), filepath.Join(t.TempDir(), "copy.db")
	person(t, db, "before@vendor.example")
	want := sound(t, db)
	done(t, db, "backup", dest)

	portal := servingProcess(t, db) // which is killed, so that its log stays
	person(t, db, "after@vendor.example")
	by(t, db, "DELETE FROM credits")
	end(t, portal, syscall.SIGKILL)
	if log, err := os.Stat(db + "-wal"); err != nil || log.Size() == 0 {
		t.Fatalf("the killed portal left no log: %v %v", log, err)
	}
	o := shimei(t, db, "restore", dest)
	if o.code != exitDone || !strings.Contains(o.out, ", checked\n") {
		t.Fatalf("%+v", o)
	}
	if got := sound(t, db); got != want {
		t.Errorf("restored %s, want %s", got, want)
	}
	if info, err := os.Stat(db); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	left := beside(t, db)
	if len(left) != 1 || !strings.HasPrefix(left[0], "x.db.replaced-2") || !strings.Contains(o.err, left[0]) {
		t.Fatalf("left beside it: %v, and it said %s", left, o.err)
	}
	if kept := done(t, filepath.Join(filepath.Dir(db), left[0]), "user", "list"); !strings.Contains(kept, "after@") {
		t.Errorf("what was there is kept as %s", kept)
	}
	sound(t, dest)
}

func TestARestoreMakesTheDatabaseWhereThereIsNone(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "copy.db")
	from := typical(t)
	person(t, from, "a@vendor.example")
	done(t, from, "backup", dest)
	by(t, dest, "INSERT INTO sessions (id, person_id, flash, began_at, seen_at, confirmed_at, expires_at, browser, address) VALUES ('s', 1, '', 0, 9999999999999, 0, 9999999999999, '', '')")
	db := filepath.Join(t.TempDir(), "x.db")
	if err := os.WriteFile(db+"-wal", []byte("a log that is left over"), 0o600); err != nil {
		t.Fatal(err)
	}
	done(t, db, "restore", dest)
	if got := sound(t, db); got != sound(t, dest) {
		t.Error(got)
	}
	var sessions int
	storetest.Connected(t, db, func(c *sql.DB) error { return c.QueryRow("SELECT count(*) FROM sessions").Scan(&sessions) })
	if sessions != 0 {
		t.Errorf("%d sessions came to life again", sessions)
	}
	if left := beside(t, db); len(left) != 1 || !strings.HasSuffix(left[0], "-wal") || !strings.Contains(left[0], ".replaced-") {
		t.Errorf("left: %v", left)
	}
	if o := shimei(t, filepath.Join(t.TempDir(), "none", "x.db"), "restore", dest); o.code != exitFailed || !strings.Contains(o.err, "there is no folder") {
		t.Errorf("%+v", o)
	}
}

func TestADamagedDatabaseIsReplaced(t *testing.T) {
	db, dest := typical(t), filepath.Join(t.TempDir(), "copy.db")
	done(t, db, "backup", dest)
	for _, spoil := range []func(){func() { damage(t, db) }, func() {
		if err := os.WriteFile(db, []byte(strings.Repeat("nonsense", 1000)), 0o600); err != nil {
			t.Fatal(err)
		}
	}} {
		spoil()
		done(t, db, "restore", dest)
		sound(t, db)
	}
	if left := beside(t, db); len(left) != 2 {
		t.Errorf("left: %v", left)
	}
}

func TestWhatIsNoSoundCopyIsNotRestored(t *testing.T) {
	db, folder := typical(t), t.TempDir()
	person(t, db, "there@vendor.example")
	want := sound(t, db)
	made := func(name string, spoil func(copied string)) string {
		copied := filepath.Join(folder, name)
		done(t, db, "backup", copied)
		spoil(copied)
		return copied
	}
	for src, want := range map[string]string{
		made("damaged", func(c string) { damage(t, c) }): "damaged",
		made("cut", func(c string) {
			if err := os.Truncate(c, sizeOf(t, c)-4096); err != nil {
				t.Error(err)
			}
		}): "malformed",
		made("newer", func(c string) { by(t, c, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, TRUE)") }): "use a newer shimei",
		made("foreign", func(c string) { by(t, c, "DROP TABLE credits") }):                                                      "no copy of a database of Shimei",
		made("other hands", func(c string) { by(t, c, "DELETE FROM credits") }):                                                 "--with-differences restores it as it is",
		write(t, "text", strings.Repeat("text", 1000)):                                                                          "not a database",
		write(t, "empty", ""):           "no copy of a database of Shimei",
		filepath.Join(folder, "absent"): "absent",
		folder:                          "folder",
		db:                              "the database itself",
		"postgres://u:secret@h/d":       "a copy is a file",
	} {
		o := shimei(t, db, "restore", src)
		if o.code != exitFailed || o.out != "" || !strings.Contains(o.err, want) || strings.Contains(o.err, "--db") {
			t.Errorf("%s: %+v", src, o)
		}
		if left := beside(t, db); len(left) != 0 {
			t.Fatalf("%s: left over: %v", src, left)
		}
	}
	if got := sound(t, db); got != want {
		t.Error(got)
	}
	done(t, db, "restore", "--with-differences", filepath.Join(folder, "other hands"))
	if o := shimei(t, db, "verify"); o.code != exitFailed {
		t.Errorf("%+v", o)
	}
}

func sizeOf(t *testing.T, file string) int64 {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func TestADatabaseInUseIsNotReplaced(t *testing.T) {
	db, dest := typical(t), filepath.Join(t.TempDir(), "copy.db")
	done(t, db, "backup", dest)
	for name, using := range map[string]func() (end func()){
		"a portal": func() func() {
			c := servingProcess(t, db)
			return func() { end(t, c, syscall.SIGTERM) }
		},
		"a portal in this process": func() func() {
			_, stop := servedUntil(t, "--db", db, "serve")
			return stop
		},
		"an import": func() func() {
			pipe := filepath.Join(t.TempDir(), "partners.csv")
			if err := syscall.Mkfifo(pipe, 0o600); err != nil {
				t.Fatal(err)
			}
			c := process(t, "--db", db, "import", pipe)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			w, err := os.OpenFile(pipe, os.O_WRONLY, 0) // once the import reads
			if err != nil {
				t.Fatal(err)
			}
			return func() {
				if _, err := io.WriteString(w, people); err != nil {
					t.Error(err)
				}
				if err := errors.Join(w.Close(), c.Wait()); err != nil {
					t.Error(err)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			end := using()
			o := shimei(t, db, "restore", dest)
			if o.code != exitFailed || o.out != "" || !strings.Contains(o.err, "in use") {
				t.Errorf("%+v", o)
			}
			end()
			sound(t, db)
			done(t, db, "restore", dest)
		})
	}
}

func TestACopyOfAnOlderSchemaIsRestored(t *testing.T) {
	db, dest := typical(t), filepath.Join(t.TempDir(), "copy.db")
	for table, key := range map[string]string{"partners": "partner_key", "customers": "tenant_key", "subscriptions": "subscription_key", "sales": "order_key"} {
		by(t, db, "DROP INDEX "+table+"_key; ALTER TABLE "+table+" DROP COLUMN "+key)
	}
	by(t, db, "DROP TABLE staging; DROP TABLE staged_changes; DROP TABLE turns")
	by(t, db, "DROP TABLE import_changes; DROP TABLE import_stays; DROP INDEX imports_undoes")
	for _, table := range []string{"partners", "customers", "subscriptions", "usage", "sales", "associations"} {
		by(t, db, "ALTER TABLE "+table+" DROP COLUMN import_id; ALTER TABLE "+table+" DROP COLUMN line")
	}
	by(t, db, "ALTER TABLE imports DROP COLUMN undoes; ALTER TABLE imports DROP COLUMN first_month; ALTER TABLE imports DROP COLUMN last_month")
	by(t, db, "DROP TABLE months; DROP INDEX associations_begun; ALTER TABLE imports DROP COLUMN removed")
	by(t, db, "DROP VIEW tenures; DROP TABLE histories; DROP INDEX associations_one_open")
	by(t, db, "DROP INDEX associations_once")
	for _, column := range []string{"programmes DROP COLUMN adopted_by", "subscriptions DROP COLUMN start_day", "subscriptions DROP COLUMN end_day",
		"subscriptions DROP COLUMN renewal_day", "sales DROP COLUMN sold_day", "associations DROP COLUMN from_day", "associations DROP COLUMN to_day",
		"associations DROP COLUMN given_at", "associations DROP COLUMN given_day", "associations DROP COLUMN corrected_by",
		"associations DROP COLUMN seen_at", "associations DROP COLUMN seen_day", "associations DROP COLUMN ends_at", "associations DROP COLUMN ends_day"} {
		by(t, db, "ALTER TABLE "+column)
	}
	by(t, db, `CREATE UNIQUE INDEX associations_once ON associations (customer_id, route, partner_id, coalesce(subscription_id, 0), from_at)
		WHERE source <> 'sale';
		CREATE UNIQUE INDEX associations_one_open ON associations (customer_id, route, coalesce(subscription_id, 0)) WHERE exclusive AND to_at IS NULL`)
	by(t, db, `DROP TABLE events; CREATE TABLE events (id INTEGER PRIMARY KEY, at BIGINT, person_id BIGINT, action TEXT, reference TEXT,
		customer_id BIGINT, subscription_id BIGINT, association_id BIGINT, partner_id BIGINT, earlier_partner_id BIGINT);
		CREATE INDEX events_subscription ON events (subscription_id, id); CREATE INDEX events_association ON events (association_id);
		CREATE UNIQUE INDEX events_reference ON events (reference, subscription_id)`)
	by(t, db, "DROP TABLE looks; DROP TABLE messages; DROP TABLE unmailed; DROP TABLE reminded; DROP TABLE told; DROP TABLE levels_told; DROP TABLE elected; DROP TABLE chosen_columns; DROP INDEX associations_ending; DROP INDEX people_customer; DROP INDEX people_partner; DROP INDEX people_vendors")
	for _, column := range []string{"reading", "sorted", "found", "theme", "zone"} {
		by(t, db, "ALTER TABLE people DROP COLUMN "+column)
	}
	by(t, db, "ALTER TABLE people DROP COLUMN chosen; DROP TABLE person_locations; ALTER TABLE people DROP COLUMN erased_at; ALTER TABLE people DROP COLUMN became; ALTER TABLE statements DROP COLUMN closer; ALTER TABLE statements DROP COLUMN closer_salt; DROP TABLE passkeys; DROP TABLE passkey_handles; DROP TABLE passkey_challenges; DROP TABLE identities; DROP TABLE sign_ons; DROP TABLE unsent_forms; DROP TABLE code_apps; DROP TABLE recovery_codes; ALTER TABLE customers DROP COLUMN second_factor; ALTER TABLE partners DROP COLUMN second_factor")
	by(t, db, "DROP TABLE tokens; ALTER TABLE people DROP COLUMN joined_at; DROP TABLE devices; DROP TABLE guesses; DROP INDEX sessions_person; DROP INDEX sessions_sign_on; ALTER TABLE sessions DROP COLUMN sign_on; ALTER TABLE sessions DROP COLUMN changes")
	by(t, db, "DROP TABLE evidence; DROP TABLE profiles; DROP TABLE default_partners; DROP TABLE contacts; DROP TABLE secrets; DROP TABLE requests; DROP TABLE statement_partners; DROP TABLE statement_customers; DROP TABLE tenant_products; DROP TABLE rates; ALTER TABLE usage DROP COLUMN original")
	by(t, db, "DELETE FROM goose_db_version WHERE version_id > 6")
	if out := done(t, db, "backup", dest); !strings.Contains(out, "schema 6") {
		t.Error(out)
	}
	done(t, db, "restore", dest)
	sound(t, db)
}

func TestARestoreUnderAPortalWhoseFileWasMovedAwayIsRefused(t *testing.T) {
	db, dest := typical(t), filepath.Join(t.TempDir(), "copy.db")
	done(t, db, "backup", dest)
	portal := servingProcess(t, db)
	person(t, db, "a@vendor.example") // so that there is a log
	if err := os.Rename(db, db+".away"); err != nil {
		t.Fatal(err)
	}
	if o := shimei(t, db, "restore", dest); o.code != exitFailed || o.out != "" || !strings.Contains(o.err, "moved away") || !strings.Contains(o.err, "in use") {
		t.Errorf("%+v", o)
	}
	if _, err := os.Stat(db); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a database was put there (%v)", err)
	}
	if err := os.Rename(db+".away", db); err != nil {
		t.Fatal(err)
	}
	end(t, portal, syscall.SIGTERM)
	sound(t, db)
}

func TestARestoreLeavesACopyWithItsLogAsItIs(t *testing.T) {
	from, db := typical(t), filepath.Join(t.TempDir(), "x.db")
	portal := servingProcess(t, from)
	person(t, from, "in.the.log@vendor.example")
	end(t, portal, syscall.SIGKILL)
	before := contents(t, from, "", "-wal")
	done(t, db, "restore", from)
	if got := contents(t, from, "", "-wal"); got != before {
		t.Error("the copy was changed")
	}
	if people := done(t, db, "user", "list"); !strings.Contains(people, "in.the.log@") {
		t.Errorf("what was in the log is not restored: %s", people)
	}
	if left := beside(t, db); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
}

// contents returns what files hold whose names begin alike.
func contents(t *testing.T, file string, suffixes ...string) (all string) {
	t.Helper()
	for _, suffix := range suffixes {
		text, err := os.ReadFile(file + suffix)
		if err != nil {
			t.Fatal(err)
		}
		all += string(text)
	}
	return all
}
