package views

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shimei/store/programme"
)

// entitlements and newCustomers are figures that lack something.
var (
	entitlements = Shortfall{Metric: programme.Text{En: "Active entitlements", Ja: "アクティブ エンタイトルメント"}, Needed: 2000, Missing: 75}
	newCustomers = Shortfall{Requirement: 1, Metric: programme.Text{En: "Net new customers", Ja: "新規顧客獲得数"}, Needed: 4, Missing: 1, Leaves: 2}
	revenue      = Shortfall{Metric: programme.Text{En: "Consumed revenue", Ja: "消費収益"}, Money: true, Needed: 1500000, Missing: 600, Leaves: 100}
)

// both is a name that is the same in both languages.
func both(name string) programme.Text { return programme.Text{En: name, Ja: name} }

func day(month time.Month, d int) *time.Time {
	t := time.Date(2016, month, d, 0, 0, 0, 0, time.UTC)
	return &t
}

func TestAPartnersHomeSaysHowThingsStandMostUrgentFirst(t *testing.T) {
	smb := both("Small and Midmarket")
	productivity := Standing{ID: "cloud-productivity", Name: both("Cloud Productivity"), Level: programme.NoLevel, Next: "silver", Short: []Shortfall{entitlements}}
	idle, lacking := productivity, productivity
	idle.Leads = []Lead{{"Elderwick Glassworks", 171}}
	lacking.Leads = []Lead{{"Amberfell", 0}, {"Cloverdell", 0}}
	ending := Standing{ID: "smmcs", Name: smb, Level: "silver", Ends: day(time.May, 31), Falls: []Shortfall{newCustomers}, Next: "gold", Short: []Shortfall{{Needed: 25, Missing: 21}}}
	of := func(kind programme.WorkKind, more bool, rows ...WorkRow) map[programme.WorkKind]WaitingRows {
		return map[programme.WorkKind]WaitingRows{kind: {rows, more}}
	}
	claim := WorkRow{Customer: "Amberfell", Reference: "8KQ2M-X4T7P", Due: day(time.May, 14)}
	later := WorkRow{Customer: "Cloverdell", Reference: "7KQ2M-X4T7P", Due: day(time.May, 20)}
	azure := WorkRow{Customer: "Elderwick", Product: both("Azure"), Renewal: day(time.May, 27), Since: *day(time.April, 2)}
	crm := WorkRow{Customer: "Amberfell", Product: both("CRM"), Renewal: day(time.June, 1), Since: *day(time.April, 9)}
	for _, c := range []struct {
		home PartnerHome
		en   []string
		ja   []string
	}{
		{PartnerHome{}, []string{"Nothing waits for you, and no level ends in the months ahead."}, []string{"対応が必要な項目はありません。今後数か月の間に終わるレベルもありません。"}},
		{PartnerHome{Standings: []Standing{idle, ending}}, []string{
			"! Silver in Small and Midmarket ends on 31 May 2016 unless something new comes. Net new customers: 1 will be missing, as 2 leave the window.",
			"Silver in Cloud Productivity needs 75 more: Active entitlements 1,925 of 2,000. Elderwick Glassworks has 171 seats that nobody uses.",
		}, []string{
			"! 新しい実績がなければ、Small and Midmarket のシルバーは 2016/05/31 で終わります。新規顧客獲得数は、2 が集計期間から外れるため、1 不足する見込みです。",
			"Cloud Productivity のシルバーまで、あと 75 です (アクティブ エンタイトルメント 1,925 / 2,000)。Elderwick Glassworks には、利用されていないシートが 171 あります。",
		}},
		{PartnerHome{Standings: []Standing{lacking}}, []string{
			"Silver in Cloud Productivity needs 75 more: Active entitlements 1,925 of 2,000. 2 customers do not have all that it counts: Amberfell, Cloverdell.",
		}, []string{
			"Cloud Productivity のシルバーまで、あと 75 です (アクティブ エンタイトルメント 1,925 / 2,000)。対象の製品がそろっていないお客様が 2 件あります (Amberfell、Cloverdell)。",
		}},
		{PartnerHome{Standings: []Standing{{ID: "p", Name: smb, Level: programme.NoLevel, Next: "gold", Short: []Shortfall{revenue, newCustomers}}}}, []string{
			"Gold in Small and Midmarket needs more: Consumed revenue $14,994.00 of $15,000.00, Net new customers 3 of 4.",
		}, []string{
			"Small and Midmarket のゴールドには、まだ不足があります (消費収益 $14,994.00 / $15,000.00、新規顧客獲得数 3 / 4)。",
		}},
		{PartnerHome{Waiting: of(programme.WorkRequest, false, claim)}, []string{
			"! 1 request was given back to you, about Amberfell: something is missing. Answer by 14 May 2016.",
		}, []string{
			"! 差し戻された申請が 1 件あります。内容が不足しています。最初のものは Amberfell に関する申請です。回答期限は 2016/05/14 です。",
		}},
		{PartnerHome{Waiting: of(programme.WorkRequest, true, later, claim)}, []string{
			"! 2+ requests were given back to you: something is missing. The first is about Amberfell. Answer by 14 May 2016.",
		}, []string{
			"! 差し戻された申請が 2+ 件あります。内容が不足しています。最初のものは Amberfell に関する申請です。回答期限は 2016/05/14 です。",
		}},
		{PartnerHome{Work: programme.Work{RenewalDays: 90}, Waiting: of(programme.WorkRenewal, false, crm, azure)}, []string{
			"! 2 subscriptions are renewed within 90 days, and not by themselves. The first is Azure of Elderwick, on 27 May 2016.",
		}, []string{
			"! 90 日以内に更新時期を迎え、自動更新ではないサブスクリプションが 2 件あります。最初は Elderwick の Azure で、2016/05/27 です。",
		}},
		{PartnerHome{Work: programme.Work{RenewalDays: 90}, Waiting: of(programme.WorkRenewal, true, crm)}, []string{ // of others, an earlier one may be
			"! 1+ subscription is renewed within 90 days, and not by itself.",
		}, []string{
			"! 90 日以内に更新時期を迎え、自動更新ではないサブスクリプションが 1+ 件あります。",
		}},
		{PartnerHome{Large: true}, []string{"Your customers are many: their renewals, and seats that nobody uses, are in the work list."},
			[]string{"お客様が多いため、更新と利用されていないシートは対応リストでご確認ください。"}},
		{PartnerHome{Work: programme.Work{NewDays: 30}, Waiting: of(programme.WorkNomination, false, azure, crm)}, []string{
			"You were nominated for 2 subscriptions in the last 30 days, most recently by Amberfell.",
		}, []string{
			"この 30 日間に 2 件のサブスクリプションで指名されました。最新の指名は Amberfell からです。",
		}},
	} {
		for language, want := range map[string][]string{"en": c.en, "ja": c.ja} {
			f := Frame{L: For(language), Programme: &programme.Programme{Currency: "USD", Digits: 2}}
			var got []string
			for _, p := range c.home.points(f) {
				text := p.Text
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

func TestEachPointOfAHomeLeadsToItsLinesAndToWhereItIsDone(t *testing.T) {
	home := PartnerHome{Month: april, Standings: []Standing{
		{ID: "smmcs", Level: "silver", Ends: day(time.May, 31), Falls: []Shortfall{newCustomers}},
		{ID: "cloud-productivity", Level: programme.NoLevel, Next: "silver", Short: []Shortfall{entitlements}},
	}}
	var got []string
	for _, p := range home.points(Frame{L: For("en")}) {
		got = append(got, p.Act+" "+p.Path+" "+p.Lines)
	}
	want := []string{
		"See what keeps Silver /partner/what-if?month=2016-04#smmcs /partner/credit?competency=smmcs&month=2016-04&requirement=1",
		"See what reaches Silver /partner/what-if?month=2016-04#cloud-productivity /partner/credit?competency=cloud-productivity&month=2016-04&requirement=0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
}

// A level of which little is reached is not called near, and of many the nearest three are.
func TestOnlyWhatIsNearIsNamed(t *testing.T) {
	var home PartnerHome
	for _, missing := range []int64{1001, 1000, 500, 100, 10} {
		home.Standings = append(home.Standings, Standing{Next: "silver", Short: []Shortfall{{Needed: 2000, Missing: missing}}})
	}
	var got []int64
	for _, s := range home.near() {
		got = append(got, s.Short[0].Missing)
	}
	if !slices.Equal(got, []int64{10, 100, 500}) {
		t.Errorf("near are those that lack %v", got)
	}
	far := PartnerHome{Standings: home.Standings[:2]}
	if near := far.near(); len(near) != 1 || near[0].Short[0].Missing != 1000 {
		t.Errorf("near are %+v", near)
	}
}

func TestTheLevelsThatAreHeldAreSaidInOneSentence(t *testing.T) {
	none, held := Standing{Name: both("Cloud CRM"), Level: programme.NoLevel}, Standing{Name: both("Cloud Productivity"), Level: "gold"}
	for _, c := range []struct {
		language string
		all      []Standing
		want     string
	}{
		{"en", []Standing{none}, "By the figures of April 2016 you hold no level yet."},
		{"ja", []Standing{none}, "2016年4月の実績では、取得しているレベルはまだありません。"},
		{"en", []Standing{none, held, held}, "By the figures of April 2016 you hold Gold in Cloud Productivity, Gold in Cloud Productivity."},
		{"ja", []Standing{held}, "2016年4月の実績では、Cloud Productivity のゴールドを取得しています。"},
	} {
		if got := (PartnerHome{Month: april, Standings: c.all}).levels(Frame{L: For(c.language)}); got != c.want {
			t.Errorf("%s: %q, not %q", c.language, got, c.want)
		}
	}
}

// sampleHome has a sentence of each kind.
func sampleHome() *PartnerHome {
	row := WorkRow{Customer: "Adatum Japan", Reference: "8KQ2M-X4T7P", Product: both("Azure"), Due: day(time.May, 14), Renewal: day(time.May, 27), Since: *day(time.April, 2)}
	return &PartnerHome{Month: april, Work: programme.Work{RenewalDays: 90, NewDays: 30},
		Standings: []Standing{
			{ID: "smmcs", Name: both("Cloud Platform"), Level: "silver", Ends: day(time.May, 31), Falls: []Shortfall{newCustomers}},
			{ID: "cloud-productivity", Name: both("Cloud Productivity"), Level: programme.NoLevel, Next: "silver", Short: []Shortfall{entitlements}, Leads: []Lead{{"ルツェルン出版", 171}}},
		},
		Waiting: map[programme.WorkKind]WaitingRows{
			programme.WorkRequest: {Rows: []WorkRow{row}}, programme.WorkRenewal: {Rows: []WorkRow{row}}, programme.WorkNomination: {Rows: []WorkRow{row}, More: true},
		}}
}
