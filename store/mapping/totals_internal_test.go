package mapping

import (
	"testing"

	"shimei/store/programme"
)

// Nothing can make them differ, and if something does, nothing may be stored.
func TestTotalsThatDifferAreAnError(t *testing.T) {
	amount := func(s string) programme.Decimal { d, _ := parseAmount(s, '.', 0); return d }
	all := totals{currencies: map[totalKey]*total{{"consumed", "USD"}: {read: amount("10"), leftOut: amount("2.5"), out: amount("7.50")}}}
	if err := all.balance(); err != nil {
		t.Error(err)
	}
	all.currencies[totalKey{"seats", ""}] = &total{read: amount("10"), leftOut: amount("2"), out: amount("7")}
	want := "the totals of seats differ: 10 went in, 2 were left out and 7 came out, which is a fault of shimei; nothing is stored"
	if err := all.balance(); err == nil || err.Error() != want {
		t.Error(err)
	}
}
