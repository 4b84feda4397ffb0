package main

import (
	"net/http"

	"shimei/views"
)

// readers is how many people look at pages at once.
const readers = 8

// visits are looks at pages, each by the person of a partner account of chance.
type visits struct {
	clients *load
	bench   *bench
	ids     []string // of all accounts
}

func (b *bench) visits(clients int) *visits {
	v := &visits{clients: newLoad(clients), bench: b}
	for k := range int32(b.world.partners) {
		if b.world.isAccount(k) {
			v.ids = append(v.ids, partnerID(k))
		}
	}
	return v
}

// page asks a server for a page as the kth visitor.
func (v *visits) page(x *server, path string, k int) (*http.Request, error) {
	d := diceOf(ofOrder, k)
	return requestOf(x, v.ids[d.between(0, len(v.ids)-1)], path)
}

// requestOf asks a server for a page that a partner's person sees.
func requestOf(x *server, partner, path string) (*http.Request, error) {
	r, err := http.NewRequest(http.MethodGet, x.url+path, nil)
	if err == nil {
		as(partner, r)
	}
	return r, err
}

// overviews makes so many visits, from the nth on.
func (v *visits) overviews(x *site, from, n int) (*answers, error) {
	return v.clients.ask(v.bench.ctx, n, func(k int) (*http.Request, error) { return v.page(x.server, views.OverviewPath, from+k) }, isPage)
}
