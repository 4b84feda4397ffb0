package store

import (
	"errors"
	"testing"
	"time"

	"shimei/store/storetest"
)

func TestAChangeThatWaitsTooLongForALongOneIsBusyAndChangesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db string) {
		s, _, err := Open(t.Context(), db, Options{Patience: time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		holding, release, released := make(chan struct{}), make(chan struct{}), make(chan error)
		go func() {
			released <- s.bulk(t.Context(), func(x *tx) error {
				close(holding)
				<-release
				return nil
			})
		}()
		<-holding
		err = s.update(t.Context(), func(x *tx) error {
			return x.exec("DELETE FROM associations")
		})
		if !errors.Is(err, ErrBusy) {
			t.Errorf("got %v, want that it is busy", err)
		}
		close(release)
		if err := <-released; err != nil {
			t.Error(err)
		}
	})
}
