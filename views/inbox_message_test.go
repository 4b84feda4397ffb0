package views

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestEveryMessageIsInWords reads each kind in both languages: nothing is missing, a subject is one line, and
// who and what it is of is named.
func TestEveryMessageIsInWords(t *testing.T) {
	for _, language := range Languages {
		l := For(language)
		for _, m := range sampleMessages() {
			subject, body := m.Subject(l), m.Body(l)
			if strings.ContainsAny(subject+body+strings.Join(m.Said(l), ""), "⟦⟧") || subject == "" || body == "" || strings.Contains(subject, "\n") {
				t.Errorf("%s in %s: %q, %q", m.worded(), language, subject, body)
			}
			if m.Kind == "to_review" {
				continue // which is of several
			}
			if strings.HasPrefix(m.Kind, "level") {
				if !strings.Contains(subject, m.Partner.Name) {
					t.Errorf("%s in %s names not whose level: %q", m.worded(), language, subject)
				}
				continue
			}
			own := slices.Contains([]string{"invited", "reset_asked", "password_changed", "factor_changed"}, m.Kind) // of the reader's account alone
			if m.Kind != "closed" && !own && (!strings.Contains(subject, m.Customer) || !strings.Contains(subject, m.Partner.Name)) {
				t.Errorf("%s in %s names not both sides: %q", m.worded(), language, subject)
			}
			if m.Kind == "closed" && !strings.Contains(subject, l.Month(april-1)) {
				t.Errorf("%s in %s: %q", m.worded(), language, subject)
			}
		}
	}
}

func TestAMessageLeadsToThePageThatItIsAbout(t *testing.T) {
	told := Told{TenantID: "T/1"}
	for _, c := range []struct {
		m        Message
		audience Audience
		want     string
	}{
		{Message{Kind: "nominated", About: "X", Told: told}, Partner, CustomerPath("T/1")},
		{Message{Kind: "removed", About: "X"}, Partner, CustomersPath},
		{Message{Kind: "closed", About: "2016-03"}, Partner, StatementPath + "?month=2016-03"},
		{Message{Kind: "claim_ask", About: "A-B"}, Customer, RequestsPath + "/A-B"},
		{Message{Kind: "claim_ask", About: "A-B"}, Admin, ReviewPath + "/A-B"},
		{Message{Kind: "ending", About: "A-B"}, Partner, PartnerRequestsPath + "/A-B"},
		{Message{Kind: "ending", Told: told}, Partner, CustomerPath("T/1")},
		{Message{Kind: "ending", Told: told}, Customer, AccessPath},
		{Message{Kind: "level_lost", About: "2016-03"}, Partner, OverviewPath + "?month=2016-03"},
		{Message{Kind: "levels_changed"}, Partner, OverviewPath},
		{Message{Kind: "to_review"}, Admin, ReviewPath + "?way=nomination"},
		{Message{Kind: "registered", About: "X", Told: told}, Admin, DeskPath},
		{Message{Kind: "supports", About: "X", Told: told}, "", CustomerPath("T/1")},
		{Message{Kind: "nomination_end", About: "A-B"}, Customer, AccessPath},
		{Message{Kind: "ended", About: "A-B"}, Partner, CustomersPath},
		{Message{Kind: "correction_approve", About: "A-B"}, Partner, CustomersPath},
		{Message{Kind: "correction_approve", About: "A-B"}, Customer, ActivityPath},
		{Message{Kind: "correction_approve", About: "A-B"}, Admin, ReviewPath + "/A-B"},
	} {
		if got := c.m.Path(c.audience); got != c.want {
			t.Errorf("%s for %s: %s, want %s", c.m.Kind, c.audience, got, c.want)
		}
	}
}

func TestALetterLeadsToThePortalWhereThatHasAnAddress(t *testing.T) {
	m := Message{Kind: "delegation_ask", About: "A-B", Told: Told{Customer: "Adatum", Partner: contoso, By: "Ken", Name: "rollout", Note: "please", Days: 30, LastDay: some(at(time.May, 1, 0))}}
	to := Person{Name: "Aiko", Organisation: "Adatum", Audience: Customer}
	want := `Hello Aiko,

Ken of Contoso Cloud Consulting asks for delegated administration of Adatum for 30 days. Accept or decline until 1 May 2016; after that the request lapses. Nothing takes effect without an answer.

What it is for: rollout
Ken wrote: please

Open it in the portal, after you sign in: https://p.example/requests/A-B

-- 
You receive this because you are one of the people of Adatum in Shimei, the partner-of-record portal.
Choose what you are mailed about: https://p.example/messages
`
	if got := NewLetter(For("en"), m, to, "https://p.example"); got.Body != want || got.Subject != "Contoso Cloud Consulting asks for delegated administration of Adatum" {
		t.Errorf("%s\n%s", got.Subject, got.Body)
	}
	got := NewLetter(For("ja"), m, Person{Name: "管理", Audience: Admin}, "")
	if strings.Contains(got.Body, "http") || !strings.Contains(got.Body, ReviewPath+"/A-B") || !strings.Contains(got.Body, "管理 様") {
		t.Error(got.Body)
	}
}

func TestTheBellCountsWhatIsUnread(t *testing.T) {
	for n, want := range map[int64]string{0: "Messages", 1: "1 unread message", 7: "7 unread messages", MostUnread: "100 or more unread messages"} {
		f := Frame{L: For("en"), Unread: n}
		if f.bell() != want {
			t.Errorf("%d: %q", n, f.bell())
		}
	}
	if f := (Frame{L: For("en"), Unread: MostUnread}); f.bellCount() != "99+" {
		t.Error(f.bellCount())
	}
}
