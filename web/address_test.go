package web

import (
	"net"
	"net/http"
	"testing"
)

func TestOnlyATrustedProxySaysWhereARequestComesFrom(t *testing.T) {
	_, proxies, err := net.ParseCIDR("10.0.0.0/8")
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct {
		trusted    []*net.IPNet
		peer, says string
		want       string
	}{
		"no proxy is trusted":        {nil, "10.0.0.1:1234", "192.0.2.7", "10.0.0.1"},
		"the proxy is trusted":       {[]*net.IPNet{proxies}, "10.0.0.1:1234", "192.0.2.7", "192.0.2.7"},
		"somebody else says it":      {[]*net.IPNet{proxies}, "192.0.2.9:1234", "192.0.2.7", "192.0.2.9"},
		"loopback is nobody special": {[]*net.IPNet{proxies}, "127.0.0.1:1234", "192.0.2.7", "127.0.0.1"},
		"the last untrusted counts":  {[]*net.IPNet{proxies}, "10.0.0.1:1234", "198.51.100.1, 192.0.2.7, 10.0.0.2", "192.0.2.7"},
	} {
		t.Run(name, func(t *testing.T) {
			r := &http.Request{RemoteAddr: x.peer, Header: http.Header{"X-Forwarded-For": {x.says}}}
			if got := clientAddress(x.trusted)(r); got != x.want {
				t.Errorf("%s, want %s", got, x.want)
			}
		})
	}
}
