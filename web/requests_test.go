package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"shimei/store/demo"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

// state is how a request stands for somebody.
func (x *site) state(email, reference string) programme.State {
	x.t.Helper()
	d, err := x.store.Request(x.t.Context(), x.person(email), reference)
	if err != nil {
		x.t.Fatal(err)
	}
	return d.Life.State
}

// delegationForm is the form filled in.
func delegationForm(tenant, days string) url.Values {
	return url.Values{"tenant": {tenant}, "name": {"Exchange"}, "days": {days}, "note": {"As we\r\nspoke of."}}
}

// does goes to a request, presses the button of an act, and says why.
func (v *visitor) does(path, act, note string) answer {
	v.t.Helper()
	word := say(v.language, "request_act."+act)
	form := url.Values{}
	if note != "" {
		form.Set("note", note)
	}
	return v.next(v.press(v.click(v.get(path), word), word, form)).is(http.StatusOK)
}

func TestADelegationIsAskedForAcceptedAndEndedByItsFormsOnBothEngines(t *testing.T) {
	t.Parallel()
	onBothEngines(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		take(t, s, smallFacts())
		addPeople(t, s, slices.DeleteFunc(slices.Clone(smallPeople), func(p demo.Person) bool { return p.Email != owner && p.Email != lumen }))
		x := serve(t, s)
		partner, customer := x.as(lumen), x.as(owner)
		for _, language := range views.Languages {
			partner.language, customer.language = language, language
			l := views.For(language)
			last := l.Date(s.Now().AddDate(0, 0, 30))
			a := partner.click(partner.get(views.PartnerRequestsPath), l.T("requests.ask_delegation")).says(l.T("ask.no_rights"))
			a = partner.press(a, l.T("form.continue"), delegationForm(" t-a", "30")).is(http.StatusOK).says("t-a", "Exchange", "spoke of.", l.T("request.would", "Date", last))
			a = partner.press(a, l.T("form.change"), nil).is(http.StatusOK)
			if got := a.fields("tenant")[0] + a.fields("days")[0]; got != "t-a30" {
				t.Errorf("what was typed is %q", got)
			}
			a = partner.press(a, l.T("form.continue"), url.Values{"days": {"30"}})
			a = partner.next(partner.press(a, l.T("ask.act"), nil)).is(http.StatusOK).says("Aster Foods", "Exchange", l.T("request_state.proposed"))
			reference := a.page.Find(".facts .code[data-copy]").Text()

			customer.get(views.SubscriptionsPath).says(l.T("subscriptions.to_answer", "N", 1))
			a = customer.click(customer.get(views.AccessPath), l.T("request_title.delegation", "Partner", "Lumen Cloud", "Customer", "Aster Foods"))
			a.says(l.T("request.no_rights", "Partner", "Lumen Cloud"), "As we spoke of.", l.T("request_due.proposed", "Date", l.Date(s.Now().AddDate(0, 0, 90))))
			customer.does(a.asked.Path, "accept", "").says(l.T("request_done.accept", "Partner", "Lumen Cloud"), l.T("request_due.active", "Date", last))
			if got := x.state(lumen, reference); got != programme.StateActive {
				t.Errorf("it is %s", got)
			}
			customer.get(views.AccessPath).says(l.T("access.last_day", "Date", last), l.T("access.request", "Reference", reference))
			a = customer.does(views.RequestPath(views.Customer, reference), "end", "No longer needed.").says(l.T("request_state.ended"), "No longer needed.")
			partner.get(views.RequestPath(views.Partner, reference)).says("No longer needed.", "Aiko Mori")
			a = customer.get(views.ActivityPath + "?partner=lumen&kind=end")
			a.says(l.T("event_kind.end"), "Lumen Cloud", reference)
		}
	})
}

