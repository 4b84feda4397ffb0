package web

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"shimei/store"
	"shimei/store/intake"
	"shimei/views"
)

// slowly makes a portal whose requests wait for no import.
func slowly(t *testing.T) (x *site, p *Portal) {
	t.Helper()
	x = small(t, func(o *Options) {
		o.Patience = func() <-chan time.Time {
			now := make(chan time.Time)
			close(now)
			return now
		}
	})
	return x, x.portal
}

// hold keeps every import waiting until it is let go, by one that does not come to its end.
func (x *site) hold() (release func()) {
	x.t.Helper()
	held, let, ended := make(chan struct{}), make(chan struct{}), make(chan error)
	begins := strings.NewReader("tenant_id,name\nHOLD,Hold\n" + strings.Repeat("\n", 40<<10)) // more than is read before the transaction
	blocks := readerFunc(func([]byte) (int, error) {
		close(held)
		<-let
		return 0, errors.New("let go")
	})
	go func() {
		_, err := x.store.Import(x.t.Context(), []intake.Source{{Name: "hold.csv", Open: func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(begins, blocks)), nil
		}}}, intake.Options{})
		ended <- err
	}()
	<-held
	return func() {
		x.t.Helper()
		close(let)
		if err := <-ended; err == nil {
			x.t.Error("it was not held")
		}
	}
}

// settled loads the page of an upload until it is not under way any more.
func (v *visitor) settled(a answer) answer {
	v.t.Helper()
	for a.status == http.StatusSeeOther || a.header.Get("Refresh") != "" {
		if a.status == http.StatusSeeOther {
			a = v.get(a.location())
		} else {
			a = v.get(a.asked.Path)
		}
	}
	return a.is(http.StatusOK)
}

func TestALongImportGoesOnBesideTheRequestAndItsPageTellsHowFarItIs(t *testing.T) {
	t.Parallel()
	x, portal := slowly(t)
	desk := x.as(admin)
	release := x.hold()
	at := desk.upload(nil, [2]string{"april.csv", usageHeader + "b-office,2016-04,exchange,30,30,1029,\n"})
	for _, desk.language = range views.Languages {
		a := desk.next(at).is(http.StatusOK).says(say(desk.language, "progress.reading"), say(desk.language, "progress.means"))
		if a.header.Get("Refresh") != lookAgain || a.page.Find("progress").AttrOr("value", "") == "" || a.page.Find("meta[http-equiv=refresh]").Length() != 0 {
			t.Errorf("its page does not look again: %v", a.header)
		}
		desk.click(a, say(desk.language, "progress.look")).says(say(desk.language, "progress.reading"))
	}
	desk.language = "en"
	short, over := context.WithCancel(t.Context())
	over()
	if portal.Finish(short) {
		t.Error("the portal says that it has finished")
	}
	release()
	seen := desk.settled(at).says(say("en", "upload.sound"))
	release = x.hold()
	pressed := desk.press(seen, say("en", "effect.store"), nil)
	desk.next(pressed).is(http.StatusOK).says(say("en", "progress.storing"))
	desk.press(seen, say("en", "effect.store"), nil) // twice is once
	release()
	desk.settled(pressed).says(say("en", "import.stored"), "april.csv")
	if !portal.Finish(t.Context()) {
		t.Error("something is left")
	}
	if rows := desk.get(views.ImportsPath).page.Find("td:contains('april.csv')").Length(); rows != 1 {
		t.Errorf("it was stored %d times", rows)
	}
}

func TestAnImportThatIsCutOffStoresNothingAndCanBeStoredStill(t *testing.T) {
	t.Parallel()
	x, portal := slowly(t)
	desk := x.as(admin)
	seen := desk.settled(desk.upload(nil, [2]string{"new.csv", "tenant_id,name\nNEW,New\n"}))
	release := x.hold()
	at := desk.press(seen, say("en", "effect.store"), nil)
	portal.CutOff()
	release()
	if !portal.Finish(t.Context()) {
		t.Error("it has not ended")
	}
	if desk.next(at).status == http.StatusOK || strings.Contains(x.dump(), "NEW\t") {
		t.Error("it is stored")
	}
	desk.next(at).is(http.StatusOK).says(say("en", "upload.sound"))
	x.log.take()
}

// A panic beside a request would end the whole portal.
func TestAPanicOfAnImportIsItsError(t *testing.T) {
	t.Parallel()
	kept := &keptLog{}
	p := &portal{Options: Options{Log: slog.New(kept)}, uploads: newUploads(time.Now), jobs: newJobs()} // without a store
	x, err := p.uploads.keep(1, sourcesOf([2]string{"a.csv", "text"}), intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	j := p.work(x, false, store.Session{})
	<-j.ended
	if j.err == nil || len(kept.take()) != 1 || x.tried != nil {
		t.Errorf("its error is %v", j.err)
	}
}

func TestEachFileOfAnUploadIsListedWithItsStateWhereOneIsRefused(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	bad := [2]string{"partners.csv", "partner_id,name\n,Nobody\n"}
	files := [][2]string{{"usage.csv", usageHeader}, bad, {"customers.csv", "tenant_id,name\nNEW,New\n"}}
	for _, desk.language = range views.Languages {
		in := desk.language
		states := func(a answer) (all []string) {
			a.page.Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
				if tag := row.Find("td .tag"); tag.Length() == 1 {
					all = append(all, words(row.Find("th .code"))+" "+words(tag)+" "+words(row.Find(".because")))
				}
			})
			return all
		}
		rest := func(name string) string {
			return name + " " + say(in, "import_state.untried") + " " + say(in, "upload.untried", "File", "partners.csv")
		}
		refused := "partners.csv " + say(in, "import_state.refused") + " "
		if got, want := states(desk.checked(nil, files...)), []string{refused, rest("usage.csv"), rest("customers.csv")}; !slices.Equal(got, want) {
			t.Errorf("it lists %q, want %q", got, want)
		}
		// What comes between it is shown and it is stored is a matter of moments: what the job found is put here.
		at := desk.checked(nil, [2]string{"a.csv", "tenant_id,name\nA-" + in + ",A\n"}, bad, [2]string{"customers.csv", "tenant_id,name\nNEW,New\n"}).asked.Path
		done, err := x.store.Import(t.Context(), sourcesOf([2]string{"a.csv", "partner_id,name\nA-" + in + ",A\n"}, bad), intake.Options{Actor: admin})
		kept := x.portal.uploads.kept[at[strings.LastIndex(at, "/")+1:]]
		if err != nil || len(done) != 2 || kept == nil {
			t.Fatalf("%+v, %v: %v", done, kept, err)
		}
		j := newJob(kept, true)
		j.done = done
		close(j.ended)
		kept.job = j
		a := desk.get(at).is(http.StatusOK).says(say(in, "stored.partly_title"), say(in, "stored.partly", "File", "partners.csv"))
		if got, want := states(a), []string{"a.csv " + say(in, "import_state.stored") + " ", refused, rest("customers.csv")}; !slices.Equal(got, want) {
			t.Errorf("once the others are stored it lists %q, want %q", got, want)
		}
	}
}
