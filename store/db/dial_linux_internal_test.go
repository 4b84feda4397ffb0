package db

import (
	"net"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"golang.org/x/sys/unix"

	"shimei/store/storetest"
)

// dials is how the pool of a database dials.
func (d *DB) dials(t *testing.T) (dial pgconn.DialFunc) {
	t.Helper()
	conn, err := d.write.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.Raw(func(c any) error {
		dial = c.(*stdlib.Conn).Conn().Config().DialFunc
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return dial
}

func TestAServerWhoseMachineIsSilentIsNotWaitedForForLong(t *testing.T) {
	d, _ := opened(t, storetest.Postgres(t))
	machine, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer machine.Close()
	conn, err := d.dials(t)(t.Context(), "tcp", machine.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	raw, err := conn.(*net.TCPConn).SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	for option, want := range map[int]int{unix.TCP_USER_TIMEOUT: 10_000, unix.TCP_KEEPIDLE: 5, unix.TCP_KEEPINTVL: 5, unix.TCP_KEEPCNT: 2} {
		if err := raw.Control(func(fd uintptr) {
			if got, err := unix.GetsockoptInt(int(fd), unix.IPPROTO_TCP, option); err != nil || got != want {
				t.Errorf("option %d is %d, want %d: %v", option, got, want, err)
			}
		}); err != nil {
			t.Error(err)
		}
	}
}