func TestNobodyActsOnARequestThatIsNotTheirsToDecide(t *testing.T) {
	t.Parallel()
	x := small(t)
	reference := x.asksDelegation()
	form := url.Values{"version": {"1"}}
	x.unchanged(func() {
		for _, c := range []struct {
			who, path string
			status    int
		}{
			{reader, views.RequestPath(views.Customer, reference), http.StatusOK},
			{reader, views.RequestsPath, http.StatusOK},
			{otherOwner, views.RequestPath(views.Customer, reference), http.StatusNotFound},
			{ember, views.RequestPath(views.Partner, reference), http.StatusNotFound},
			{lumen, views.RequestPath(views.Customer, reference), http.StatusForbidden},
			{owner, views.RequestPath(views.Partner, reference), http.StatusForbidden},
			{ember, views.ExtendPath(reference), http.StatusNotFound},
			{lumen, views.ExtendPath(reference), http.StatusConflict}, // it is not in effect
		} {
			x.as(c.who).get(c.path).is(c.status)
		}
		for _, c := range []struct {
			who    string
			of     views.Audience
			act    programme.Act
			status int
		}{
			{reader, views.Customer, programme.ActAccept, http.StatusForbidden},
			{reader, views.Customer, programme.ActDecline, http.StatusForbidden},
			{otherOwner, views.Customer, programme.ActAccept, http.StatusNotFound},
			{ember, views.Partner, programme.ActWithdraw, http.StatusNotFound},
			{lumen, views.Partner, programme.ActAccept, http.StatusForbidden},
			{owner, views.Customer, programme.ActWithdraw, http.StatusForbidden},
			{owner, views.Customer, programme.ActEnd, http.StatusConflict},
			{lumen, views.Partner, programme.ActEnd, http.StatusConflict},
			{admin, views.Customer, programme.ActAccept, http.StatusForbidden},
		} {
			v := x.as(c.who)
			v.get(views.RequestActPath(c.of, reference, c.act)).is(c.status)
			v.post(views.RequestActPath(c.of, reference, c.act), form).is(c.status)
		}
		a := x.as(reader).get(views.RequestPath(views.Customer, reference)).says(say("en", "request.reader"))
		if n := a.page.Find("main a[href*='/accept'], main form").Length(); n != 0 {
			t.Errorf("a reader has %d ways to act", n)
		}
		if strings.Contains(x.as(reader).get(views.SubscriptionsPath).main(), say("en", "subscriptions.to_answer", "N", 1)) {
			t.Error("a reader is asked for an answer")
		}
		if got := x.as(otherOwner).get(views.RequestsPath).main() + x.as(ember).get(views.PartnerRequestsPath).main(); strings.Contains(got, reference) {
			t.Error("the list of another has the request")
		}
	})
}

func TestWhoIsSlowerSeesTheRequestAsItIsNow(t *testing.T) {
	t.Parallel()
	x := small(t)
	reference := x.asksDelegation()
	customer, partner := x.as(owner), x.as(lumen)
	form := customer.get(views.RequestActPath(views.Customer, reference, programme.ActAccept))
	partner.does(views.RequestPath(views.Partner, reference), "withdraw", "")
	for _, customer.language = range views.Languages {
		x.unchanged(func() {
			a := customer.post(form.asked.Path, url.Values{"version": form.fields("version")}).is(http.StatusConflict)
			a.says(say(customer.language, "refusal.state"), say(customer.language, "request_state.withdrawn"))
			customer.get(a.page.Find("input[name=return]").AttrOr("value", "")).is(http.StatusOK)
		})
	}
}

