package facts_test

import (
	"bytes"
	"fmt"
	"testing"

	"shimei/store/facts"
	"shimei/store/programme"
)

// BenchmarkUsage reads a file of 500,000 rows, as a large vendor's month may have.
func BenchmarkUsage(b *testing.B) {
	var file bytes.Buffer
	file.WriteString("subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed\n")
	for k := range 500_000 {
		fmt.Fprintf(&file, "S-%06d,2016-04,exchange,%d,%d,%d,%d.50\n", k, k, k/2, k/3, k)
	}
	b.SetBytes(int64(file.Len()))
	b.ReportAllocs()
	for b.Loop() {
		f, err := facts.Open("usage.csv", bytes.NewReader(file.Bytes()), programme.BuiltIn(), facts.Options{})
		if err != nil {
			b.Fatal(err)
		}
		for f.Next() {
			if _, ok := f.Usage(); !ok {
				b.Fatal(f.Err())
			}
		}
		if f.Rows() != 500_000 {
			b.Fatal(f.Rows())
		}
	}
}
