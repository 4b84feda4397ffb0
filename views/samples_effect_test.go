package views

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
)

func sampleEffect() *Effect {
	entitlements := EffectFigure{Partner: contoso, Since: april, Month: april, Competency: programme.Text{En: "Cloud Productivity", Ja: "Cloud Productivity"},
		Metric: programme.Text{En: "Active entitlements", Ja: "アクティブ エンタイトルメント"}, Products: []programme.Text{office, mobility}, Before: 2010, After: 1850, Difference: -160}
	revenue := EffectFigure{Partner: fabrikam, Since: april - 1, Month: april, Competency: azure, Metric: programme.Text{En: "Consumed revenue", Ja: "消費収益"},
		Products: []programme.Text{azure}, Money: true, Before: 1400000, After: 1500050, Difference: 100050}
	corrected := entitlements
	corrected.Competency = programme.Text{}
	return &Effect{Before: some(april - 1), After: some(april), Accounts: 1234, Gained: 1, Lost: 2, Months: []CorrectedMonth{{april - 1, 1}, {april, 1233}},
		Corrections: []EffectFigure{corrected}, Corrected: 1500, Figures: []EffectFigure{entitlements, revenue}, Changed: 2000, Moved: 4,
		Levels: []EffectLevel{
			{contoso, april, april, entitlements.Competency, "silver", programme.NoLevel, false, []EffectFigure{entitlements}},
			{fabrikam, april - 1, april, azure, programme.NoLevel, "silver", true, []EffectFigure{entitlements, revenue}},
			{northern, april, april, azure, "silver", "gold", true, []EffectFigure{revenue}},
			{northern, april, april, azure, "gold", "platinum", false, []EffectFigure{revenue}}}}
}

func TestALevelThatChangesIsASentence(t *testing.T) {
	for language, want := range map[string][]string{
		"en": {contoso.Name + " loses silver in Cloud Productivity in April 2016: 2,010 → 1,850",
			fabrikam.Name + " gains silver in Azure in April 2016 (before: March 2016): Active entitlements 2,010 → 1,850, Consumed revenue $14,000.00 → $15,000.50",
			northern.Name + " rises from silver to gold in Azure in April 2016: $14,000.00 → $15,000.50",
			northern.Name + " falls from gold to platinum in Azure in April 2016: $14,000.00 → $15,000.50"},
		"ja": {contoso.Name + " は2016年4月に Cloud Productivity のシルバーを喪失します: 2,010 → 1,850",
			fabrikam.Name + " は2016年4月 (変更前は2016年3月)に Azure のシルバーを取得します: アクティブ エンタイトルメント 2,010 → 1,850、消費収益 $14,000.00 → $15,000.50",
			northern.Name + " の Azure は2016年4月にシルバーからゴールドに上がります: $14,000.00 → $15,000.50",
			northern.Name + " の Azure は2016年4月にゴールドからplatinumに下がります: $14,000.00 → $15,000.50"},
	} {
		f := Frame{L: For(language), Programme: sampleProgramme()}
		var got []string
		for _, x := range sampleEffect().Levels {
			got = append(got, x.sentence(f))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestAnEffectSaysWhichMonthIsShownAndWhenNothingChanges(t *testing.T) {
	f := Frame{L: For("en")}
	for _, c := range []struct {
		e    Effect
		want []string
	}{
		{Effect{}, []string{"No figure, no level and no closed month changes."}},
		{Effect{Before: some(april), After: some(april)}, []string{"No figure and no level of April 2016 changes, and no closed month."}},
		{Effect{After: some(april), Changed: 1, Accounts: 1}, []string{"Figures will be shown of April 2016; until now there are none.", "1 partner account changes."}},
		{Effect{Before: some(april), Changed: 2, Accounts: 2, Lost: 2}, []string{"No usage will be left to show figures of; now they are of April 2016.", "2 partner accounts change.", "2 lose a level."}},
		{Effect{Before: some(april), After: some(april + 1)}, []string{"Figures will be shown of May 2016; now they are of April 2016.", "No figure and no level of May 2016 changes, and no closed month."}},
	} {
		if diff := cmp.Diff(c.want, c.e.summary(f)); diff != "" {
			t.Error(diff)
		}
	}
}
