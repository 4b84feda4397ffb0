package views

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestACustomersHomeSaysHowThingsStandMostUrgentFirst(t *testing.T) {
	list := List{Path: SubscriptionsPath}
	none := []SubscriptionRow{{ID: "a-ems", Nominable: true}}
	usual := &UsualPartner{Partner: PartnerRef{Name: "Northwind", ID: "400"}, Has: 9, Of: 12, Without: []string{"a-ems"}}
	for _, c := range []struct {
		page   SubscriptionsPage
		en, ja []string
	}{
		{SubscriptionsPage{}, []string{"Every subscription that can have a partner of record has one. []"}, []string{"対象となるすべてのサブスクリプションに、指名パートナーが指定されています。 []"}},
		{SubscriptionsPage{ToAnswer: 2, Without: 3, MayNominate: true, Usual: usual, Rows: none}, []string{
			"! 2 requests of partners wait for your answer. [/access]",
			"! 3 subscriptions have no partner of record. Northwind (400) is the partner of record of 9 of the 12 subscriptions that have one. [/nominate/check?partner=400&s=a-ems /subscriptions?record=none]",
		}, nil},
		{SubscriptionsPage{Without: 1, MayNominate: true, Rows: none}, []string{
			"! 1 subscription has no partner of record. [/nominate/partner?s=a-ems /subscriptions?record=none]",
		}, nil},
		{SubscriptionsPage{Without: 1, Rows: none}, []string{"! 1 subscription has no partner of record. [ /subscriptions?record=none]"}, nil},
		{SubscriptionsPage{Without: 1, Rows: none, Filter: SubscriptionFilter{Record: FilterNone}}, []string{"! 1 subscription has no partner of record. []"}, nil},
		{SubscriptionsPage{Without: 2, AskedCount: 2, MayNominate: true, Renewing: Renewing{2, 90, both("Azure"), *day(time.May, 27)}}, []string{
			"! 2 subscriptions are renewed within 90 days, and not by themselves. The first is Azure, on 27 May 2016. [/subscriptions?sort=renewal&state=open]",
		}, []string{
			"! 90 日以内に更新時期を迎え、自動更新ではないサブスクリプションが 2 件あります。最初は Azure で、2016/05/27 です。 [/subscriptions?sort=renewal&state=open]",
		}},
	} {
		for language, want := range map[string][]string{"en": c.en, "ja": c.ja} {
			if want == nil {
				continue
			}
			page := c.page
			page.L, page.List = For(language), list
			var got []string
			for _, p := range page.points() {
				text := p.Text + " [" + strings.TrimRight(p.Path+" "+p.Lines, " ") + "]"
				if p.Urgent {
					text = "! " + text
				}
				got = append(got, text)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s:\n%s\nnot\n%s", language, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
	}
}
