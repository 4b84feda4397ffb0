package programme_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

func TestADecimalIsReadExactly(t *testing.T) {
	for _, c := range []struct {
		written string
		digits  int
		want    int64
	}{
		{"0", 2, 0}, {"0.00", 2, 0}, {"-0", 2, 0}, {"1", 2, 100}, {"1000.5", 2, 100050}, {"1000.50", 2, 100050},
		{"0.07", 2, 7}, {"-0.07", 2, -7}, {"-15000", 2, -1500000}, {"007", 2, 700}, {"1.2300", 2, 123},
		{"100", 0, 100}, {"100.0", 0, 100}, {"-1", 0, -1}, {"1.234", 3, 1234}, {"0.1", 3, 100},
		{"0.29", 2, 29}, {"1.15", 2, 115}, // 28.999… and 114.999… in floating point
		{"10000000000000.00", 2, programme.MaxAmount}, {"-10000000000000", 2, -programme.MaxAmount},
	} {
		if got, err := programme.ParseDecimal(c.written, c.digits); err != nil || got != c.want {
			t.Errorf("%q with %d decimals is %d, %v; not %d", c.written, c.digits, got, err, c.want)
		}
	}
}

func TestWhatIsNoExactAmountIsRefused(t *testing.T) {
	for _, c := range []struct {
		written string
		digits  int
		says    string
	}{
		{"1.005", 2, "more than 2 decimals"}, {"0.5", 0, "more than 0 decimals"}, {"-0.001", 2, "more than 2 decimals"},
		{"", 2, "not an amount"}, {"-", 2, "not an amount"}, {".", 2, "not an amount"}, {".5", 2, "not an amount"},
		{"1.", 2, "not an amount"}, {"1,000", 2, "not an amount"}, {"1 000", 2, "not an amount"}, {"1e3", 2, "not an amount"},
		{"+1", 2, "not an amount"}, {"--1", 2, "not an amount"}, {"1.-5", 2, "not an amount"}, {"1.2.3", 2, "not an amount"},
		{"$1", 2, "not an amount"}, {" 1", 2, "not an amount"}, {"１", 2, "not an amount"}, {"0x1", 2, "not an amount"}, {"1_0", 2, "not an amount"},
		{"10000000000000.01", 2, "beyond"}, {"1000000000000001", 0, "beyond"}, {strings.Repeat("9", 400), 2, "beyond"},
	} {
		if got, err := programme.ParseDecimal(c.written, c.digits); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q with %d decimals: %d, %v", c.written, c.digits, got, err)
		}
	}
}

func TestMinorUnitsAreWrittenAsADecimal(t *testing.T) {
	for _, c := range []struct {
		n      int64
		digits int
		want   string
	}{
		{0, 2, "0.00"}, {0, 0, "0"}, {7, 2, "0.07"}, {-7, 2, "-0.07"}, {70, 2, "0.70"}, {100050, 2, "1000.50"},
		{-100050, 2, "-1000.50"}, {100, 0, "100"}, {-100, 0, "-100"}, {1234, 3, "1.234"}, {4, 3, "0.004"},
		{math.MaxInt64, 2, "92233720368547758.07"}, {math.MinInt64, 2, "-92233720368547758.08"},
		{math.MinInt64, 0, "-9223372036854775808"},
	} {
		if got := programme.FormatDecimal(c.n, c.digits); got != c.want {
			t.Errorf("%d with %d decimals is %q, not %q", c.n, c.digits, got, c.want)
		}
	}
}

func TestAnAmountThatIsWrittenIsReadAsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-programme.MaxAmount, programme.MaxAmount).Draw(t, "n")
		digits := rapid.IntRange(0, 4).Draw(t, "digits")
		written := programme.FormatDecimal(n, digits)
		if got, err := programme.ParseDecimal(written, digits); err != nil || got != n {
			t.Fatalf("%d is written %q and read as %d, %v", n, written, got, err)
		}
	})
}

func TestAnAmountThatIsReadIsTheOneWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		written := rapid.StringMatching(`-?[0-9]{1,12}(\.[0-9]{1,4})?`).Draw(t, "written")
		digits := rapid.IntRange(0, 4).Draw(t, "digits")
		exact, _ := new(big.Rat).SetString(written)
		for range digits {
			exact.Mul(exact, big.NewRat(10, 1))
		}
		got, err := programme.ParseDecimal(written, digits)
		if err == nil != (exact.IsInt() && exact.Num().CmpAbs(big.NewInt(programme.MaxAmount)) <= 0) {
			t.Fatalf("%q with %d decimals: %v", written, digits, err)
		}
		if err == nil && exact.Num().Cmp(big.NewInt(got)) != 0 {
			t.Fatalf("%q with %d decimals is %d", written, digits, got)
		}
	})
}

func TestASumMayReachBothEnds(t *testing.T) {
	for _, c := range [][3]int64{
		{math.MaxInt64 - 1, 1, math.MaxInt64}, {1, math.MaxInt64 - 1, math.MaxInt64}, {math.MaxInt64, 0, math.MaxInt64},
		{math.MinInt64 + 1, -1, math.MinInt64}, {-1, math.MinInt64 + 1, math.MinInt64}, {0, math.MinInt64, math.MinInt64},
		{math.MinInt64, math.MaxInt64, -1},
	} {
		if got, err := programme.Add(c[0], c[1]); err != nil || got != c[2] {
			t.Errorf("%d + %d = %d, %v", c[0], c[1], got, err)
		}
	}
}

func TestASumNeverWrapsAround(t *testing.T) {
	edges := []int64{math.MinInt64, math.MinInt64 + 1, -programme.MaxAmount, -1, 0, 1, programme.MaxAmount, math.MaxInt64 - 1, math.MaxInt64}
	rapid.Check(t, func(t *rapid.T) {
		any := rapid.OneOf(rapid.SampledFrom(edges), rapid.Int64())
		a, b := any.Draw(t, "a"), any.Draw(t, "b")
		exact := new(big.Int).Add(big.NewInt(a), big.NewInt(b))
		sum, err := programme.Add(a, b)
		if (err == nil) != exact.IsInt64() || err == nil && sum != exact.Int64() {
			t.Fatalf("%d + %d = %d, %v", a, b, sum, err)
		}
	})
}
