package web

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/demo"
	"shimei/store/programme"
	"shimei/views"
)

func TestWhatIsRememberedIsReadAgainOnceSomethingChangedOrAMinuteIsOver(t *testing.T) {
	t.Parallel()
	start := time.Date(2016, 4, 11, 0, 0, 0, 0, time.UTC)
	m := &memory{}
	look := func(state string, after time.Duration, want any) {
		t.Helper()
		if got := m.at(state, start.Add(after), "key"); got != want {
			t.Errorf("in %s after %s: %v, want %v", state, after, got, want)
		}
	}
	look("1", 0, nil)
	m.keep("1", "key", 7)
	look("1", memoryFor-1, 7)
	look("2", memoryFor-1, nil)
	m.keep("1", "key", 7) // read before something changed
	look("2", memoryFor-1, nil)
	m.keep("2", "key", 8)
	look("2", 2*memoryFor-2, 8)
	look("2", 2*memoryFor-1, nil)
	for k := range memoryMost + 1 {
		m.keep("2", k, k)
	}
	if len(m.kept) > memoryMost {
		t.Errorf("%d are kept", len(m.kept))
	}
}

func TestAnErrorIsNotRemembered(t *testing.T) {
	t.Parallel()
	x := small(t)
	r := &request{Context: nil, portal: &portal{Options: Options{Store: x.store}, memory: &memory{}}, state: "1"}
	refused := errors.New("refused")
	reads := 0
	for _, want := range []error{refused, nil, nil} {
		_, err := remembered(r, "key", func() (int, error) {
			reads++
			return 1, want
		})
		if !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	if reads != 2 {
		t.Errorf("read %d times", reads)
	}
}

// The overview is looked at before each change, and shows it at once.
func TestARememberedOverviewFollowsEveryKindOfChange(t *testing.T) {
	t.Parallel()
	x := small(t)
	partner := x.as(lumen)
	partner.language = "en"
	look := func() string { return words(partner.get(views.OverviewPath).is(http.StatusOK).page.Find("main")) }
	march, april := programme.MonthOf(2016, time.March), programme.MonthOf(2016, time.April)
	other, err := programme.Load("other.toml", []byte(programmeText(t, "silver = 2000", "silver = 20")))
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []struct {
		name string
		do   func() error
		says string // what the overview says then, and not before; "" for nothing else
	}{
		{"a file", func() error {
			take(t, x.store, []demo.File{{Name: "usage.csv", CSV: []byte(usageHeader + "b-office,2016-04,exchange,300,300,290,\n")}})
			return nil
		}, "290"},
		{"a nomination", func() error { x.nominates("100", "a-office"); return nil }, "Aster Foods"},
		{"a request", func() error { x.asksDelegation(); return nil }, ""},
		{"another programme", func() error {
			return x.store.Adopt(t.Context(), admin, store.Adopting{Programme: other, Instead: x.programme().Hash})
		}, "Silver in Cloud Productivity"},
		{"a whole month", func() error { return x.store.CompleteMonth(t.Context(), admin, april) }, ""},
		{"an open month", func() error { return x.store.ReopenMonth(t.Context(), admin, april) }, ""},
		{"a closed month", func() error { return x.store.CloseMonth(t.Context(), admin, march) }, ""},
	} {
		before, state := look(), x.stateOfAll()
		if err := change.do(); err != nil {
			t.Fatalf("%s: %v", change.name, err)
		}
		if x.stateOfAll() == state {
			t.Errorf("%s leaves the state as it was", change.name)
		}
		if after := look(); strings.Contains(before, change.says) && change.says != "" || !strings.Contains(after, change.says) {
			t.Errorf("%s: before %s\nafter %s", change.name, before, after)
		}
	}
}

func (x *site) stateOfAll() string {
	x.t.Helper()
	state, err := x.store.State(x.t.Context())
	if err != nil {
		x.t.Fatal(err)
	}
	return state
}
