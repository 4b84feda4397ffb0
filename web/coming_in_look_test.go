//go:build !race

package web

import (
	"path/filepath"
	"strings"
	"testing"

	"shimei/views"
)

// The pages that people come in by, on a small phone and in Japanese.
func TestComingInStandsOnAPhoneInJapanese(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	s := open(t, filepath.Join(t.TempDir(), "empty.db"))
	token, err := s.SetUpToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	x := serve(t, s)
	p := x.tab(browser).phone()
	p.speaks("ja")
	p.open(views.SignInPath)
	p.see(say("ja", "sign_in.empty"))
	p.stands("ja-empty")
	p.open(views.JoinPath(views.JoinSetUp, token))
	p.stands("ja-set-up")

	filled := small(t)
	desk := filled.desk(browser, "ja", admin).phone()
	desk.open(views.InvitePath(views.Admin) + "?role=owner&tenant=T-A&email=new@aster.example&name=New")
	desk.stands("ja-invite")
	desk.click(say("ja", "person.invite"))
	desk.see(say("ja", "person.link_title"))
	desk.stands("ja-invited")
	desk.open(strings.TrimPrefix(desk.text("main [role=status] [data-copy]"), desk.site))
	desk.stands("ja-join")
	desk.open(views.ProfilePath)
	desk.stands("ja-profile")
	desk.open(views.FactorsPath)
	desk.stands("ja-factors")
	desk.fill(say("ja", "factor.code_shown"), filled.code(strings.ReplaceAll(desk.text("code.secret"), " ", ""), 0))
	desk.click(say("ja", "factor.app_act"))
	desk.see(say("ja", "factor.recovery"))
	desk.stands("ja-recovery")
	desk.open(views.FactorsPath)
	desk.see(say("ja", "factor.has_app"))
	desk.stands("ja-factors-set")
	again := filled.tab(browser).phone()
	again.speaks("ja")
	again.open(views.SignInPath)
	again.fill(say("ja", "sign_in.email"), admin)
	again.fill(say("ja", "sign_in.password"), password)
	again.click(say("ja", "sign_in.act"))
	again.see(say("ja", "factor.title"))
	again.stands("ja-factor")
	desk.open(views.SignInPath + "?unsent=1&return=/nominate")
	desk.stands("ja-unsent")
}
