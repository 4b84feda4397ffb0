package store_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/intake"
	"shimei/store/storetest"
)

func TestImportingTheSameFilesAgainChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		for _, one := range p.take(small()...) {
			if one.Added != one.Rows || one.Changed+one.Unchanged != 0 {
				t.Errorf("the first time: %+v", one)
			}
		}
		p.sameAgain(small())
	})
}

// All of the demo's facts on PostgreSQL, of which other tests take a part; a sixth on SQLite,
// which takes in all of them where figures are explained.
func TestImportingTheDemonstrationAgainChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, files := open(t, dsn), demonstration()
		if !strings.HasPrefix(dsn, "postgres:") {
			files = oneIn(6, files)
		}
		p.take(files...)
		p.sameAgain(files)
		if n := len(p.dump("credit")); n < 500 {
			t.Errorf("%d credits are kept", n)
		}
	})
}

// sameAgain imports files that were imported already.
func (p *portal) sameAgain(files []file) {
	p.t.Helper()
	before := p.dump()
	allUnchanged(p.t, p.take(files...))
	if diff := cmp.Diff(before, p.dump()); diff != "" {
		p.t.Error(diff)
	}
	p.rebuilt()
}

func allUnchanged(t tester, done []intake.Import) {
	t.Helper()
	for _, one := range done {
		if one.Unchanged != one.Rows || one.Added+one.Changed != 0 {
			t.Errorf("the second time: %+v", one)
		}
	}
}

func TestTheOrderOfFilesAndRowsMakesNoDifference(t *testing.T) {
	for _, name := range []string{"small", "demonstration", "more-complex"} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, dsn string) {
				straight, shuffled := open(t, dsn), open(t, storetest.Beside(t, dsn))
				straight.take(world(t, name)...)
				shuffled.take(shuffle(world(t, name))...)
				if diff := cmp.Diff(straight.dump(), shuffled.dump()); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

// world returns the files of a worked case, of the small world, or of a part of the demo.
func world(t tester, name string) []file {
	switch name {
	case "small":
		return small()
	case "demonstration":
		return oneIn(10, demonstration())
	}
	return scenario(t, name)
}

// shuffle puts files, and the rows within them, into another order.
func shuffle(files []file) []file {
	chance := rand.New(rand.NewPCG(2016, 4))
	for k := range files {
		rows := strings.Split(strings.TrimSuffix(files[k].text, "\n"), "\n")
		chance.Shuffle(len(rows)-1, func(a, b int) { rows[a+1], rows[b+1] = rows[b+1], rows[a+1] })
		files[k].text = strings.Join(rows, "\n") + "\n"
	}
	chance.Shuffle(len(files), func(a, b int) { files[a], files[b] = files[b], files[a] })
	return files
}

// oneIn leaves of the demo's customers one in n, and what is theirs.
func oneIn(n int, files []file) []file {
	gone := map[string]bool{}
	for k := range files {
		rows := strings.SplitAfter(files[k].text, "\n")
		place := 0
		files[k].text = strings.Join(slices.DeleteFunc(rows[:len(rows)-1], func(row string) bool {
			place++
			cells := strings.Split(row, ",")
			switch {
			case files[k].name == "customers.csv" && place > 1 && place%n != 0:
				gone[cells[0]] = true
			case files[k].name == "subscriptions.csv" && gone[cells[1]]:
				gone[cells[0]] = true
			}
			return slices.ContainsFunc(cells, func(cell string) bool { return gone[cell] })
		}), "")
	}
	return files
}
