package store_test

import (
	"slices"
	"sync"
	"testing"

	"shimei/store/directory"
)

func TestTwoPortalsTellOfALevelOnce(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		who := p.person(directory.Manager, "B")
		second, _ := openWith(t, dsn, nil)
		p.news()
		for range 5 {
			p.take(used("2016-04", 2000))
			_, before := p.messaged(0)
			var all sync.WaitGroup
			for _, portal := range []*portal{p, second, p, second} {
				all.Go(func() {
					if _, err := portal.News(ctx); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			p.news()
			if got, _ := p.messaged(before); !slices.Equal(got, []string{who.Email + " level_gained"}) {
				t.Errorf("told %q", got)
			}
			p.take(used("2016-04", 1))
			p.news()
		}
	})
}
