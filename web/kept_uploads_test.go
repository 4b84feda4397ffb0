package web

import (
	"testing"
	"time"

	"shimei/store/intake"
)

func TestAnUploadIsKeptForItsSenderForAnHour(t *testing.T) {
	t.Parallel()
	now := time.Date(2016, 5, 9, 9, 0, 0, 0, time.UTC)
	u := newUploads(func() time.Time { return now })
	keep := func(person int64, text string) string {
		x, err := u.keep(person, sourcesOf([2]string{"a.csv", text}), intake.Options{Actor: "a"})
		if err != nil {
			t.Fatal(err)
		}
		return x.token
	}
	of := func(person int64, token string) *upload { x, _ := u.of(person, token); return x }
	first := keep(1, "first")
	if of(2, first) != nil || of(1, "") != nil {
		t.Error("another one gets it")
	}
	second := keep(1, "second")
	x := of(1, second)
	if of(1, first) != nil || x == nil || x.options.Actor != "a" {
		t.Fatal("a person has more than one")
	}
	j := newJob(x, true)
	for range 2 { // an import that begins anew reads it again
		if got := textOf(t, x.sources(j)[0]); got != "second" || j.bytes() != 6 || j.total != 6 {
			t.Errorf("it reads %q, %d of %d", got, j.bytes(), j.total)
		}
	}
	now = now.Add(uploadsKept - time.Second)
	other := keep(2, "other")
	if of(1, second) == nil {
		t.Error("it is gone before the hour is over")
	}
	now = now.Add(time.Second)
	if of(1, second) != nil || of(2, other) == nil {
		t.Error("it is there after the hour")
	}
	if u.sweep(); len(u.kept) != 1 {
		t.Errorf("%d are kept", len(u.kept))
	}
	u.kept[other].files[0].size = uploadsSize
	if keep(3, "more"); of(2, other) != nil || len(u.kept) != 1 {
		t.Error("more is kept than may be")
	}
}

// What is being read stays, whoever wants its place, and for however long.
func TestAnUploadThatIsBeingReadIsNotTakenAway(t *testing.T) {
	t.Parallel()
	now := time.Date(2016, 5, 9, 9, 0, 0, 0, time.UTC)
	u := newUploads(func() time.Time { return now })
	keep := func(text string) *upload {
		x, err := u.keep(1, sourcesOf([2]string{"a.csv", text}), intake.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	first := keep("first")
	first.job = newJob(first, true)
	first.files[0].size = uploadsSize
	keep("second")
	now = now.Add(uploadsKept)
	u.sweep()
	if x, j := u.of(1, first.token); x != first || j != first.job || len(u.kept) != 1 {
		t.Errorf("%d are kept", len(u.kept))
	}
	close(first.job.ended)
	if u.sweep(); len(u.kept) != 0 {
		t.Errorf("%d are kept when it has ended", len(u.kept))
	}
}
