package db

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/storetest"
)

// Passwords that were kept in a form of the portal's own are read as the usual one says their cost.
func TestPasswordsAreKeptInTheUsualForm(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		const insert = `INSERT INTO people (email, name, role, password, language, disabled) VALUES `
		asOf(t, url, 24, insert+"('a', 'A', 'admin', 'argon2id$c2FsdA$a2V5', '', FALSE)", insert+"('b', 'B', 'admin', '', '', FALSE)")
		want := []string{"a $argon2id$v=19$m=65536,t=1,p=2$c2FsdA$a2V5", "b "}
		if diff := cmp.Diff(want, found(t, url, 2, "SELECT email, password FROM people ORDER BY email")); diff != "" {
			t.Error(diff)
		}
	})
}
