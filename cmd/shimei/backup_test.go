package main

import (
	"bufio"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"shimei/store/storetest"
)

// typical makes a database of a worked case.
func typical(t *testing.T) (db string) {
	t.Helper()
	db = filepath.Join(t.TempDir(), "x.db")
	done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
	return db
}

// serving is a portal in a process of its own, which is ready.
func serving(t *testing.T, db string) *exec.Cmd {
	t.Helper()
	c := process(t, "--db", db, "serve", "--addr", "127.0.0.1:0")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if !bufio.NewScanner(out).Scan() {
		t.Fatal("serve printed no address")
	}
	go io.Copy(io.Discard, out)
	return c
}

// end ends a process as its user does, and returns its error.
func end(t *testing.T, c *exec.Cmd, how syscall.Signal) {
	t.Helper()
	if err := c.Process.Signal(how); err != nil {
		t.Error(err)
	}
	if err := c.Wait(); (err != nil) != (how == syscall.SIGKILL) {
		t.Error(err)
	}
}

// sound checks that verify finds nothing in a database, and returns its accounts.
func sound(t *testing.T, db string) (accounts string) {
	t.Helper()
	if out := done(t, db, "verify"); out != "0 differences\n" {
		t.Errorf("%s: %s", db, out)
	}
	return done(t, db, "user", "list", "--format", "csv")
}

// person makes an account, by which databases are told apart.
func person(t *testing.T, db, email string) {
	t.Helper()
	done(t, db, "user", "add", email, "--name", "P", "--role", "admin", "--generate")
}

// beside returns the names of what lies in the folder of a file, but for the file.
func beside(t *testing.T, file string) (names []string) {
	t.Helper()
	all, err := os.ReadDir(filepath.Dir(file))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range all {
		if entry.Name() != filepath.Base(file) {
			names = append(names, entry.Name())
		}
	}
	return names
}

func TestABackupOfALiveDatabaseIsOfOneState(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	files := factFiles(t, "../../store/testdata/scenarios/more-complex")
	portal := serving(t, db)
	imports := make(chan error, 1)
	go func() {
		for range 5 {
			if err := process(t, append([]string{"--db", db, "import"}, files...)...).Run(); err != nil {
				imports <- err
				return
			}
		}
		imports <- nil
	}()
	folder := t.TempDir()
	for k, under := 0, true; under; k++ {
		select {
		case err := <-imports:
			if under = false; err != nil {
				t.Error(err)
			}
		default:
		}
		copied := filepath.Join(folder, string(rune('a'+k))+".db")
		if out := done(t, db, "backup", copied); !strings.HasPrefix(out, copied+": ") || !strings.HasSuffix(out, ", checked\n") {
			t.Error(out)
		}
		if info, err := os.Stat(copied); err != nil || info.Mode() != 0o600 || len(beside(t, copied)) != k {
			t.Errorf("%v %v %v", info, err, beside(t, copied))
		}
		sound(t, copied)
	}
	end(t, portal, syscall.SIGTERM)
}

