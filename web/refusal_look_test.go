package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/labstack/echo/v4"

	"shimei/views"
)

// refusedSettings are six of which each pair of two settings is one, or all of them as for
// settings.
func refusedSettings() (all []setting) {
	whole := len(settings()) == len(states)*len(widths)*len(views.Languages)*len(themes)
	for i, width := range widths {
		for j, language := range views.Languages {
			for k, theme := range themes {
				if whole || (i+j+k)%2 == 0 {
					all = append(all, setting{"refused", language, theme, width})
				}
			}
		}
	}
	return all
}

// submit sends a form from a page of the portal.
const submit = `((path, form, files) => {
	const element = document.createElement('form')
	element.method = 'post'
	element.action = path
	const add = (type, name, value) => {
		const input = document.createElement('input')
		input.type = type
		input.name = name
		if (type !== 'file') input.value = value
		element.append(input)
		return input
	}
	for (const [name, values] of Object.entries(form ?? {})) for (const value of values) add('hidden', name, value)
	if (files) {
		const chosen = new DataTransfer()
		for (const [name, text] of files) chosen.items.add(new File([text], name))
		element.enctype = 'multipart/form-data'
		add('file', 'file').files = chosen.files
	}
	document.body.append(element)
	element.submit()
})(%s, %s, %s)`

// lookAt sends a form in settings that differ in their width only, and returns what is wrong
// with the page that refuses it, by setting. It is sent from the page that is open.
func (e *eye) lookAt(page string, f refusal, visit []setting) map[setting][]string {
	e.t.Helper()
	e.wear(visit[0])
	script := fmt.Sprintf(submit, written(e.t, f.path), written(e.t, f.form), written(e.t, f.files))
	e.status = e.loads("send "+page, chromedp.Evaluate[chromedp.Void](script))
	e.source = f.send(e.visitor).body
	return e.inspect(page, visit)
}

// written writes a value as a script has it.
func written(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// worded are the statuses of errors that have words of their own.
func worded() (all []int) {
	for status := 400; status < 600; status++ {
		if !strings.HasPrefix(say("en", "error_title."+strconv.Itoa(status)), "⟦") {
			all = append(all, status)
		}
	}
	return all
}

// failing makes the portal answer with each status at /failing/ and its number.
func (x *site) failing() {
	x.Config.Handler.(*echo.Echo).GET("/failing/:status", func(c echo.Context) error {
		status, err := strconv.Atoi(c.Param("status"))
		if err != nil {
			return err
		}
		return echo.NewHTTPError(status)
	})
}

func TestEveryRefusalIsSoundInEverySetting(t *testing.T) {
	t.Parallel()
	x, broken := small(t, offering(owner)), small(t)
	x.failing()
	if err := broken.store.Close(); err != nil {
		t.Fatal(err)
	}
	browser, html := chromium(t), map[string]string{}
	eyes := map[string]*eye{}
	for _, who := range []string{"", owner, reader, lumen, admin} {
		eyes[who] = x.eye(browser, who)
		eyes[who].refusals = "45"
		eyes[who].open(views.HelpPath) // to send from
	}
	unreachable := broken.eye(browser, owner)
	unreachable.refusals = "5"
	all := refusals(t)
	for _, visit := range visits(refusedSettings()) {
		note := func(page string, e *eye, status int, faults map[setting][]string) {
			name := page + " (" + visit[0].String() + ")"
			if e.status != status {
				t.Errorf("%s: the browser is answered with %d, want %d", name, e.status, status)
			}
			report(t, page, faults)
			html[name] = e.source
		}
		for _, path := range slices.Sorted(maps.Keys(all)) {
			for _, f := range all[path] {
				page := path + " " + f.wrong
				note(page, eyes[f.who], f.status, eyes[f.who].lookAt(page, f, visit))
			}
		}
		for _, status := range worded() {
			page := "error " + strconv.Itoa(status)
			note(page, eyes[owner], status, eyes[owner].look(page, "/failing/"+strconv.Itoa(status), visit))
		}
		page := "error of the database"
		note(page, unreachable, http.StatusInternalServerError, unreachable.look(page, views.SubscriptionsPath, visit))
	}
	x.log.take()
	broken.log.take()
	for _, fault := range invalid(t, html) {
		t.Error(fault)
	}
	if least := len(visits(refusedSettings())) * 34; len(html) < least {
		t.Errorf("only %d pages, want %d: %v", len(html), least, slices.Sorted(maps.Keys(html)))
	}
}

func TestTheSettingsOfRefusalsHaveEachPair(t *testing.T) {
	t.Parallel()
	pairs := map[[2]string]bool{}
	for _, s := range refusedSettings() {
		width := strconv.FormatInt(s.width, 10)
		pairs[[2]string{s.language, s.theme}], pairs[[2]string{s.language, width}], pairs[[2]string{s.theme, width}] = true, true, true
	}
	if want := 2*2 + 2*3 + 2*3; len(pairs) != want {
		t.Errorf("%d pairs, want %d", len(pairs), want)
	}
}
