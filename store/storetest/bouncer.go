package storetest

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// bounce keeps a pgbouncer until the end of its standard input, as keep does a server.
const bounce = `
bouncer=$1 folder=$2
trap '' PIPE
"$bouncer" -q "$folder/pgbouncer.ini" </dev/null >"$folder/log" 2>&1 &
pid=$!
trap 'kill -TERM "$pid" 2>/dev/null; wait "$pid"; rm -rf "$folder"' EXIT
read -r word
`

// bounced are the settings of a pgbouncer before a server: each transaction gets whichever of a few connections is free.
// It listens at a socket in its folder alone. No log is kept beside what it says, and anybody is let in.
const bounced = `[databases]
* = host=%s port=5432 user=postgres
[pgbouncer]
listen_addr =
listen_port = 6432
unix_socket_dir = %s
auth_type = any
pool_mode = transaction
default_pool_size = %d
max_client_conn = 200
`

// Bounced returns the URL by which a database of a server is reached through a pgbouncer of its own, which has so many
// connections to the server and gives one to each transaction. It ends with the test.
func Bounced(t testing.TB, dsn string, connections int) string {
	t.Helper()
	program, err := bouncer()
	if err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	folder, err := os.MkdirTemp("/tmp", "shimei-pgbouncer-")
	if err != nil {
		t.Fatal(err)
	}
	settings := fmt.Sprintf(bounced, at.Query().Get("host"), folder, connections)
	if err := os.WriteFile(filepath.Join(folder, "pgbouncer.ini"), []byte(settings), 0o644); err != nil {
		t.Fatal(err)
	}
	attributes := &syscall.SysProcAttr{Setsid: true}
	if os.Geteuid() == 0 { // it refuses to run as root
		user, err := unprivileged()
		if err == nil {
			err = os.Chown(folder, int(user.Uid), int(user.Gid))
		}
		if err != nil {
			t.Fatal(err)
		}
		attributes.Credential = user
	}
	query := at.Query()
	query.Set("host", folder)
	query.Set("port", "6432")
	at.RawQuery = query.Encode()
	keepBouncer(t, program, folder, attributes, at.String())
	return at.String()
}

// keepBouncer starts it, and waits until it answers.
func keepBouncer(t testing.TB, program, folder string, attributes *syscall.SysProcAttr, dsn string) {
	t.Helper()
	keeper := exec.Command("/bin/sh", "-c", bounce, "bounce", program, folder)
	keeper.SysProcAttr, keeper.Dir, keeper.Env = attributes, folder, []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
	life, err := keeper.StdinPipe()
	if err == nil {
		err = keeper.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { endBouncer(t, keeper, life) })
	db, err := sql.Open("pgx", dsn+"&default_query_exec_mode=simple_protocol")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for begun := time.Now(); ; time.Sleep(5 * time.Millisecond) {
		err := db.Ping()
		if err == nil {
			return
		}
		if time.Since(begun) > patience {
			said, _ := os.ReadFile(filepath.Join(folder, "log"))
			t.Fatalf("pgbouncer does not answer: %v\n%s", err, said)
		}
	}
}

func endBouncer(t testing.TB, keeper *exec.Cmd, life io.Closer) {
	err := life.Close()
	var exit *exec.ExitError
	if ended := keeper.Wait(); !errors.As(ended, &exit) { // its last word is that its input has ended
		err = errors.Join(err, ended)
	}
	if err != nil {
		t.Errorf("ending pgbouncer: %v", err)
	}
}

// bouncer returns the program.
func bouncer() (string, error) {
	for _, name := range []string{"pgbouncer", "/usr/sbin/pgbouncer"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("pgbouncer is not installed: run `make deps`, or apt-get install -y --no-install-recommends pgbouncer")
}
