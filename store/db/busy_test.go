package db_test

import (
	"errors"
	"testing"
	"time"

	"shimei/store/db"
	"shimei/store/storetest"
)

func TestAChangeThatWaitsTooLongForALongOneIsBusyAndChangesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		d, err := db.Open(t.Context(), url, db.Options{Patience: time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		holding, release, released := make(chan struct{}), make(chan struct{}), make(chan error)
		go func() {
			released <- d.Bulk(t.Context(), func(*db.Tx) error {
				close(holding)
				<-release
				return nil
			})
		}()
		<-holding
		err = d.Update(t.Context(), func(tx *db.Tx) error {
			return tx.Exec("DELETE FROM associations")
		})
		if !errors.Is(err, db.ErrBusy) {
			t.Errorf("got %v, want that it is busy", err)
		}
		close(release)
		if err := <-released; err != nil {
			t.Error(err)
		}
	})
}
