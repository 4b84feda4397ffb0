package store_test

import (
	"errors"
	"slices"
	"testing"

	"shimei/store/directory"
)

func TestWhichColumnsAPersonKeepsIsOfThePersonAndOfOneList(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		one, other := p.person(directory.Owner, "T").Key, p.person(directory.Reader, "T").Key
		if err := errors.Join(p.SetColumns(ctx, one, "/admin/partners", []string{"country", "state"}), p.SetColumns(ctx, one, "/admin/partners", []string{"state"})); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			person int64
			list   string
			want   []string
		}{{one, "/admin/partners", []string{"state"}}, {one, "/admin/people", nil}, {other, "/admin/partners", nil}} {
			if got, err := p.Columns(ctx, c.person, c.list); err != nil || !slices.Equal(got, c.want) {
				t.Errorf("%q of %s, %v", got, c.list, err)
			}
		}
		if err := p.SetColumns(ctx, one, "/admin/partners", nil); err != nil {
			t.Fatal(err)
		}
		if got, err := p.Columns(ctx, one, "/admin/partners"); err != nil || got != nil {
			t.Errorf("%q, %v", got, err)
		}
	})
}
