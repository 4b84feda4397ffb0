package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"shimei/store"
	"shimei/store/outbox"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

// bell is what the bell of a page says.
func (a answer) bell() string { return words(a.page.Find("a.bell .visually-hidden")) }

func TestAMessageIsOpenedReadAndLeadsToItsPage(t *testing.T) {
	t.Parallel()
	x := small(t)
	if _, err := x.store.Nominate(t.Context(), x.person(owner), "100", []store.Choice{{ID: "a-ems"}}); err != nil {
		t.Fatal(err)
	}
	asked := x.asksDelegation()
	for who, want := range map[string]string{lumen: views.CustomerPath("T-A"), owner: views.RequestPath(views.Customer, asked)} {
		v := x.as(who)
		v.language = "en"
		a := v.get(views.MessagesPath).is(http.StatusOK)
		if a.bell() != "1 unread message" || a.page.Find("tbody .tag").Length() != 1 {
			t.Errorf("%s: %q\n%s", who, a.bell(), a.main())
		}
		if head := v.get(views.MessagesPath); head.bell() != "1 unread message" {
			t.Error("to look at the list changed it")
		}
		opened := v.press(a, words(a.page.Find("button.subject")), nil)
		if opened.status != http.StatusSeeOther || opened.location() != want {
			t.Errorf("%s: %d to %q, want %q", who, opened.status, opened.location(), want)
		}
		if a := v.next(opened).is(http.StatusOK); a.bell() != "Messages" {
			t.Errorf("%s: %q", who, a.bell())
		}
	}
	if a := x.as(ember).get(views.MessagesPath); a.page.Find("tbody tr").Length() != 0 || a.bell() != "Messages" {
		t.Errorf("somebody else reads it\n%s", a.main())
	}
	x.as(ember).post(views.OpenMessagePath("1"), nil).is(http.StatusNotFound)
}

func TestAllMessagesThatWereShownAreMarkedAsRead(t *testing.T) {
	t.Parallel()
	x := small(t)
	x.asksDelegation()
	v := x.as(owner)
	v.language = "ja"
	shown := v.get(views.MessagesPath).is(http.StatusOK)
	x.asks(ember, extra())
	a := v.next(v.press(shown, say("ja", "messages.read_all"), nil)).says(say("ja", "messages.read_done"))
	if want := views.For("ja").T("messages.bell", "N", 1); a.bell() != want {
		t.Errorf("%q, want %q", a.bell(), want)
	}
	unread := v.get(views.MessagesPath + "?state=unread").page.Find("button.subject")
	if unread.Length() != 1 || !strings.Contains(unread.Text(), "Ember Partners") {
		t.Error(unread.Text())
	}
}

func TestWhatIsMailedIsChosenByTopic(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(lumen)
	v.language = "en"
	ticked := func(a answer) string {
		return strings.Join(a.page.Find("input[name=mail][checked]").Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("value", "") }), " ")
	}
	a := v.get(views.MessagesPath).says(say("en", "messages.choices_none"))
	if got := ticked(a); got != "nominations requests levels reminders statements" {
		t.Error(got)
	}
	a = v.next(v.press(a, say("en", "messages.choices_act"), url.Values{"mail": {"requests", "nonsense"}})).says(say("en", "messages.choices_done"))
	if got := ticked(a); got != "requests" {
		t.Error(got)
	}
	if a := small(t, func(o *Options) { o.Mails = true }).as(lumen).get(views.MessagesPath); !strings.Contains(a.main(), lumen) {
		t.Error(a.main())
	}
}

func TestAdminsSeeWhichMailReachedNobodyAndHaveItSentAgain(t *testing.T) {
	t.Parallel()
	x := small(t)
	x.asksDelegation()
	claimed, err := x.store.ClaimMail(t.Context(), 9, time.Minute)
	if err != nil || len(claimed) == 0 {
		t.Fatal(claimed, err)
	}
	if _, err := x.store.MailTried(t.Context(), claimed[0], outbox.Outcome{Err: errors.New("550 no such mailbox"), Final: true}); err != nil {
		t.Fatal(err)
	}
	v := x.as(admin)
	v.language = "en"
	a := v.get(views.MessagesPath).says("550 no such mailbox", views.For("en").T("messages.failed_lead", "N", 1))
	if b := x.as(owner).get(views.MessagesPath); strings.Contains(b.main(), "550") {
		t.Error("a customer sees it")
	}
	a = v.next(v.press(a, say("en", "messages.failed_act"), nil)).says(views.For("en").T("messages.failed_done", "N", 1))
	if strings.Contains(a.main(), "550") {
		t.Error(a.main())
	}
}

// TestEveryKindOfMessageHasWords puts each that anybody can be told into words, in both languages.
func TestEveryKindOfMessageHasWords(t *testing.T) {
	t.Parallel()
	p := programme.BuiltIn()
	for _, kind := range outbox.Kinds() {
		for _, count := range []int{1, 40} {
			if count > 1 && !slices.Contains([]outbox.Kind{outbox.Nominated, outbox.Replaced, outbox.ToReview, outbox.Registered, outbox.Supports}, kind) {
				continue
			}
			for _, language := range views.Languages {
				m := outbox.Message{Kind: kind, About: "2016-03", Details: outbox.Details{Customer: "C", Partner: "P", Route: "dap", By: "B", Days: 3, Count: count, Until: 1}}
				m.To.Language = language
				for _, change := range []outbox.Kind{outbox.LevelGained, outbox.LevelLost, outbox.LevelEnding} {
					if kind == change || kind == outbox.LevelsChanged {
						m.Details.Levels = append(m.Details.Levels, outbox.LevelChange{Kind: change, Competency: "smmcs", Level: "gold", Holds: "silver", Until: "2016-05"})
					}
				}
				letter, spoken := LetterOf(p, m, "https://x.example", "secret")
				if strings.ContainsAny(letter.Subject+letter.Body, "⟦⟧") || spoken != language {
					t.Errorf("%s in %s: %+v", kind, language, letter)
				}
			}
		}
	}
}

// TestOnlyWhoIsSignedInHasABell: who is not signed in has none.
func TestOnlyWhoIsSignedInHasABell(t *testing.T) {
	t.Parallel()
	x := small(t)
	if a := x.visitor().get(views.SignInPath).is(http.StatusOK); a.page.Find(".bell").Length() != 0 {
		t.Error(a.body)
	}
	a := x.visitor().get(views.MessagesPath)
	if want := views.SignInPath + "?return=%2Fmessages"; a.location() != want {
		t.Errorf("nobody is led to %q", a.location())
	}
}

// TestARejectionIsSaidToBeTheLastWordWhereItIs rejects a claim, which is disputed, and rejects it again.
func TestARejectionIsSaidToBeTheLastWordWhereItIs(t *testing.T) {
	t.Parallel()
	x := small(t)
	reference := x.asks(lumen, requests.Ask{Way: programme.WayClaim, Route: "dpor", PartnerID: "100", Subscription: "a-ems", Note: "We did it."})
	for k, want := range []string{"can dispute this once, until 11 May 2016", "This decision stands"} {
		x.acts(admin, reference, programme.ActReject)
		v := x.as(lumen)
		v.language = "en"
		a := v.get(views.MessagesPath).says(say("en", "request_reason.another"))
		if text := words(a.page.Find("tbody tr").First()); !strings.Contains(text, want) || !strings.Contains(text, "Enterprise Mobility Suite of Aster Foods") {
			t.Errorf("rejected %d times: %s", k+1, text)
		}
		if k == 0 {
			x.acts(lumen, reference, programme.ActDispute)
		}
	}
}
