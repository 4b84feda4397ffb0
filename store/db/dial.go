package db

import (
	"context"
	"database/sql"
	"errors"
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// unheard is for how long the machine of a server may be silent before it is away. A server that works for long is not
// silent: its machine goes on to say that it has what was sent. The system alone waits for a quarter of an hour.
const unheard = 10 * time.Second

// open opens a pool.
func (e engine) open(name string) (*sql.DB, error) {
	if !e.served() {
		return sql.Open(e.driver, name)
	}
	config, err := pgx.ParseConfig(name)
	if err != nil {
		return nil, err
	}
	config.DialFunc = listening(config.DialFunc)
	return stdlib.OpenDB(*config), nil
}

// listening dials as dial does, and gives a connection up whose other end has gone silent, as a machine does that has lost
// its power or its network.
func listening(dial pgconn.DialFunc) pgconn.DialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		tcp, is := conn.(*net.TCPConn)
		if err != nil || !is {
			return conn, err
		}
		if err := giveUp(tcp); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
		return conn, nil
	}
}

// giveUp has a connection end when its other end has gone silent, whether it is being asked something or waited for.
func giveUp(tcp *net.TCPConn) error {
	const probes = 2
	err := tcp.SetKeepAliveConfig(net.KeepAliveConfig{Enable: true, Idle: unheard / probes, Interval: unheard / probes, Count: probes})
	return errors.Join(err, giveUpSending(tcp))
}
