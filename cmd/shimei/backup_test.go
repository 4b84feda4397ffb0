package main

import (
	"bufio"
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

func TestPostgreSQLHasItsOwnTools(t *testing.T) {
	db := storetest.Postgres(t)
	for command, want := range map[string]string{"backup": "pg_dump", "restore": "pg_restore"} {
		if o := shimei(t, db, command, "copy"); o.code != exitMisuse || o.out != "" || !strings.Contains(o.err, want) {
			t.Errorf("%+v", o)
		}
	}
}
