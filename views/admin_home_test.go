package views

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestTheAdminsHomeSaysWhatWaitsWhatFailedAndHowRecentTheFactsAre(t *testing.T) {
	oldest := ReviewCase{RequestView: RequestView{Reference: "8KQ2M-X4T7P", AskedAt: *day(time.April, 2)}}
	runs, reads := &Person{Duties: []string{"run"}}, &Person{}
	received := day(time.April, 10)
	fresh := Frame{Person: runs, FactsReceived: received}
	of := func(f Frame, p AdminHomePage) AdminHomePage { p.Frame = f; return p }
	for _, c := range []struct {
		page   AdminHomePage
		en, ja []string
	}{
		{of(fresh, AdminHomePage{}), []string{"Nothing waits for review, and nothing failed. [ ]"}, []string{"審査を待っている案件も、失敗した処理もありません。 [ ]"}},
		{of(Frame{Person: runs}, AdminHomePage{}), []string{"! No facts have come in yet: import partners, customers, subscriptions and usage first. [/admin/imports Import facts]"},
			[]string{"! データはまだ取り込まれていません。はじめに、パートナー、お客様、サブスクリプション、利用実績を取り込んでください。 [/admin/imports データを取り込む]"}},
		{of(fresh, AdminHomePage{Waiting: 3, Cases: []ReviewCase{oldest}, Refused: &Import{ID: 7, Files: []string{"usage.csv"}, At: *received}, Unmailed: 1, Closing: april}), []string{
			"! 3 cases wait for review, the oldest since 2 April 2016. [/admin/review/8KQ2M-X4T7P Review the oldest]",
			"! The latest file, usage.csv, was refused on 10 April 2016, 00:00 UTC: nothing of it is stored. [/admin/imports/7 See what is wrong]",
			"! 1 letter could not be sent. [/messages See the letters]",
			"April 2016 can be closed: its statements are ready. [/admin/statements/2016-04/close Close April 2016]",
		}, []string{
			"! 審査を待っている案件が 3 件あります。最も古いものは 2016/04/02 に届きました。 [/admin/review/8KQ2M-X4T7P 最も古い案件を審査する]",
			"! 最新のファイル usage.csv は 2016/04/10 00:00 UTC に取り込めませんでした。このファイルのデータは保存されていません。 [/admin/imports/7 誤りを確認する]",
			"! 送信できなかったメールが 1 件あります。 [/messages メールを確認する]",
			"2016年4月を締めることができます。実績明細書の準備が整っています。 [/admin/statements/2016-04/close 2016年4月を締める]",
		}},
		{of(Frame{Person: reads, FactsReceived: received, StaleFor: 211}, AdminHomePage{Closing: april}), []string{
			"! No facts came for 211 days: the last ones came on 10 April 2016. [/admin/imports Import facts]",
			"April 2016 can be closed: its statements are ready. [/admin/statements See the months]", // by others
		}, []string{
			"! 211 日間、新しいデータを受領していません。最後の受領日は 2016/04/10 です。 [/admin/imports データを取り込む]",
			"2016年4月を締めることができます。実績明細書の準備が整っています。 [/admin/statements 月の一覧を見る]",
		}},
	} {
		for language, want := range map[string][]string{"en": c.en, "ja": c.ja} {
			page := c.page
			page.L = For(language)
			var got []string
			for _, p := range page.points() {
				text := p.Text + " [" + p.Path + " " + p.Act + "]"
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
