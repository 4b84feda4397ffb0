package db

import (
	"errors"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"shimei/store/storetest"
)

func TestAChangeThatLosesToOthersEachTimeIsBusy(t *testing.T) {
	d, _ := opened(t, storetest.Postgres(t))
	d.attempts = 2
	tries := 0
	err := d.Update(t.Context(), func(*Tx) error {
		tries++
		return &pgconn.PgError{Code: "40001"}
	})
	if !errors.Is(err, ErrBusy) || tries != 2 {
		t.Errorf("after %d tries it says %v", tries, err)
	}
}
