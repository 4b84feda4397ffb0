package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"syscall"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver that the URLs are for
)

// cluster is a PostgreSQL server with its data, in a folder of its own.
type cluster struct {
	folder string
	keeper *exec.Cmd
	life   io.WriteCloser // the keeper's standard input: closing it ends the server
	says   io.Reader      // the keeper's standard output
	admin  *sql.DB
	drops  drops
	kind   kind
}

// kind is what a cluster is for. The one that is shared by the tests of a package keeps no log that others could follow.
type kind struct {
	settings string // of the server
	follows  string // folder of the cluster that it is a replica of; "" for one of its own
}

var (
	alone    = kind{settings: "-c wal_level=minimal -c max_wal_senders=0"}
	followed = kind{settings: "-c wal_level=replica -c max_wal_senders=4"}
)

// keep makes the cluster, says "ready" once it takes connections, and waits for the end of its
// standard input, and for the words "stop" and "start" on it. The kernel closes that input when
// the test process ends in whatever way, so that neither a panic nor a kill leaves a server or a folder behind. The server stops
// at once, because its data goes with it.
//
// The locale and the zone are not the plain ones on purpose: a server in the wild sorts by
// a language and has a zone, and a statement that leans on either shows here. What costs time
// and changes no answer is off: the disk is not waited for, no log is kept to be sent, and no
// statement is compiled.
const keep = `
bin=$1 folder=$2 settings=$3 follows=$4 server=
end() { [ -z "$server" ] || kill -QUIT "$server" 2>/dev/null; wait; rm -rf "$folder"; }
trap end EXIT
trap '' PIPE # the tests may be gone before they are told that it is ready
fail() { cat "$folder/log"; exit 1; }

if [ -n "$follows" ]; then
	"$bin/pg_basebackup" -D "$folder/data" -h "$follows" -p 5432 -U postgres -c fast -X stream -R --no-sync </dev/null >"$folder/log" 2>&1 || fail
else
	"$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --locale-provider=icu \
		--icu-locale=en-US --no-sync --no-instructions </dev/null >"$folder/log" 2>&1 || fail
fi
start() {
	"$bin/postgres" -D "$folder/data" -k "$folder" -p 5432 -c listen_addresses= \
		-c max_connections=200 -c timezone=Asia/Tokyo -c fsync=off -c full_page_writes=off -c max_wal_size=128MB \
		-c jit=off $settings \
		</dev/null >>"$folder/log" 2>&1 &
	server=$! tries=12000
	until "$bin/pg_isready" -q -h "$folder" -p 5432; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] && kill -0 "$server" 2>/dev/null || fail
		sleep 0.05
	done
	echo ready
}
start
while read -r word; do
	case $word in
	stop) kill -INT "$server"; wait "$server" || fail; server=; echo stopped ;;
	start) start ;;
	esac
done
`

// start makes the cluster that is shared.
func start() (*cluster, error) { return startAs(alone) }

// startAs makes a cluster and waits until it answers.
func startAs(k kind) (*cluster, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	// Not the usual temporary folder: the path of a socket may not pass about 100 bytes,
	// and the user that the server runs as must be able to reach it.
	folder, err := os.MkdirTemp(roomiest(), "shimei-postgres-")
	if err != nil {
		return nil, err
	}
	c := &cluster{folder: folder, kind: k, drops: drops{places: make(chan struct{}, atOnce)}}
	if err := c.start(bin); err != nil {
		return nil, errors.Join(fmt.Errorf("starting PostgreSQL: %w", err), os.RemoveAll(folder))
	}
	return c, nil
}

// roomiest is memory where there is plenty of it, and else the disk: to make and drop the 300 files of a
// database takes half of the time in memory.
func roomiest() string {
	const memory, plenty = "/dev/shm", 4 << 30
	var free syscall.Statfs_t
	if err := syscall.Statfs(memory, &free); err == nil && uint64(free.Bavail)*uint64(free.Bsize) >= plenty {
		return memory
	}
	return "/tmp"
}

func (c *cluster) start(bin string) error {
	// A session of its own, so that an interrupt at the terminal reaches the tests only.
	attributes := &syscall.SysProcAttr{Setsid: true}
	if os.Geteuid() == 0 { // PostgreSQL refuses to run as root
		user, err := unprivileged()
		if err != nil {
			return err
		}
		if err := os.Chown(c.folder, int(user.Uid), int(user.Gid)); err != nil {
			return err
		}
		attributes.Credential = user
	}
	c.keeper = exec.Command("/bin/sh", "-c", keep, "keep", bin, c.folder, c.kind.settings, c.kind.follows)
	c.keeper.SysProcAttr = attributes
	c.keeper.Dir = c.folder
	c.keeper.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"} // none of the PG… variables
	var err error
	if c.life, err = c.keeper.StdinPipe(); err != nil {
		return err
	}
	if c.says, err = c.keeper.StdoutPipe(); err != nil {
		return err
	}
	if err := c.keeper.Start(); err != nil {
		return err
	}
	if err := c.await("ready\n"); err != nil {
		return errors.Join(err, c.life.Close(), c.keeper.Wait())
	}
	if c.admin, err = sql.Open("pgx", c.url("postgres")); err != nil {
		return errors.Join(err, c.life.Close(), c.keeper.Wait())
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := c.admin.PingContext(ctx); err != nil {
		return errors.Join(err, c.stop())
	}
	return nil
}

// await waits for the keeper's word that the server answers, or has ended, or for its reasons.
func (c *cluster) await(want string) error {
	word := make([]byte, len(want))
	if n, err := io.ReadFull(c.says, word); err != nil || string(word) != want {
		rest, _ := io.ReadAll(c.says)
		return fmt.Errorf("it says: %s%s", word[:n], rest)
	}
	return nil
}

// stop ends the server and waits until it and its folder are gone.
func (c *cluster) stop() error {
	return errors.Join(c.admin.Close(), c.life.Close(), c.keeper.Wait())
}

// url returns the URL of one of the cluster's databases, over its socket. It names what an
// environment variable could set otherwise.
func (c *cluster) url(database string) string {
	query := url.Values{"host": {c.folder}, "port": {"5432"}, "sslmode": {"disable"}}
	return "postgres://postgres@/" + database + "?" + query.Encode()
}
