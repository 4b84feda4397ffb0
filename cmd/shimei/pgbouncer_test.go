package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/storetest"
)

// Each transaction gets one of few connections to the server, which another one had just before.
func TestPortalsGoOnBehindPgbouncerInTransactionMode(t *testing.T) {
	bounced := storetest.Bounced(t, storetest.Postgres(t), 12)
	db := bounced + "&default_query_exec_mode=cache_describe"
	folder := "../../store/testdata/scenarios/typical"
	done(t, db, append([]string{"import"}, factFiles(t, folder)...)...) // and makes the schema
	want, err := os.ReadFile(filepath.Join(folder, "progress.json"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(decoded(t, string(want)), decoded(t, done(t, db, "progress", "--format", "json"))); d != "" {
		t.Error(d)
	}
	forPortals(t, db)
	post, watched := storetest.NewPost(t), t.TempDir()
	portals := []*neighbour{startPortal(t, db, watched, post), startPortal(t, db, watched, post)}
	owner := portals[0].signsIn("second@t.example")
	var all sync.WaitGroup
	for k := range 16 {
		all.Go(func() {
			leads, err := portals[k%2].nominates(owner, fmt.Sprintf("n%d", k))
			if err != nil {
				t.Error(err)
			} else if page := portals[(k+1)%2].sees(owner, leads); !strings.Contains(page, "Pine") {
				t.Errorf("%s is lost", leads)
			}
		})
	}
	all.Wait()
	takenOnce(t, db, watched, "first.csv")
	sound(t, db)
}

func TestAPoolOfConnectionsThatNobodyToldOfIsSaid(t *testing.T) {
	at := storetest.PostgresPlace(t)
	opened.At(t, at)
	db := storetest.Bounced(t, at, 1)
	done(t, db+"&default_query_exec_mode=cache_describe", "progress")
	for range 2 { // the second one finds what the first one left
		if o := shimei(t, db, "progress"); o.code == exitFailed && strings.Contains(o.err, "add default_query_exec_mode=cache_describe to the postgres:// URL") {
			return
		}
	}
	t.Error("it is not said")
}
