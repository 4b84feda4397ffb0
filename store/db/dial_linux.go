package db

import (
	"errors"
	"net"

	"golang.org/x/sys/unix"
)

// giveUpSending bounds how long what was sent may stay unconfirmed.
func giveUpSending(tcp *net.TCPConn) error {
	raw, err := tcp.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	err = raw.Control(func(fd uintptr) {
		failed = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, int(unheard.Milliseconds()))
	})
	return errors.Join(err, failed)
}
