package programme_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store/programme"
)

// dated makes an exclusive association of one scope. to is the end that a file gave.
func dated(key int64, partner string, from, to programme.Instant) *programme.DatedAssociation {
	return &programme.DatedAssociation{Key: key, Exclusive: true, PartnerID: partner, From: programme.MomentOf(from),
		Given: programme.MomentOf(to), Closed: programme.NoEnd}
}

func TestANewNominationEndsTheOneBeforeAtTheSameInstant(t *testing.T) {
	associations := []*programme.DatedAssociation{
		dated(1, "A", 10, programme.NoEnd), dated(2, "B", 20, 50), dated(3, "C", 60, 70),
		dated(4, "A", 70, programme.NoEnd), dated(5, "B", 70, programme.NoEnd),
	}
	programme.Settle(associations)
	var to []programme.Instant
	for _, x := range associations {
		to = append(to, x.To.At)
	}
	if diff := cmp.Diff([]programme.Instant{20, 50, 70, 70, programme.NoEnd}, to); diff != "" {
		t.Error(diff)
	}
}

func TestAnEndIsThatOfTheFileThePersonOrTheNext(t *testing.T) {
	day := programme.BuiltIn().MomentOn(3) // from 259200000
	for name, x := range map[string]struct {
		change func(first, next *programme.DatedAssociation)
		want   programme.Moment
	}{
		"the next one's day":               {func(_, next *programme.DatedAssociation) { next.From = day }, day},
		"the next one's instant":           {func(_, _ *programme.DatedAssociation) {}, programme.MomentOf(300_000_000)},
		"the file's":                       {func(first, _ *programme.DatedAssociation) { first.Given = day }, day},
		"a person's":                       {func(first, _ *programme.DatedAssociation) { first.Given, first.Closed = day, 20 }, programme.MomentOf(20)},
		"of another subscription":          {func(_, next *programme.DatedAssociation) { next.Scope.Subscription = 7 }, programme.Never},
		"by another route":                 {func(_, next *programme.DatedAssociation) { next.Scope.Route = 1 }, programme.Never},
		"not exclusive":                    {func(first, _ *programme.DatedAssociation) { first.Exclusive = false }, programme.Never},
		"the next never begins":            {func(_, next *programme.DatedAssociation) { next.Closed = next.From.At }, programme.Never},
		"it never begins itself":           {func(first, _ *programme.DatedAssociation) { first.From, first.Closed = day, 5 }, day},
		"given before it begins elsewhere": {func(first, _ *programme.DatedAssociation) { first.From, first.Given = day, programme.MomentOf(9) }, day},
	} {
		first, next := dated(1, "A", 10, programme.NoEnd), dated(2, "B", 300_000_000, programme.NoEnd)
		x.change(first, next)
		programme.Settle([]*programme.DatedAssociation{next, first})
		if first.To != x.want {
			t.Errorf("%s: %+v, want %+v", name, first.To, x.want)
		}
	}
}

func TestSettledAssociationsNeverOverlapWhateverTheirOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		settled := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) *programme.DatedAssociation {
			from := programme.Instant(rapid.IntRange(0, 20).Draw(t, "from"))
			to := rapid.OneOf(rapid.Just(programme.NoEnd), rapid.Custom(func(t *rapid.T) programme.Instant {
				return from + programme.Instant(rapid.IntRange(0, 9).Draw(t, "length"))
			})).Draw(t, "to")
			return dated(0, rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "partner"), from, to)
		}), 0, 8).Draw(t, "associations")
		for k := range settled {
			settled[k].Key = int64(k)
		}
		programme.Settle(settled)
		again := make([]*programme.DatedAssociation, len(settled))
		for k, at := range rand.Perm(len(settled)) {
			again[at] = new(*settled[k])
			again[at].To = programme.Moment{}
		}
		programme.Settle(again)
		if diff := cmp.Diff(settled, again); diff != "" {
			t.Fatal("settled again in another order they differ", diff)
		}
		for i := programme.Instant(0); i < 30; i++ {
			// R5 in its own words: the latest nomination by then, if it still goes on.
			want := -1
			for k, x := range settled {
				if x.From.At <= i {
					want = k
				}
			}
			if want >= 0 && settled[want].Given.At <= i {
				want = -1
			}
			for k, x := range settled {
				if in := x.From.At <= i && i < x.To.At; in != (k == want) {
					t.Fatalf("at %d number %d is in effect: %v, but it should be number %d", i, k, in, want)
				}
			}
		}
	})
}
