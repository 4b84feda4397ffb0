package web

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/store"
	"shimei/store/directory"
	"shimei/views"
)

// peopleList is a list of people to invite.
func peopleList(lines ...string) [2]string {
	return [2]string{"people.csv", "email,name,role,tenant_id,partner_id,reading\n" + strings.Join(lines, "\n") + "\n"}
}

func mails(o *Options) { o.Mails = true }

func TestAListIsLookedAtThenInvitedAndItsLinksLetIn(t *testing.T) {
	t.Parallel()
	x := small(t, func(o *Options) { o.PublicURL = "https://partners.vendor.example" })
	for _, c := range []struct{ who, one, two string }{
		{owner, "o1@aster.example,=Omar,reader,,,おまー", "o2@aster.example,Olga,administrator,t-a,,"},
		{lumen, "l1@lumen.example,=Liam,member,,,", "l2@lumen.example,Lena,partner_reader,,100,"},
		{admin, "a1@birch.example,=Anne,owner,T-B,,", "a2@vendor.example,Abel,reviewer,,,"},
	} {
		v := x.as(c.who)
		v.language = "en"
		path := views.InviteListPath(v.site.audience(c.who))
		list := peopleList(c.one, reader+",Other,reader,T-A,,", c.two)
		if c.who == lumen {
			list = peopleList(c.one, harbour+",Other,member,,,", c.two)
		}
		before := len(x.everybody())
		a := v.uploadTo(path, nil, list).is(http.StatusOK).says(say("en", "invite_list.count", "N", 2), say("en", "invite_list.there"), say("en", "invite_list.by_hand"))
		if n := len(x.everybody()); n != before {
			t.Fatalf("to look at a list invites %d", n-before)
		}
		form := url.Values{"act": {views.ActInvite}, "rows": a.fields("rows")}
		links, err := csv.NewReader(strings.NewReader(v.post(path, form).is(http.StatusOK).body)).ReadAll()
		if err != nil || len(links) != 3 || len(x.everybody()) != before+2 {
			t.Fatalf("%v %v", links, err)
		}
		for _, row := range links[1:] {
			link, is := strings.CutPrefix(row[2], "https://partners.vendor.example")
			if !is || row[1] == "Other" {
				t.Errorf("the link is %v", row)
			}
			x.visitor().get(link).is(http.StatusOK).says(row[0])
		}
		if first := x.person(links[1][0]); !strings.HasPrefix(first.Name, "=") {
			t.Errorf("the name is %q", first.Name)
		}
		a = v.post(path, form).is(http.StatusUnprocessableEntity).says(say("en", "invite_list.nobody_new"))
		if strings.Contains(a.body, "/invitation/") {
			t.Error("links stand on a page")
		}
	}
	if other := x.person(reader); other.Name != "Chie Abe" || other.Role != directory.Reader {
		t.Errorf("who was there is changed: %+v", other)
	}
}

func TestAListIsPastedAndItsLinksAreMailedWhereMailIs(t *testing.T) {
	t.Parallel()
	x := small(t, mails)
	v := x.as(owner)
	v.language = "ja"
	path := views.InviteListPath(views.Customer)
	a := v.uploadTo(path, url.Values{"pasted": {"Email\tName\tRole\nnew@aster.example\t早瀬 千景\treader\n"}}).is(http.StatusOK).says("早瀬 千景", say("ja", "invite_list.mailed"))
	a = v.post(path, url.Values{"act": {views.ActInvite}, "rows": a.fields("rows")})
	v.follow(a).says("new@aster.example")
	flash := v.get(views.PeoplePath)
	if strings.Contains(a.body+flash.body, "/invitation/") || x.person("new@aster.example").Joined {
		t.Error("a mailed link is shown, or lets in by itself")
	}
}

func TestAListThatIsTooLongToBePastedIsToBeAFile(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	for _, language := range views.Languages {
		v.language = language
		x.unchanged(func() {
			v.uploadTo(views.InviteListPath(views.Customer), url.Values{"pasted": {strings.Repeat("x", 64<<10+1)}}).
				is(http.StatusUnprocessableEntity).says(say(language, "invite_list.long"))
		})
	}
	v.uploadTo(views.InviteListPath(views.Customer), url.Values{"rows": {strings.Repeat("x", 64<<10+1)}}).is(http.StatusRequestEntityTooLarge)
}

