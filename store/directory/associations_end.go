package directory

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// EndAssociations ends, as a person's act, those associations of a condition that are open at an instant,
// which is $1 in it. What was to begin later never does: it is closed before its beginning, and ends
// with it.
func EndAssociations(tx *db.Tx, at programme.Instant, where string, args ...any) error {
	return tx.Exec(`UPDATE associations SET closed_at = CASE WHEN closed_at <= $1 THEN closed_at ELSE $1 END,
			to_at = CASE WHEN from_at >= $1 THEN from_at ELSE $1 END, to_day = CASE WHEN from_at >= $1 THEN from_day END
		WHERE (to_at IS NULL OR to_at > $1) AND `+where, append([]any{at}, args...)...)
}
