package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// drop puts a file into a folder as careful senders do, under another name first.
func drop(t *testing.T, folder, name, text string) {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := errors.Join(os.WriteFile(path+".part", []byte(text), 0o600), os.Rename(path+".part", path)); err != nil {
		t.Fatal(err)
	}
}

// moved waits until a file has come to done or refused, and returns its path there.
func moved(t *testing.T, folder, to, name string) (path string) {
	t.Helper()
	eventually(t, func() bool {
		found, err := filepath.Glob(filepath.Join(folder, to, "*-import-*-"+name))
		if err != nil {
			t.Fatal(err)
		}
		if len(found) > 0 {
			path = found[0]
		}
		return path != ""
	})
	return path
}

// reported is the report that lies beside a file.
func reported(t *testing.T, path string) (o importObject) {
	t.Helper()
	text, err := os.ReadFile(path + ".json")
	if err == nil {
		err = json.Unmarshal(text, &o)
	}
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// watched is shimei watch in a process of its own, once it watches.
func watched(t *testing.T, db, folder string) (c *exec.Cmd, errs *said) {
	t.Helper()
	c, errs = process(t, "--db", db, "watch", folder, "--settle", "100ms"), &said{}
	c.Stderr = errs
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "Shimei watches "+folder+"\n" {
		t.Fatalf("%q %v\n%s", line, err, errs)
	}
	return c, errs
}

func TestAWatcherThatIsOlderThanTheDatabaseEndsAndLeavesTheFile(t *testing.T) {
	db, folder := filepath.Join(t.TempDir(), "x.db"), t.TempDir()
	c, errs := watched(t, db, folder)
	by(t, db, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, TRUE)")
	drop(t, folder, "partners.csv", people)
	if exit := (*exec.ExitError)(nil); !errors.As(c.Wait(), &exit) || exit.ExitCode() != exitFailed || !strings.Contains(errs.String(), "shimei: the database is of schema 9999") {
		t.Errorf("it says\n%s", errs)
	}
	if _, err := os.Stat(filepath.Join(folder, "partners.csv")); err != nil {
		t.Error(err)
	}
}

func TestAWatchedFolderIsEmptiedUntilASignal(t *testing.T) {
	db, folder := filepath.Join(t.TempDir(), "x.db"), t.TempDir()
	customers := "tenant_id,name\nT,Tenant T\n"
	done(t, db, "import", write(t, "customers.csv", customers)) // as by a process that died before it moved the file
	c, errs := watched(t, db, folder)
	if err := os.WriteFile(filepath.Join(folder, ".half.csv"), []byte("partner_id,na"), 0o600); err != nil {
		t.Fatal(err)
	}
	drop(t, folder, "partners.csv", people)
	drop(t, folder, "customers.csv", customers)
	drop(t, folder, "sales.csv", "order_id,subscription_id,partner_id,date,seats\nO,absent,A,2016-04-01,1\n")
	if o := reported(t, moved(t, folder, "done", "partners.csv")); o.File != "partners.csv" || o.State != "stored" || o.Added != 1 {
		t.Errorf("%+v", o)
	}
	if o := reported(t, moved(t, folder, "done", "customers.csv")); o.Unchanged != 1 || o.Added != 0 {
		t.Errorf("%+v", o)
	}
	refused := moved(t, folder, "refused", "sales.csv")
	if o := reported(t, refused); o.State != "refused" || len(o.Errors) != 1 || o.Errors[0].Column != "subscription_id" {
		t.Errorf("%+v", o)
	}
	if text, err := os.ReadFile(refused + ".txt"); err != nil || !strings.HasPrefix(string(text), "sales.csv:2: subscription_id: no subscription has the id") {
		t.Errorf("%s %v", text, err)
	}
	other := filepath.Join(t.TempDir(), "other.db")
	if o := shimei(t, other, "watch", folder); o.code != exitFailed || !strings.Contains(o.err, "watched already, by process ") {
		t.Errorf("%+v", o)
	}
	if _, err := os.Stat(other); !errors.Is(err, os.ErrNotExist) {
		t.Error("a database is made for a folder that is not watched", err)
	}
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		t.Errorf("%v\n%s", err, errs)
	}
	if _, err := os.Stat(filepath.Join(folder, ".half.csv")); err != nil {
		t.Error("a half file was taken:", err)
	}
	if out := done(t, db, "imports", "list", "--format", "csv"); strings.Count(out, ",watch "+folder+",") != 3 {
		t.Error(out)
	}
}

func TestAPortalTakesInFilesAsTheyCome(t *testing.T) {
	db, folder := filepath.Join(t.TempDir(), "x.db"), filepath.Join(t.TempDir(), "not yet")
	s := serving(t, db, "--watch", folder, "--watch-settle", "100ms", "--watch-encoding", "shift_jis")
	eventually(t, func() bool { return strings.Contains(s.errs.String(), "there is no folder") }) // which does not end the portal
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	drop(t, folder, "partners.csv", "partner_id,name\nA,\x8e\x77\x96\xbc\n")
	moved(t, folder, "done", "partners.csv")
	if said := s.stops(); !strings.Contains(said, `msg=stored`) || !strings.Contains(said, "file=partners.csv import=1 kind=partners rows=1 added=1") {
		t.Error(said)
	}
}

func TestAFolderIsWatchedOnlyAsItCanBe(t *testing.T) {
	folder := t.TempDir()
	file := write(t, "x.csv", people)
	for _, x := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"watch"}, exitMisuse, "<folder>"},
		{[]string{"watch", folder, "--settle", "1ms"}, exitMisuse, "half a file"},
		{[]string{"watch", folder, "--dates", "dym"}, exitMisuse, "dmy"},
		{[]string{"watch", folder, "--set", "a=b"}, exitMisuse, "--map"},
		{[]string{"watch", file}, exitFailed, file},
		{[]string{"watch", filepath.Join(folder, "absent")}, exitFailed, "there is no folder"},
		{[]string{"serve", "--addr", "127.0.0.1:0", "--watch", folder, "--watch-settle", "1ms"}, exitMisuse, "half a file"},
		{[]string{"serve", "--addr", "127.0.0.1:0", "--demo", "--watch", folder}, exitMisuse, "--watch"},
	} {
		if o := shimeiWith(t, "", x.args...); o.code != x.code || !strings.Contains(o.err, x.want) {
			t.Errorf("%v: %+v", x.args, o)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
		t.Error(left, err)
	}
}

func TestWatchIsStoppedBeforeItBegan(t *testing.T) {
	code := run(ended(), []string{"--db", filepath.Join(t.TempDir(), "x.db"), "watch", t.TempDir()}, strings.NewReader(""), io.Discard, io.Discard)
	if code != exitDone {
		t.Errorf("exit %d", code)
	}
}