func TestWhatWasSeenBeforeAnotherActIsAskedForAnew(t *testing.T) {
	t.Parallel()
	x := small(t)
	reference := x.claims()
	v := x.as(lumen)
	x.acts(admin, reference, programme.ActReturn)
	form := v.get(views.RequestActPath(views.Partner, reference, programme.ActAnswer))
	x.acts(owner, reference, programme.ActObject)
	a := v.press(form, say("en", "request_act.answer"), url.Values{"note": {"Here it is."}}).is(http.StatusConflict).says(say("en", "refusal.state"), say("en", "request.objected", "Customer", "Aster Foods"))
	if got := a.page.Find("textarea").Text(); got != "Here it is." {
		t.Errorf("what was typed is %q", got)
	}
	v.next(v.press(a, say("en", "request_act.answer"), nil)).is(http.StatusOK).says(say("en", "request_state.submitted"), "Here it is.")
}

// claims claims a subscription of Aster Foods for Lumen Cloud.
func (x *site) claims() string {
	x.t.Helper()
	return x.asks(lumen, requests.Ask{Way: programme.WayClaim, Route: "dpor", PartnerID: "100", Subscription: "a-office", Note: "We deployed it."})
}

func TestAClaimIsAnsweredObjectedToDisputedAndEnded(t *testing.T) {
	t.Parallel()
	x := small(t)
	reference := x.claims()
	customer, partner := x.as(owner), x.as(lumen)
	of, at := views.RequestPath(views.Customer, reference), views.RequestPath(views.Partner, reference)
	x.unchanged(func() {
		a := customer.post(views.RequestActPath(views.Customer, reference, programme.ActObject), url.Values{"version": {"1"}, "note": {" "}}).is(http.StatusUnprocessableEntity)
		if a.page.Find("#note[aria-invalid]").Length() != 1 || words(a.page.Find("#note-error")) != say("en", "refusal.reason") {
			t.Errorf("the note is not marked: %s", a.main())
		}
	})
	customer.does(of, "object", "They did not.").says(say("en", "request.objected", "Customer", "Aster Foods"), "They did not.")
	x.acts(admin, reference, programme.ActReturn)
	partner.does(at, "answer", "See the invoice.").says(say("en", "request_state.submitted"))
	x.acts(admin, reference, programme.ActReject)
	partner.get(at).says(say("en", "request_reason.another"), "because", say("en", "request_due.rejected", "Date", views.For("en").Date(x.store.Now().AddDate(0, 0, 30))))
	partner.does(at, "dispute", "We did.").says(say("en", "request_state.submitted"))
	x.acts(admin, reference, programme.ActApprove)
	partner.does(at, "end", "").says(say("en", "request_state.ended"))
	for path, v := range map[string]*visitor{views.ActivityPath: customer, views.AuditPath: x.as(admin)} {
		for _, v.language = range views.Languages {
			for _, act := range []programme.Act{programme.ActAsk, programme.ActObject, programme.ActReturn, programme.ActAnswer, programme.ActReject, programme.ActDispute, programme.ActApprove, programme.ActEnd} {
				a := v.get(path + "?kind=" + string(act)).is(http.StatusOK)
				a.says(say(v.language, "event_kind."+string(act)), "Lumen Cloud", reference, "a-office")
				if n := a.page.Find("tbody tr").Length(); n != 1 {
					t.Errorf("%s: %d rows", act, n)
				}
			}
		}
	}
	customer.get(views.SubscriptionPath("a-office")).is(http.StatusOK).says("We deployed it.", "They did not.")
}

func TestADelegationIsMadeLongerByItsForm(t *testing.T) {
	t.Parallel()
	x := small(t)
	first := x.acts(owner, x.asksDelegation(), programme.ActAccept)
	partner, customer := x.as(lumen), x.as(owner)
	last := views.For("en").Date(x.store.Now().AddDate(0, 0, 90))
	a := partner.click(partner.get(views.RequestPath(views.Partner, first.Reference)), say("en", "request.extend")).is(http.StatusOK)
	x.unchanged(func() { // 700 more than the 30 that it has are as many as there can be
		wrong := partner.press(a, say("en", "form.continue"), url.Values{"days": {"701"}}).is(http.StatusUnprocessableEntity)
		if got := words(wrong.page.Find("#days-error")); got != say("en", "ask.days_wrong", "Most", 700) {
			t.Errorf("701 days: %q", got)
		}
	})
	a = partner.press(a, say("en", "form.continue"), url.Values{"days": {"60"}}).says(last)
	a = partner.next(partner.press(a, say("en", "ask.act"), nil)).is(http.StatusOK)
	longer := views.RequestPath(views.Customer, a.asked.Path[strings.LastIndex(a.asked.Path, "/")+1:])
	customer.does(longer, "accept", "").says(say("en", "request.done"))
	customer.get(views.RequestPath(views.Customer, first.Reference)).says(say("en", "request_due.active", "Date", last))
}