func TestABackupReplacesNothingUnlessItIsTold(t *testing.T) {
	db := typical(t)
	folder := t.TempDir()
	there, log := filepath.Join(folder, "there.db"), filepath.Join(folder, "live.db")
	for _, file := range []string{there, log, log + "-wal"} {
		if err := os.WriteFile(file, []byte("kept"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for dest, want := range map[string]string{there: "--force", folder: "is a folder", filepath.Join(folder, "none", "x"): "none",
		db: "the database itself", log: "a database in use"} {
		if o := shimei(t, db, "backup", dest); o.code != exitFailed || o.out != "" || !strings.Contains(o.err, want) {
			t.Errorf("%s: %+v", dest, o)
		}
	}
	for _, dest := range []string{db, log, folder} {
		if o := shimei(t, db, "backup", "--force", dest); o.code != exitFailed || o.out != "" {
			t.Errorf("%s: %+v", dest, o)
		}
	}
	if text, err := os.ReadFile(there); err != nil || string(text) != "kept" || len(beside(t, there)) != 2 {
		t.Errorf("%q %v %v", text, err, beside(t, there))
	}
	done(t, db, "backup", "--force", there)
	sound(t, there)
	sound(t, db)
}

func TestABackupThatIsCutOffIsNotTakenForOne(t *testing.T) {
	db, dest := typical(t), filepath.Join(t.TempDir(), "copy.db")
	var out, errs strings.Builder
	if code := run(ended(), []string{"--db", db, "backup", dest}, strings.NewReader(""), &out, &errs); code != exitFailed || out.String() != "" {
		t.Errorf("exit %d: %s", code, out.String())
	}
	if left := beside(t, dest); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
	for range 10 {
		c := process(t, "--db", db, "backup", dest)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		eventually(t, func() bool { begun, _ := filepath.Glob(dest + "*"); return len(begun) > 0 })
		c.Process.Kill()
		c.Wait()
		if _, err := os.Stat(dest); err == nil {
			sound(t, dest)
		} else if !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
		for _, name := range beside(t, filepath.Join(filepath.Dir(dest), "none")) {
			if name != "copy.db" && !strings.HasPrefix(name, "copy.db.partial-") {
				t.Errorf("left over: %s", name)
			}
			if err := os.Remove(filepath.Join(filepath.Dir(dest), name)); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestADamagedDatabaseIsNotBackedUp(t *testing.T) {
	db, dest := typical(t), filepath.Join(t.TempDir(), "copy.db")
	damage(t, db)
	if o := shimei(t, db, "backup", dest); o.code != exitFailed || o.out != "" || !strings.Contains(o.err, "malformed") && !strings.Contains(o.err, "damaged") {
		t.Errorf("%+v", o)
	}
	if _, err := os.Stat(dest); !errors.Is(err, fs.ErrNotExist) || len(beside(t, dest)) != 0 {
		t.Errorf("%v %v", err, beside(t, dest))
	}
}

// damage writes nonsense over the pages of a database, but for the first.
func damage(t *testing.T, db string) {
	t.Helper()
	text, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	for k := 4096; k+64 <= len(text); k += 4096 {
		copy(text[k:], strings.Repeat("nonsense", 8))
	}
	if err := os.WriteFile(db, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestARestoreLeavesNothingOfTheDatabaseBefore(t *testing.T) {
	db, dest := typical(t), filepath.Join(t.TempDir(), "copy.db")
	person(t, db, "before@vendor.example")
	want := sound(t, db)
	done(t, db, "backup", dest)

	portal := serving(t, db) // which is killed, so that its log stays
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
	by(t, dest, "INSERT INTO sessions (id, person_id, flash, expires_at) VALUES ('s', 1, '', 9999999999999)")
	db := filepath.Join(t.TempDir(), "x.db")
	if err := os.WriteFile(db+"-wal", []byte("a log that is left over"), 0o600); err != nil {
		t.Fatal(err)
	}
	done(t, db, "restore", dest)
	if got := sound(t, db); got != sound(t, dest) {
		t.Error(got)
	}
	var sessions int
	connected(t, db, func(c *sql.DB) error { return c.QueryRow("SELECT count(*) FROM sessions").Scan(&sessions) })
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
			c := serving(t, db)
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
	by(t, db, "ALTER TABLE programmes DROP COLUMN adopted_by")
	by(t, db, "DELETE FROM goose_db_version WHERE version_id > 6")
	if out := done(t, db, "backup", dest); !strings.Contains(out, "schema 6") {
		t.Error(out)
	}
	done(t, db, "restore", dest)
	sound(t, db)
}

func TestPostgreSQLHasItsOwnTools(t *testing.T) {
	db := storetest.Postgres(t)
	for command, want := range map[string]string{"backup": "pg_dump", "restore": "pg_restore"} {
		if o := shimei(t, db, command, "copy"); o.code != exitMisuse || o.out != "" || !strings.Contains(o.err, want) {
			t.Errorf("%+v", o)
		}
	}
}
