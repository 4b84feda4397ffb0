package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// cluster is a PostgreSQL server with its settings as they come, so that what it has
// acknowledged is on disk, and with its data in a folder of its own.
type cluster struct {
	bin, folder string
	keeper      *exec.Cmd
	life        io.Closer // the keeper's standard input: closing it ends the server
	months      int       // of usage that its database has
}

// keep makes the cluster, says "ready" once it takes connections, and waits for the end of
// its standard input. The kernel closes that when the bench ends in whatever way, so that
// nothing is left behind.
const keep = `
bin=$1 folder=$2 server=
end() { [ -z "$server" ] || kill -QUIT "$server" 2>/dev/null; wait; rm -rf "$folder"; }
trap end EXIT
trap '' PIPE
fail() { cat "$folder/log"; exit 1; }

"$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-instructions </dev/null >"$folder/log" 2>&1 || fail
"$bin/postgres" -D "$folder/data" -k "$folder" -p 5432 -c listen_addresses= </dev/null >>"$folder/log" 2>&1 &
server=$! tries=600
until "$bin/pg_isready" -q -h "$folder" -p 5432; do
	tries=$((tries - 1))
	[ $tries -gt 0 ] && kill -0 "$server" 2>/dev/null || fail
	sleep 0.1
done
echo ready
cat >/dev/null
`

// startCluster makes a cluster below a folder, which is /var/tmp unless told: the server's
// user has to reach it where the bench runs as root, and a socket's path has to be short.
func startCluster(ctx context.Context, within string) (*cluster, error) {
	bin, err := postgresPrograms()
	if err != nil {
		return nil, err
	}
	if within == "" {
		within = "/var/tmp"
	}
	c := &cluster{bin: bin}
	if c.folder, err = os.MkdirTemp(within, "shimei-bench-pg-"); err != nil {
		return nil, err
	}
	if err := c.start(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("starting PostgreSQL: %w", err), os.RemoveAll(c.folder))
	}
	return c, nil
}

func (c *cluster) start(ctx context.Context) error {
	// A session of its own: an interrupt at the terminal reaches the bench, which ends it.
	attributes := &syscall.SysProcAttr{Setsid: true}
	if os.Geteuid() == 0 { // PostgreSQL refuses to run as root
		user, err := serverUser()
		if err != nil {
			return err
		}
		if err := os.Chown(c.folder, int(user.Uid), int(user.Gid)); err != nil {
			return err
		}
		attributes.Credential = user
	}
	c.keeper = exec.CommandContext(ctx, "/bin/sh", "-c", keep, "keep", c.bin, c.folder)
	c.keeper.SysProcAttr, c.keeper.Dir = attributes, c.folder
	c.keeper.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
	var err error
	if c.life, err = c.keeper.StdinPipe(); err != nil {
		return err
	}
	c.keeper.Cancel = c.life.Close // which ends the server too
	says, err := c.keeper.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.keeper.Start(); err != nil {
		return err
	}
	word := make([]byte, len("ready\n"))
	if n, err := io.ReadFull(says, word); err != nil || string(word) != "ready\n" {
		rest, _ := io.ReadAll(says)
		return errors.Join(fmt.Errorf("it says: %s%s", word[:n], rest), c.life.Close(), c.keeper.Wait())
	}
	return nil
}

// stop ends the server and waits until it and its folder are gone.
func (c *cluster) stop() error {
	err := c.life.Close()
	if errors.Is(err, os.ErrClosed) {
		err = nil
	}
	var ended *exec.ExitError
	if wait := c.keeper.Wait(); !errors.As(wait, &ended) { // what it ended with no longer matters
		err = errors.Join(err, wait)
	}
	return errors.Join(err, os.RemoveAll(c.folder)) // where the keeper's user may not
}

// url returns the URL of one of the cluster's databases, over its socket.
func (c *cluster) url(database string) string {
	query := url.Values{"host": {c.folder}, "port": {"5432"}, "sslmode": {"disable"}}
	return "postgres://postgres@/" + database + "?" + query.Encode()
}

// serverUser returns the user that the server runs as where the bench runs as root.
func serverUser() (*syscall.Credential, error) {
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, errors.New("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as")
		}
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(err1, err2)
}

// postgresPrograms returns the folder that holds the server's programs and psql.
func postgresPrograms() (string, error) {
	folders := []string{"/usr/lib/postgresql/15/bin"}
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		folders = append(folders, strings.TrimSpace(string(out)))
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		folders = append(folders, filepath.Dir(path))
	}
	for _, folder := range folders {
		_, server := exec.LookPath(filepath.Join(folder, "postgres"))
		_, client := exec.LookPath(filepath.Join(folder, "psql"))
		if server == nil && client == nil {
			return folder, nil
		}
	}
	return "", errors.New("PostgreSQL 15 and its psql are not installed: run `make deps`, or leave it out with --postgres=false")
}
