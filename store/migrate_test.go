package store_test

import (
	"database/sql"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/storetest"
)

func TestADatabaseOpensAgainAsItWasLeft(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		before := p.dump()
		if diff := cmp.Diff(before, open(t, dsn).dump()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestSeveralMayOpenANewDatabaseAtOnce(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		stores := make([]*portal, 4)
		for _, err := range atOnce(len(stores), func(k int) (err error) {
			stores[k], _, err = tryOpen(t, dsn, nil)
			return err
		}) {
			if err != nil {
				t.Error(err)
			}
		}
		if t.Failed() {
			return
		}
		stores[0].take(small()...)
		want := stores[0].dump()
		for _, p := range stores[1:] {
			if diff := cmp.Diff(want, p.dump()); diff != "" {
				t.Error(diff)
			}
		}
	})
}

// A migration that a second process runs again after later ones, since it had read the version before them,
// cannot be recorded and so is rolled back.
func TestNoMigrationIsRecordedTwice(t *testing.T) {
	t.Parallel()
	dsn := t.TempDir() + "/shimei.db"
	open(t, dsn)
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (4, TRUE)"); err == nil || !strings.Contains(err.Error(), "UNIQUE") {
		t.Errorf("recorded again: %v", err)
	}
}

func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		before := openSmall(t, dsn).dump()
		raw(t, dsn, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, TRUE)")
		_, _, err := tryOpen(t, dsn, nil)
		if err == nil || !strings.HasSuffix(err.Error(), ": use a newer shimei") || !strings.Contains(err.Error(), "the database is of schema 9999 and this program knows ") {
			t.Error(err)
		}
		raw(t, dsn, "DELETE FROM goose_db_version WHERE version_id = 9999")
		if diff := cmp.Diff(before, open(t, dsn).dump()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAPortalThatIsOlderThanTheSchemaReadsAndChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		p.nominate(owner, "A", "T-azure")
		before := p.dump()
		raw(t, dsn, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, TRUE)")
		_, nominating := p.Nominate(ctx, owner, "B", []store.Choice{{ID: "T-azure"}})
		_, reading := p.Basis(ctx)
		_, sending := p.ClaimMail(ctx, 9, lease)
		for name, err := range map[string]error{"nominating": nominating, "reading": reading, "sending": sending, "health": p.Ready(ctx), "asking": p.Fits(ctx)} {
			if !errors.Is(err, store.ErrNewer) {
				t.Errorf("%s: %v", name, err)
			}
		}
		raw(t, dsn, "DELETE FROM goose_db_version WHERE version_id = 9999")
		if diff := cmp.Diff(before, p.dump()); diff != "" {
			t.Error(diff)
		}
		p.nominate(owner, "C", "T-azure")
	})
}

func TestWhatIsNoDatabaseIsRefused(t *testing.T) {
	for _, dsn := range []string{t.TempDir() + "/none/shimei.db", t.TempDir(), "postgres://nobody@/none?host=" + t.TempDir()} {
		if _, _, err := tryOpen(t, dsn, nil); err == nil || !strings.Contains(err.Error(), "open the database: ") {
			t.Errorf("%s: %v", dsn, err)
		}
	}
}

func TestCreditsThatOtherHandsChangedAreFoundAndMended(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		before := p.dump()
		raw(t, dsn, "UPDATE credits SET amount = amount + 1 WHERE measure = 0 AND month = 24195 AND account_id = 1")
		raw(t, dsn, "DELETE FROM credits WHERE account_id = 2 AND month = 24190")
		raw(t, dsn, "INSERT INTO credits (account_id, month, measure, amount) VALUES (3, 1, 0, 5)")
		if differed, err := p.Recompute(ctx); err != nil || differed != 4 {
			t.Errorf("%d differ, want 4 (%v)", differed, err)
		}
		if diff := cmp.Diff(before, p.dump()); diff != "" {
			t.Error(diff)
		}
		p.rebuilt()
	})
}

// raw changes a database by other hands than the store's.
func raw(t *testing.T, dsn, statement string) {
	t.Helper()
	storetest.Connected(t, dsn, func(db *sql.DB) error {
		_, err := db.Exec(statement)
		return err
	})
}