func TestWhatCannotBeAskedForSaysWhyAtItsField(t *testing.T) {
	t.Parallel()
	x := small(t)
	x.asksDelegation()
	refusal := func(code, name string) []any { return []any{"refusal." + code, "Name", name} }
	for _, c := range []struct {
		what, who, form, field string
		message                []any
	}{
		{"no such customer", lumen, "way=delegation&tenant=T-X&name=n&days=3", "tenant", refusal(programme.RefusedTenant, "T-X")},
		{"no customer", lumen, "way=delegation&tenant=+&name=n&days=3", "tenant", []any{"ask_need.tenant"}},
		{"no purpose", lumen, "way=delegation&tenant=T-B&name=&days=3", "name", []any{"ask_need.name"}},
		{"a long purpose", lumen, "way=delegation&tenant=T-B&days=3&name=" + strings.Repeat("n", 201), "name", []any{"request.long", "Most", 200}},
		{"a long note", lumen, "way=delegation&tenant=T-B&days=3&name=n&note=" + strings.Repeat("n", 2001), "note", []any{"request.long", "Most", 2000}},
		{"no days", lumen, "way=delegation&tenant=T-B&name=n&days=0", "days", []any{"ask.days_wrong", "Most", 730}},
		{"too many days", lumen, "way=delegation&tenant=T-B&name=n&days=731", "days", []any{"ask.days_wrong", "Most", 730}},
		{"no number", lumen, "way=delegation&tenant=T-B&name=n&days=many", "days", []any{"ask.days_wrong", "Most", 730}},
		{"asked already", lumen, "way=delegation&tenant=T-A&name=n&days=3", "tenant", refusal(programme.RefusedAsked, "")},
		{"associated already", harbour, "way=delegation&location=201&tenant=T-B&name=n&days=3", "tenant", refusal(programme.RefusedAlready, "201")},
		{"another's location", harbour, "way=delegation&location=100&tenant=T-A&name=n&days=3", "location", []any{"request_refusal.unknown_partner", "Name", "100"}},
		{"the account itself", harbour, "way=delegation&location=200&tenant=T-A&name=n&days=3", "location", []any{"request_refusal.global_account", "Name", "200"}},
		{"a route that is not open", lumen, "way=application&route=fasttrack&tenant=T-A", "", []any{"refusal.not_open"}},
	} {
		v := x.as(c.who)
		for k, sure := range []string{"&sure=1", "&sure=1", ""} { // at the last step, and as early as at the first
			if v.language = views.Languages[k%len(views.Languages)]; sure == "" && c.what == "asked already" {
				continue // which only the database settles
			}
			x.unchanged(func() {
				a := v.send(http.MethodPost, views.NewRequestPath, "application/x-www-form-urlencoded", strings.NewReader(c.form+sure))
				a.is(http.StatusUnprocessableEntity)
				want := say(v.language, c.message[0].(string), c.message[1:]...)
				got := words(a.page.Find("#" + c.field + "-error"))
				if c.field == "" {
					got = words(a.page.Find(".errors li"))
				}
				if got != want {
					t.Errorf("%s says %q at %q, want %q", c.what, got, c.field, want)
				}
			})
		}
	}
}

