package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestADatabaseIsForItsOwnerAlone(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	served(t, "--db", db, "serve")
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if info, err := os.Stat(db + suffix); err != nil || info.Mode() != 0o600 {
			t.Errorf("%s: %v %v", suffix, info, err)
		}
	}
}

func TestWhatIsInTheWayOfADatabaseIsNamed(t *testing.T) {
	folder := t.TempDir()
	for db, want := range map[string]string{
		filepath.Join(folder, "none", "x.db"):        "there is no folder " + filepath.Join(folder, "none"),
		filepath.Join(write(t, "file", "x"), "x.db"): "file",
		folder: "is a folder",
		"postgres://shimei:secret@/none?host=" + folder:             "none",
		"postgres://shimei@/none?password=secret&host=" + folder:    "none",
		"postgres://shimei@/none?password=secret&port=x&host=/none": "port",
	} {
		o := shimei(t, db, "import", write(t, "partners.csv", people))
		if o.code != exitFailed || !strings.Contains(o.err, want) || strings.Contains(o.err, "(14)") || strings.Contains(o.err, "secret") {
			t.Errorf("%s: %+v", db, o)
		}
	}
}

// kept makes a folder with a database that others may read.
func kept(t *testing.T) (db string) {
	t.Helper()
	db = filepath.Join(openFolder(t), "x.db")
	done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
	allow(t, db, 0o644)
	return db
}

// allow sets the mode of a database's files.
func allow(t *testing.T, db string, mode os.FileMode) {
	t.Helper()
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Chmod(db+suffix, mode); err != nil && !(suffix != "" && errors.Is(err, fs.ErrNotExist)) {
			t.Fatal(err)
		}
	}
}

// locked makes a database and its folder such that nobody but root may write them.
func locked(t *testing.T, db string) {
	t.Helper()
	allow(t, db, 0o444)
	if err := os.Chmod(filepath.Dir(db), 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(filepath.Dir(db), 0o755) })
}

func TestADatabaseWhereNothingCanBeWrittenIsRead(t *testing.T) {
	db := kept(t)
	want := done(t, db, "progress")
	locked(t, db)
	if o := outcomeOf(t, bystander(t, "--db", db, "verify")); o.code != exitDone || o.out != "0 differences\n" {
		t.Errorf("%+v", o)
	}
	if o := outcomeOf(t, bystander(t, "--db", db, "progress")); o.code != exitDone || o.out != want {
		t.Errorf("%+v", o)
	}
	if o := outcomeOf(t, bystander(t, "--db", db, "recompute")); o.code != exitFailed || !strings.Contains(o.err, "must be able to write the database and its folder") || !strings.Contains(o.err, db) {
		t.Errorf("%+v", o)
	}
	if files, err := filepath.Glob(db + "*"); err != nil || len(files) != 1 {
		t.Errorf("%v %v", files, err)
	}
}

// nobodyAdded is what user list says of an account that is in the log only.
const nobodyAdded = "late@vendor.example"

// logged returns a database with an account that its log alone holds, for a portal has it open.
func logged(t *testing.T) (db string) {
	t.Helper()
	db = kept(t)
	served(t, "--db", db, "serve")
	done(t, db, "user", "add", nobodyAdded, "--name", "Late", "--role", "admin", "--generate")
	if whole, err := os.ReadFile(db); err != nil || strings.Contains(string(whole), nobodyAdded) {
		t.Fatalf("the account is not in the log alone: %v", err)
	}
	return db
}

func TestAnotherUserReadsTheDatabaseOfALivePortal(t *testing.T) {
	db := logged(t)
	if o := outcomeOf(t, bystander(t, "--db", db, "user", "list")); o.code != exitDone || !strings.Contains(o.out, nobodyAdded) {
		t.Errorf("%+v", o)
	}
}

func TestALogThatIsThereIsReadOrSaidToBeUnreadable(t *testing.T) {
	live := logged(t)
	db := filepath.Join(openFolder(t), "x.db")
	for _, suffix := range []string{"", "-wal", "-shm"} {
		duplicate(t, live+suffix, db+suffix, 0o444)
	}
	locked(t, db)
	if o := outcomeOf(t, bystander(t, "--db", db, "user", "list")); o.code != exitDone || !strings.Contains(o.out, nobodyAdded) {
		t.Errorf("%+v", o)
	}
	if err := errors.Join(os.Chmod(filepath.Dir(db), 0o755), os.Remove(db+"-shm"), os.Chmod(filepath.Dir(db), 0o555)); err != nil {
		t.Fatal(err)
	}
	if o := outcomeOf(t, bystander(t, "--db", db, "user", "list")); o.code != exitFailed || o.out != "" || !strings.Contains(o.err, "copy both") {
		t.Errorf("%+v", o)
	}
}
