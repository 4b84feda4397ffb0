package db

import (
	"errors"
	"testing"

	"shimei/store/storetest"
)

// A connection that stays keeps all that it has read of a mapped file in the memory of the process.
func TestAViewThatIsDoneOnceLeavesNoConnection(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		d, err := Open(t.Context(), url, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		failed := errors.New("failed")
		for _, want := range []error{nil, failed} {
			if err := d.ViewOnce(t.Context(), func(tx *Tx) error {
				var n int64
				_, err := tx.One([]any{&n}, "SELECT count(*) FROM partners")
				return errors.Join(err, want)
			}); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
			if n := d.read.Stats().OpenConnections; n != 0 {
				t.Errorf("%d connections are left", n)
			}
		}
		if err := d.View(t.Context(), func(tx *Tx) error { return tx.Exec("SELECT 1") }); err != nil {
			t.Error(err)
		}
		if n := d.read.Stats().OpenConnections; n != 1 {
			t.Errorf("%d connections after a view, which keeps its own", n)
		}
	})
}