func TestAnApplicationNamesWhatIsAnnouncedAndIsTakenOnceItIsOpen(t *testing.T) {
	t.Parallel()
	x, set := timed(t)
	v := x.as(lumen)
	for _, v.language = range views.Languages {
		l := views.For(v.language)
		route, _ := x.programme().Route("fasttrack")
		a := v.get(views.AskPath(programme.WayApplication, "")).is(http.StatusOK)
		a.says(l.T("ask.none_what"), l.T("ask.announced_from", "Route", l.Text(x.programme().Routes[route].Name), "Month", l.Month(programme.MonthOf(2016, time.July))))
		if a.page.Find("main form").Length() != 0 {
			t.Error("there is a form for what cannot be asked for")
		}
	}
	set(time.Date(2016, time.July, 2, 9, 0, 0, 0, time.UTC))
	v = x.signsIn(lumen)
	v.language = "en"
	a := v.press(v.get(views.AskPath(programme.WayApplication, "T-A")), say("en", "form.continue"), nil).says("T-A", "FastTrack")
	v.next(v.press(a, say("en", "ask.act"), nil)).is(http.StatusOK).says(say("en", "request_state.submitted"), "Aster Foods")
}

func TestWhatNobodyAnsweredInTimeIsToldAsDoneByThePortal(t *testing.T) {
	t.Parallel()
	x, set := timed(t)
	reference := x.asksDelegation()
	set(x.store.Now().AddDate(0, 0, 91))
	x.signsIn(owner).get(views.RequestActPath(views.Customer, reference, programme.ActAccept)).is(http.StatusConflict).says(say("en", "request_state.lapsed"))
	if n, err := x.store.Clock(t.Context()); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	for _, c := range []struct{ who, path string }{{owner, views.ActivityPath}, {admin, views.AuditPath}, {owner, views.RequestPath(views.Customer, reference)}} {
		v := x.signsIn(c.who)
		for _, v.language = range views.Languages {
			v.get(c.path).is(http.StatusOK).says(say(v.language, "origin.clock"), "Lumen Cloud")
		}
		if c.path == views.ActivityPath || c.path == views.AuditPath {
			if a := v.get(c.path + ".csv?kind=lapse").is(http.StatusOK); !strings.Contains(a.body, "delegation,proposed,lapsed") {
				t.Errorf("the file has %s", a.body)
			}
		}
	}
}

func TestACorrectionIsTheVendorsOwn(t *testing.T) {
	t.Parallel()
	x := small(t)
	first := x.acts(owner, x.asksDelegation(), programme.ActAccept)
	day := programme.DayOf(2016, time.March, 1)
	fix := x.asks(admin, requests.Ask{Way: programme.WayCorrection, Association: first.Association, From: &day, Note: "a secret of the desk"})
	customer := x.as(owner)
	customer.get(views.RequestPath(views.Customer, fix)).is(http.StatusNotFound)
	for _, path := range []string{views.ActivityPath, views.ActivityPath + ".csv", views.RequestsPath, views.RequestsPath + ".csv"} {
		if a := customer.get(path).is(http.StatusOK); strings.Contains(a.body, "a secret of the desk") || strings.Contains(a.body, views.RequestPath(views.Customer, fix)) {
			t.Errorf("%s tells the customer of it", path)
		}
	}
	x.as(admin).get(views.AuditPath).says("a secret of the desk")
}

func TestAnAssociationThatWasAskedForSaysSo(t *testing.T) {
	t.Parallel()
	x := small(t)
	q := x.acts(owner, x.asksDelegation(), programme.ActAccept)
	v := x.as(admin)
	for _, v.language = range views.Languages {
		a := v.get(views.AssignmentPath(q.Association)).is(http.StatusOK).says(say(v.language, "origin.request_by", "Name", "Aiko Mori"), q.Reference)
		if a.page.Find(`main a[href="`+views.RequestPath(views.Admin, q.Reference)+`"]`).Length() == 0 {
			t.Error("nothing leads to the request")
		}
	}
}
