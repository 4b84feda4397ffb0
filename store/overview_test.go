package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/programme"
	"shimei/store/report"
)

func TestAnOverviewIsTheProgressOfItsAccountAndWhatItRestsOn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		basis, err := p.Basis(ctx)
		if err != nil || basis.Through == nil {
			t.Fatal(basis, err)
		}
		// The latest month, one that is kept ahead of the facts, one that is not, and one before all facts.
		for _, m := range []*programme.Month{nil, after(basis, 1), after(basis, 7), after(basis, -40)} {
			all, _, err := p.Progress(ctx, report.ProgressFilter{Month: m})
			if err != nil || len(all) == 0 {
				t.Fatal(all, err)
			}
			for at := 0; at < len(all); at += len(basis.Programme.Competencies) {
				o, err := p.Overview(ctx, all[at].Account.Key, m)
				if err != nil {
					t.Fatal(err)
				}
				want := all[at : at+len(basis.Programme.Competencies)]
				for k := range o.Progress {
					if d := cmp.Diff(want[k].Figures, o.Progress[k].Figures); d != "" || o.Progress[k].Level != want[k].Level {
						t.Errorf("%s in %s: %s", want[k].Account.ID, o.Month, d)
					}
				}
				if o.Month != want[0].Month || o.Account.ID != want[0].Account.ID || o.Account.Name != want[0].Account.Name {
					t.Errorf("%+v in %s, want %+v", o.Account, o.Month, want[0])
				}
				if d := cmp.Diff(basis.Freshness, o.Freshness); d != "" || o.Programme != basis.Programme {
					t.Error(d)
				}
			}
		}
		if _, err := p.Overview(ctx, 1<<40, nil); !errors.Is(err, store.ErrNotFound) {
			t.Error(err)
		}
	})
}

func after(b report.Basis, months programme.Month) *programme.Month {
	m := *b.Through + months
	return &m
}
