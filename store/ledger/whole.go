package ledger

import (
	"fmt"
	"slices"

	"shimei/store/db"
	"shimei/store/programme"
)

// Complete declares a month complete, as actor does, and reports whether it did; one that is so already stays
// as it was declared. It refuses a month outside of those with usage.
func Complete(tx *db.Tx, actor string, m programme.Month) (done bool, err error) {
	months, err := MonthsIn(tx)
	if err != nil {
		return false, err
	}
	if !months.Any || m < months.First || m > months.Latest {
		return false, &programme.Refusal{Code: programme.RefusedNoUsage, Name: m.String()}
	}
	n, err := tx.Affected(`INSERT INTO months (month, reported, complete_at, completed_by) VALUES ($1, 0, $2, $3)
		ON CONFLICT (month) DO UPDATE SET complete_at = excluded.complete_at, completed_by = excluded.completed_by
		WHERE months.complete_at IS NULL`, m, tx.Now, actor)
	return n > 0, err
}

// Reopen takes back that a month is complete, as actor does, and reports whether it did; one that is not stays
// as it is. It refuses a closed month.
func Reopen(tx *db.Tx, actor string, m programme.Month) (done bool, err error) {
	var closed bool
	if _, err := tx.One([]any{&closed}, "SELECT count(*) > 0 FROM statements WHERE month = $1", m); err != nil {
		return false, err
	}
	if closed {
		return false, &programme.Refusal{Code: programme.RefusedStays, Name: m.String()}
	}
	n, err := tx.Affected(`UPDATE months SET complete_at = NULL, completed_by = NULL, reopened_at = $2, reopened_by = $3
		WHERE month = $1 AND complete_at IS NOT NULL`, m, tx.Now, actor)
	return n > 0, err
}

// SetReported keeps how many subscriptions, and tenants' products, reported usage of a month. A month without any is forgotten
// together with its declaration, unless it is closed.
func SetReported(tx *db.Tx, m programme.Month, n int64) error {
	if n == 0 {
		if err := tx.Exec("DELETE FROM months WHERE month = $1 AND month NOT IN (SELECT month FROM statements)", m); err != nil {
			return err
		}
		return tx.Exec("UPDATE months SET reported = 0 WHERE month = $1", m)
	}
	return tx.Exec("INSERT INTO months (month, reported) VALUES ($1, $2) ON CONFLICT (month) DO UPDATE SET reported = excluded.reported", m, n)
}

// CountReported counts anew how many subscriptions, and tenants' products, reported usage of some months.
func CountReported(tx *db.Tx, months []programme.Month) error {
	if len(months) == 0 {
		return nil
	}
	var keys []int64
	for _, m := range months {
		keys = append(keys, int64(m))
	}
	counted, err := reportedIn(tx, "WHERE month IN "+db.Keys(keys))
	for k := 0; k < len(months) && err == nil; k++ {
		err = SetReported(tx, months[k], counted[months[k]])
	}
	return err
}

// reportedIn counts, month by month, the subscriptions with usage among the rows of a condition. Both
// engines count so in a third of the time that a DISTINCT in a subquery takes.
func reportedIn(tx *db.Tx, where string) (map[programme.Month]int64, error) {
	counted := map[programme.Month]int64{}
	return counted, tx.Each(func(scan db.Scan) error {
		var m programme.Month
		var n int64
		err := scan(&m, &n)
		counted[m] = n
		return err
	}, "SELECT month, count(DISTINCT subscription_id) FROM usage "+where+" GROUP BY month")
}

// CompareReported returns, in words, the months of which another number is kept than the usage gives. Those that an import
// is staging are none yet.
func CompareReported(tx *db.Tx) (wrong map[programme.Month]string, err error) {
	staging, err := StagingIn(tx)
	if err != nil {
		return nil, err
	}
	counted, err := reportedIn(tx, fmt.Sprintf("WHERE month < %d", staging.Since))
	if err != nil {
		return nil, err
	}
	wrong = map[programme.Month]string{}
	err = tx.Each(func(scan db.Scan) error {
		var m programme.Month
		var kept int64
		err := scan(&m, &kept)
		if n := counted[m]; n != kept {
			wrong[m] = fmt.Sprintf("%d subscriptions and tenants' products reported usage, and %d are kept", n, kept)
		}
		delete(counted, m)
		return err
	}, "SELECT month, reported FROM months")
	for m, n := range counted {
		wrong[m] = fmt.Sprintf("%d subscriptions and tenants' products reported usage, and none are kept", n)
	}
	return wrong, err
}

// MendReported counts all months anew and returns how many were kept wrong: none, unless other hands
// changed the database.
func MendReported(tx *db.Tx) (differed int, err error) {
	wrong, err := CompareReported(tx)
	if err != nil {
		return 0, err
	}
	months := make([]programme.Month, 0, len(wrong))
	for m := range wrong {
		months = append(months, m)
	}
	slices.Sort(months)
	return len(wrong), CountReported(tx, months)
}