func TestAnOwnersListReachesNoOtherTenantAndTellsOfNone(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	v.language = "en"
	path := views.InviteListPath(views.Customer)
	answers := map[string]string{}
	before := len(x.everybody())
	for _, tenant := range []string{"T-B", "T-X"} {
		for _, act := range []string{"", views.ActInvite} {
			list := peopleList("new@birch.example,New,reader," + tenant + ",,")
			a := v.uploadTo(path, url.Values{"act": {act}, "rows": {list[1]}}, list).is(http.StatusUnprocessableEntity).says(say("en", "invite_fault.tenant"))
			answers[tenant] += strings.ReplaceAll(a.main(), tenant, "T")
		}
	}
	if answers["T-B"] != answers["T-X"] || len(x.everybody()) != before {
		t.Errorf("another's tenant: %s\nan absent one: %s", answers["T-B"], answers["T-X"])
	}
	// A taken address of another's line tells nothing either.
	v.uploadTo(path, nil, peopleList(otherOwner+",New,reader,T-B,,")).is(http.StatusUnprocessableEntity).says(say("en", "invite_fault.tenant"))
}

func TestALineThatIsWrongInvitesNobodyOfTheList(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	v.language = "en"
	path := views.InviteListPath(views.Customer)
	x.unchanged(func() {
		a := v.uploadTo(path, nil, peopleList("a@aster.example,A,reader,,,", "b,B,reader,,,", "c@aster.example,C,king,,,", "A@aster.example,D,reader,,,"))
		a.is(http.StatusUnprocessableEntity).says(say("en", "invite_list.faulty"), say("en", "invite_fault.email"), say("en", "invite_fault.role"), say("en", "invite_fault.twice"))
		for k, line := range []string{"2", "3", "4", "5"} {
			if got := words(a.page.Find("main tbody tr").Eq(k).Find("td").First()); got != line {
				t.Errorf("row %d is of line %q", k, got)
			}
		}
		if len(a.fields("rows")) != 0 {
			t.Error("the page offers to invite")
		}
		a = v.uploadTo(path, nil, peopleList(",A,reader,,,", "b@aster.example,B")).is(http.StatusUnprocessableEntity)
		a.says("the cell is empty; every row needs a value here", "the row ends before this column")
		a = v.post(path, url.Values{"act": {views.ActInvite}, "rows": {peopleList("a@aster.example,A,reader,,,", "b,B,reader,,,")[1]}})
		a.is(http.StatusUnprocessableEntity).says(say("en", "invite_fault.email"))
	})
	if len(x.everybody()) != len(smallPeople) {
		t.Error("somebody is invited")
	}
}

func TestAThousandPeopleAreInvitedAtOnceAndNoMore(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	v.language = "en"
	path := views.InviteListPath(views.Customer)
	var lines []string
	for k := range store.MostInvited {
		lines = append(lines, fmt.Sprintf("person-%04d@aster.example,早瀬 千景 %04d,reader,T-A,,はやせ ちかげ", k, k))
	}
	v.uploadTo(path, nil, peopleList(append(lines, "more@aster.example,M,reader,,,")...)).is(http.StatusUnprocessableEntity).says("more than 1000 people; split it")
	a := v.uploadTo(path, nil, peopleList(lines...)).is(http.StatusOK)
	a = v.sendParts(path, url.Values{"act": {views.ActInvite}, "rows": a.fields("rows")}).is(http.StatusOK)
	if n := strings.Count(a.body, "/invitation/"); n != store.MostInvited || len(x.everybody()) != len(smallPeople)+store.MostInvited {
		t.Errorf("%d links for %d people", n, len(x.everybody())-len(smallPeople))
	}
}

func TestAListWhoseSessionEndedIsCheckedAgain(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.signedIn(owner)
	v.language = "en"
	path := views.InviteListPath(views.Customer)
	plan := v.uploadTo(path, nil, peopleList("new@aster.example,New,reader,,,")).is(http.StatusOK)
	v.late(x.ended(), path, url.Values{"act": {views.ActInvite}, "rows": plan.fields("rows")})
	page := v.get(path).is(http.StatusOK)
	if pasted := page.page.Find("textarea[name=pasted]").Text(); !strings.Contains(pasted, "new@aster.example,New,reader,T-A") || len(x.everybody()) != len(smallPeople) {
		t.Errorf("the form has %q", pasted)
	}
}

func TestATemplateIsAListThatInvites(t *testing.T) {
	t.Parallel()
	x := small(t)
	for _, who := range []string{owner, lumen, admin} {
		v := x.as(who)
		v.language = "ja"
		a := x.audience(who)
		for _, form := range []string{"csv", "xlsx"} {
			body := v.get(views.FilePath(views.InviteTemplatePath(a), form)).is(http.StatusOK).body
			v.uploadTo(views.InviteListPath(a), nil, [2]string{"people." + form, body}).is(http.StatusOK).says("name@example.com", say("ja", "invite_list.new"))
		}
	}
}
