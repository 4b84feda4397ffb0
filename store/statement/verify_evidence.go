package statement

import (
	"crypto/sha256"
	"encoding/hex"

	"shimei/store/db"
)

// evidence reports files of claims that are not as they came. Each is in memory by itself.
func (v *verifier) evidence() error {
	return v.s.tx.Each(func(scan db.Scan) error {
		var reference, hash string
		var place int
		var content []byte
		err := scan(&reference, &place, &hash, &content)
		if sum := sha256.Sum256(content); err == nil && hex.EncodeToString(sum[:]) != hash {
			v.report(0, "request %s, file %d: it is not what was sent: its hash is %s, not %s", reference, place, hex.EncodeToString(sum[:]), hash)
		}
		return err
	}, "SELECT r.reference, e.place, e.sha256, e.content FROM evidence e JOIN requests r ON r.id = e.request_id ORDER BY e.request_id, e.place")
}
