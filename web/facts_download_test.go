package web

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"shimei/store/demo"
	"shimei/store/export"
	"shimei/store/intake"
	"shimei/views"
)

func TestAListIsSentAsFactsThatComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, []demo.File{
		{Name: "partners.csv", CSV: []byte("partner_id,name,reading\n400,'=Ember,えんばー\n201,港大阪,みなとおおさか\n")},
		{Name: "partners.csv", CSV: []byte("partner_id,parent_id,status,as_of\n400,,active,2016-01-01\n")},
		{Name: "sales.csv", CSV: []byte("order_id,subscription_id,partner_id,date,seats\no-1,a-azure,100,2016-01-01,3\n")},
	})
	v := x.as(admin)
	v.language = "ja"
	for _, c := range []struct {
		path, query string
		rows        int64
		holds       string // a row of the CSV
	}{
		{views.PartnersPath, "", 7, "400,'=Ember,,DE,active,,えんばー,2016-01-01"},
		{views.PartnersPath, "?q=みなと", 1, "201,港大阪,200,JP,active,,みなとおおさか,"},
		{views.CustomerDirectoryPath, "", 2, "T-A,Aster Foods,aster.example,JP,"},
		{views.AssignmentsPath, "?route=dpor&partner=lumen", 1, "dpor,100,b-office,,2015-"},
		{views.AssignmentsPath, "?route=seller", 0, "route,partner_id,subscription_id,tenant_id,from,to"}, // whose sales are the facts
	} {
		page := v.get(c.path + c.query).is(http.StatusOK).page
		for _, form := range export.TableForms {
			link, is := page.Find(`.files a[href*=".facts.` + form + `"]`).Attr("href")
			if !is {
				t.Fatalf("%s has no link to its facts", c.path)
			}
			a := v.get(link).is(http.StatusOK)
			if got := strings.HasPrefix(a.body, export.BOM); got != (form == export.CSV) {
				t.Errorf("%s: a byte order mark: %t", link, got)
			}
			if form == export.CSV && !strings.Contains(a.body, c.holds) {
				t.Errorf("%s has not %q:\n%s", link, c.holds, a.body)
			}
			done, err := x.store.Import(t.Context(), []intake.Source{{Name: link, Open: func() (io.ReadCloser, error) {
				return io.NopCloser(strings.NewReader(a.body)), nil
			}}}, intake.Options{Actor: "test"})
			if err != nil || done[0].State != intake.Stored || done[0].Unchanged != done[0].Rows || done[0].Rows != c.rows {
				t.Errorf("%s: %+v (%v)", link, done, err)
			}
		}
	}
	v.language = "en"
	if a := v.get(views.FactsPath(views.PartnersPath, export.CSV)).is(http.StatusOK); strings.HasPrefix(a.body, export.BOM) {
		t.Error("a byte order mark in English")
	}
	if a := v.get(views.FactsPath(views.AssignmentsPath, export.CSV) + "?on=never").status; a != http.StatusBadRequest {
		t.Errorf("a day that is none: %d", a)
	}
}
