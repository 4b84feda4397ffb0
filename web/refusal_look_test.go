//go:build !race

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

// refusedSettings are those that the refusal of a number is looked at in. Each is seen in both
// languages, both themes and every width, and four after each other are examined in each pair.
func refusedSettings(n int) []setting {
	const state = "refused"
	if everything() {
		return product(state)
	}
	language, theme, wider := n%2, n/2%2, [...]int{1, 2, 2, 1}[n%4]
	at := func(language, theme, width int) setting {
		return setting{state, views.Languages[language%2], themes[theme%2], widths[width]}
	}
	return []setting{at(language, theme, 0), at(language, theme, 3-wider), at(language+1, theme+1, wider), at(language+1, theme+1, 0)}
}

// refusedVisits are the visits of a refusal. A form that was refused already, for another reason, differs in its
// words only, and is looked at in one language: in either by turns.
func refusedVisits(n int, again bool) [][]setting {
	all := visits(refusedSettings(n))
	if again && !everything() {
		return all[n/4%2:][:1] // so that both turns have each language
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
	x.Config.Handler.(*Portal).Handler.(*echo.Echo).GET("/failing/:status", func(c echo.Context) error {
		status, err := strconv.Atoi(c.Param("status"))
		if err != nil {
			return err
		}
		return echo.NewHTTPError(status)
	})
}

func TestEveryRefusalIsSoundInEverySetting(t *testing.T) {
	t.Parallel()
	browser, x, broken := chromium(t), small(t, offering(owner)), small(t)
	x.failing()
	if err := broken.store.Close(); err != nil {
		t.Fatal(err)
	}
	e, html, number := x.examiner(browser), map[string]string{}, 0
	e.refusals = "45"
	each := func(page string, status int, again bool, look func(visit []setting) map[setting][]string) {
		for _, visit := range refusedVisits(number, again) {
			reports(t, page, look(visit))
			name := page + " (" + visit[0].String() + ")"
			if e.status != status {
				t.Errorf("%s: the browser is answered with %d, want %d", name, e.status, status)
			}
			html[name] = e.source
		}
		number++
	}
	nothing := alikes{}
	e.open(views.HelpPath) // to send the first from
	all := refusals(t)
	maps.Copy(all, peopleRefusals())
	for _, path := range slices.Sorted(maps.Keys(all)) {
		again := false
		for _, f := range all[path] {
			if f.status == http.StatusSeeOther { // it leads on to a page that is looked at elsewhere
				continue
			}
			if !nothing.differs(f.who, f.status, number) {
				continue
			}
			page := path + " " + f.wrong
			e.become(x, f.who)
			each(page, f.status, again, func(visit []setting) map[setting][]string { return e.lookAt(page, f, visit) })
			again = true
		}
	}
	e.become(x, owner)
	for _, status := range worded() {
		page, address := "error "+strconv.Itoa(status), "/failing/"+strconv.Itoa(status)
		each(page, status, false, func(visit []setting) map[setting][]string { return e.look(page, address, visit) })
	}
	e.become(broken, owner)
	each("error of the database", http.StatusInternalServerError, false, func(visit []setting) map[setting][]string {
		return e.look("error of the database", views.SubscriptionsPath, visit)
	})
	x.log.take()
	broken.log.take()
	for _, fault := range invalid(t, html) {
		t.Error(fault)
	}
	if least := len(visits(refusedSettings(0))) * 34; len(html) < least {
		t.Errorf("only %d pages, want %d: %v", len(html), least, slices.Sorted(maps.Keys(html)))
	}
}

func TestTheSettingsOfRefusalsHaveEachPair(t *testing.T) {
	t.Parallel()
	holdPairs(t, refusedSettings, "refused")
}
