package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store"
	"shimei/store/intake"
	"shimei/store/storetest"
)

// undo takes an import back.
func (p *portal) undo(key int64) store.UndoneImport {
	p.t.Helper()
	would, err := p.WouldUndo(ctx, key)
	if err != nil {
		p.t.Fatal(err)
	}
	done, err := p.Undo(ctx, key, "test")
	if err != nil {
		p.t.Fatal(err)
	}
	if would.Effect == nil {
		p.t.Fatal("it tells no effect")
	}
	would.Effect = nil // is tested where it is made
	told := done
	told.Key = 0
	if diff := cmp.Diff(told, would); diff != "" {
		p.t.Errorf("the undo did not do what it was to do: %s", diff)
	}
	p.rebuilt()
	return done
}

// same checks that a portal's dump is as it was.
func (p *portal) same(what string, before []string) {
	p.t.Helper()
	if diff := cmp.Diff(before, p.dump()); diff != "" {
		p.t.Fatalf("%s: %s", what, diff)
	}
}

// drawFile draws a file of any kind, also with days from which its values hold.
func drawFile(t *rapid.T) file {
	kind := rapid.SampledFrom([]string{"usage", "usage", "rates", "sales", "associations", "partners", "subscriptions", "customers"}).Draw(t, "kind")
	lines := func(row func(*rapid.T) string) []string {
		return rapid.SliceOfNDistinct(rapid.Custom(row), 1, 6, knownBy(kind)).Draw(t, "rows")
	}
	if kind == "customers" {
		return rows(kind, "tenant_id,name,country", lines(func(t *rapid.T) string {
			return join(rapid.SampledFrom([]string{"T1", "T2", "T3", "T4"}).Draw(t, "tenant"), rapid.SampledFrom([]string{"Alp", "Birch"}).Draw(t, "name"), "")
		})...)
	}
	return rows(kind, headers[kind], lines(drawRow[kind])...)
}

// Random files, then one more: its undo gives the dump of before, with who wrote each row, and the undo of
// that gives the dump of after.
func TestUndoOfTheLastImportRestoresTheDumpAndItsUndoBringsItBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		files := rapid.SliceOfN(rapid.Custom(drawFile), 1, 5).Draw(rt, "files")
		last := rapid.Custom(drawFile).Draw(rt, "last")
		whole, complete := rapid.Bool().Draw(rt, "whole"), rapid.Bool().Draw(rt, "complete")
		for _, dsn := range storetest.PlaceOfEach(t) {
			p := openSteps(rt, dsn)
			for k, f := range files {
				p.set(fmt.Sprintf("2016-%02d-11T09:00:00Z", k+1))
				p.try(f)
			}
			p.set("2016-07-11T09:00:00Z")
			before, written := p.dump(), p.written()
			all, err := p.Import(ctx, sources([]file{last}), intake.Options{Actor: "test", Whole: whole && last.name == "usage.csv", Complete: complete && last.name == "usage.csv"})
			if err != nil {
				rt.Fatal(err)
			}
			done := all[0]
			if done.State == intake.Refused || done.Added+done.Changed+done.Removed == 0 {
				continue
			}
			after, writtenAfter := p.dump(), p.written()
			undone := p.undo(done.Key)
			if len(undone.Stays) > 0 {
				rt.Fatalf("of the last import stays %v", undone.Stays)
			}
			p.same("undone", before)
			p.sameWriters(written)
			back := p.undo(undone.Key)
			p.same("brought back", after)
			p.sameWriters(writtenAfter)
			p.undo(back.Key)
			p.same("undone again", before)
		}
	})
}

// Any import may be taken back at any time: the kept credits stay those that the facts give, R5 holds, and
// both engines do the same.
func TestAnyImportCanBeTakenBackAtAnyTime(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		files := rapid.SliceOfN(rapid.Custom(drawFile), 3, 8).Draw(rt, "files")
		undos := rapid.SliceOfN(rapid.IntRange(0, 20), 3, 8).Draw(rt, "undos")
		var ends [][]string
		for _, dsn := range storetest.PlaceOfEach(t) {
			p := openSteps(rt, dsn)
			var keys []int64
			var said []string
			for k, f := range files {
				keys = append(keys, p.try(f)[0].Key)
				if k < len(undos) {
					said = append(said, p.mayUndo(&keys, undos[k]))
				}
			}
			for _, n := range undos {
				said = append(said, p.mayUndo(&keys, n))
			}
			p.oneAtATime()
			ends = append(ends, append(said, p.dump()...))
		}
		if diff := cmp.Diff(ends[0], ends[len(ends)-1]); diff != "" {
			rt.Fatalf("SQLite and PostgreSQL differ:\n%s", diff)
		}
	})
}

// mayUndo takes one of the imports back where that can be, and says what came of it.
func (p *portal) mayUndo(keys *[]int64, n int) string {
	p.t.Helper()
	done, err := p.Undo(ctx, (*keys)[n%len(*keys)], "test")
	p.rebuilt()
	switch {
	case errors.Is(err, intake.ErrTakenBack):
		return intake.ErrTakenBack.Error()
	case errors.Is(err, intake.ErrNothingLeft), errors.Is(err, intake.ErrRefusedImport), errors.Is(err, intake.ErrWouldMix):
		return err.Error()
	case err != nil:
		p.t.Fatal(err)
	}
	*keys = append(*keys, done.Key)
	var stays []string
	for _, s := range done.Stays {
		stays = append(stays, fmt.Sprint(s.Line, s.Key, s.Why, s.ByFile, s.ByLine))
	}
	slices.Sort(stays)
	return fmt.Sprint(done.Rows, done.Added, done.Changed, done.Removed, stays)
}

// written tells who wrote each row.
func (p *portal) written() string {
	p.t.Helper()
	return storetest.Writers(p.t, p.dsn)
}

func (p *portal) sameWriters(before string) {
	p.t.Helper()
	if diff := cmp.Diff(before, p.written()); diff != "" {
		p.t.Fatalf("rows were written by others: %s", diff)
	}
}

func TestAnImportIsTakenBackOnce(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		before := p.dump()
		done := p.take(rows("usage", "subscription_id,month,active_users", "T-office,2016-03,77"))[0]
		undone := p.undo(done.Key)
		p.same("undone", before)
		if _, err := p.Undo(ctx, done.Key, "test"); !errors.Is(err, intake.ErrTakenBack) {
			t.Error(err)
		}
		p.undo(undone.Key)
		p.undo(done.Key)
		p.same("undone again", before)
		refused := p.try(rows("usage", "subscription_id,month,active_users", "none,2016-03,77"))[0]
		if _, err := p.Undo(ctx, refused.Key, "test"); !errors.Is(err, intake.ErrRefusedImport) {
			t.Error(err)
		}
		p.same("refused", before)
	})
}

func TestWhatAnUndoDoesToFiguresIsToldBefore(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		done := p.take(rows("partners", "partner_id,name,status,as_of", "B,Birch Consulting,suspended,2016-01-01"))
		before := p.dump()
		would, err := p.WouldUndo(ctx, done[0].Key)
		if err != nil || would.Effect == nil || would.Key != 0 {
			t.Fatalf("%+v: %v", would, err)
		}
		p.same("only asked about", before)
		told := fmt.Sprint(would.Effect.Table())
		if !strings.Contains(told, "active_entitlements") || !strings.Contains(told, "80") {
			t.Errorf("the effect of lifting the suspension: %s", told)
		}
	})
}
