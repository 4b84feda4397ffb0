package outbox

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"shimei/store/db"
)

// Who changes something waits until all are told: among many thousands of people they are found by an index.
func TestACircleIsFoundByAnIndex(t *testing.T) {
	d, err := db.Open(t.Context(), filepath.Join(t.TempDir(), "shimei.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for name, circle := range map[string]Circle{"partner": PartnerPeople(1), "customer": CustomerPeople(1), "account": AccountPeople(1),
		"alone": Alone(1), "admins": Admins()} {
		if err := d.Update(t.Context(), func(tx *db.Tx) error {
			c := db.Conditions{}
			c.Add("x.id IN ("+circle.keys+")", circle.values...)
			return tx.Each(func(scan db.Scan) error {
				var step string
				var ignored int
				err := scan(&ignored, &ignored, &ignored, &step)
				if strings.HasPrefix(step, "SCAN x") {
					t.Errorf("%s: %s", name, step)
				}
				return err
			}, "EXPLAIN QUERY PLAN SELECT x.id FROM people x WHERE "+c.String(), c.Args...)
		}); err != nil {
			t.Error(fmt.Errorf("%s: %w", name, err))
		}
	}
}
