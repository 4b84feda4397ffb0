package web

import (
	"net/http"
	"net/url"
	"testing"

	"shimei/views"
)

// A newer portal beside this one changes the schema: first in a way that this one's statements stand, then in one that
// they fail by.
func TestAPortalThatIsOlderThanTheDatabaseSaysSo(t *testing.T) {
	t.Parallel()
	x, second := breakable(t)
	v, nobody := x.as(owner), x.visitor()
	for _, change := range []string{"INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, TRUE)", "ALTER TABLE sessions RENAME COLUMN flash TO flashed"} {
		second.exec(change)
		for _, v.language = range views.Languages {
			a := v.get(views.SubscriptionsPath)
			told(t, a, http.StatusServiceUnavailable)
			a.says(say(v.language, "unavailable.newer"), say(v.language, "error_remedy.503"))
		}
		told(t, v.post(views.LanguagePath, url.Values{"language": {"ja"}}), http.StatusServiceUnavailable)
		if a := nobody.get("/healthz").is(http.StatusServiceUnavailable); a.body != "unavailable\n" {
			t.Errorf("the health check says %q", a.body)
		}
	}
	x.log.take()
}
