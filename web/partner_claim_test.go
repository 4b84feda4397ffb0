package web

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

// evidencePDF is a file that shows something, as one that is taken.
const evidencePDF = "%PDF-1.4\n1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n"

// smallPNG is a small PNG.
func smallPNG(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// claimed is the claim of Lumen Cloud for a subscription of Aster Foods.
func (x *site) claimed(subscription string, names ...string) string {
	x.t.Helper()
	var files []requests.File
	for _, name := range names {
		files = append(files, requests.File{Name: name, Content: []byte(evidencePDF)})
	}
	return x.asks(lumen, requests.Ask{Way: programme.WayClaim, Route: "dpor", PartnerID: "100", Subscription: subscription, Note: "Deployed it.", Files: files})
}

func TestAClaimIsMadeWithItsFilesAndAnsweredWithMore(t *testing.T) {
	t.Parallel()
	x := small(t)
	for k, language := range views.Languages {
		partner, desk := x.as(lumen), x.as(admin)
		partner.language, desk.language = language, language
		subscription := []string{"a-office", "a-ems"}[k]
		form := url.Values{"route": {"dpor"}, "location": {"100"}, "subscription": {" " + strings.ToUpper(subscription)}, "note": {"Deployed <it>."}}
		partner.click(partner.get(views.PartnerRequestsPath), say(language, "claim.title")).is(http.StatusOK)
		a := partner.next(partner.uploadTo(views.ClaimPath, form, [2]string{"../../証拠.pdf", evidencePDF}, [2]string{"screen.html", smallPNG(t)}))
		a.is(http.StatusOK).says("Deployed <it>.", "証拠.pdf", "screen.html.png", subscription, "Aster Foods")
		reference := strings.TrimPrefix(a.asked.Path, views.PartnerRequestsPath+"/")
		x.acts(admin, reference, programme.ActReturn)
		act := views.RequestActPath(views.Partner, reference, programme.ActAnswer)
		version := partner.get(act).is(http.StatusOK).says(say(language, "evidence.more")).page.Find("input[name=version]").AttrOr("value", "")
		partner.uploadTo(act, url.Values{"version": {version}, "note": {"And this."}}, [2]string{"x.pdf", "#!/bin/sh"}).is(http.StatusUnprocessableEntity).
			says(say(language, "refusal.file_kind", "Name", "x.pdf"), "And this.")
		partner.next(partner.uploadTo(act, url.Values{"version": {version}, "note": {"And this."}}, [2]string{"more.pdf", evidencePDF})).is(http.StatusOK).says("And this.", "more.pdf")
	}
}

func TestEvidenceIsForThoseWhomItConcernsAndIsKeptNotShown(t *testing.T) {
	t.Parallel()
	x := small(t)
	reference := x.claimed("a-ems", `証拠 "1".pdf`)
	for email, path := range map[string]string{lumen: views.EvidencePath(views.Partner, reference, "1"), owner: views.EvidencePath(views.Customer, reference, "1"),
		reader: views.EvidencePath(views.Customer, reference, "1"), admin: views.EvidencePath(views.Admin, reference, "1")} {
		a := x.as(email).get(path).is(http.StatusOK)
		for name, want := range map[string]string{"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
			"Content-Disposition": "attachment; filename*=utf-8''%E8%A8%BC%E6%8B%A0%20_1_.pdf"} {
			if got := a.header.Get(name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		if a.body != evidencePDF {
			t.Errorf("%q", a.body)
		}
	}
	for email, audience := range map[string]views.Audience{ember: views.Partner, harbour: views.Partner, otherOwner: views.Customer} {
		x.as(email).get(views.EvidencePath(audience, reference, "1")).is(http.StatusNotFound)
	}
	for _, place := range []string{"0", "2", "-1", "x", "99999999999999999999"} {
		x.as(lumen).get(views.EvidencePath(views.Partner, reference, place)).is(http.StatusNotFound)
	}
	x.as(owner).get(views.EvidencePath(views.Partner, reference, "1")).is(http.StatusForbidden)
	x.visitor().get(views.EvidencePath(views.Partner, reference, "1")).is(http.StatusSeeOther)
	customer := x.as(reader)
	if link := customer.get(views.RequestPath(views.Customer, reference)).is(http.StatusOK).says("Deployed it.").page.Find("a[download]"); link.AttrOr("href", "") != views.EvidencePath(views.Customer, reference, "1") {
		t.Errorf("the customer's page leads to %q", link.AttrOr("href", ""))
	}
}

func TestAClaimIsRefusedWithAllThatIsWrongInIt(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(lumen)
	good := url.Values{"route": {"dpor"}, "location": {"100"}, "subscription": {"a-ems"}, "note": {"Deployed it."}}
	with := func(name, value string) url.Values {
		form := url.Values{}
		for n := range good {
			form.Set(n, good.Get(n))
		}
		form.Set(name, value)
		return form
	}
	several := func(n int, size int) (files [][2]string) {
		for k := range n {
			files = append(files, [2]string{fmt.Sprintf("%d.pdf", k), "%PDF-1.4\n1 0 obj" + strings.Repeat(" ", size) + "startxref 9 %%EOF"})
		}
		return files
	}
	one := [][2]string{{"a.pdf", evidencePDF}}
	for _, v.language = range views.Languages {
		x.unchanged(func() {
			for _, c := range []struct {
				form  url.Values
				files [][2]string
				says  []string
			}{
				{url.Values{}, nil, []string{say(v.language, "ask_need.subscription"), say(v.language, "claim.note_need"), say(v.language, "refusal.files", "Name", "")}},
				{good, [][2]string{{"", ""}}, []string{say(v.language, "refusal.files", "Name", "")}},
				{good, several(6, 0), []string{say(v.language, "refusal.files", "Name", "")}},
				{good, [][2]string{{"script.pdf", "#!/bin/sh\nrm -rf /"}}, []string{say(v.language, "refusal.file_kind", "Name", "script.pdf")}},
				{good, [][2]string{{"a.pdf", evidencePDF}, {"page.png", "<html><script>x()</script>"}}, []string{say(v.language, "refusal.file_kind", "Name", "page.png")}},
				{good, [][2]string{{"both.png", smallPNG(t) + "PK\x03\x04"}}, []string{say(v.language, "refusal.file_kind", "Name", "both.png")}},
				{good, several(1, requests.LargestFile), []string{say(v.language, "refusal.file_size", "Name", "0.pdf")}},
				{with("note", strings.Repeat("長", views.NoteMost+1)), one, []string{say(v.language, "request.long", "Most", views.NoteMost)}},
				{with("subscription", "none"), one, []string{say(v.language, "refusal.unknown_subscription", "Name", "none")}},
				{with("subscription", "a-ended"), one, []string{say(v.language, "request_refusal.ended", "Name", "a-ended")}},
				{with("location", "400"), one, []string{say(v.language, "request_refusal.unknown_partner", "Name", "400")}},
				{with("route", "dap"), one, []string{say(v.language, "refusal.not_open", "Name", "dap")}},
			} {
				v.uploadTo(views.ClaimPath, c.form, c.files...).is(http.StatusUnprocessableEntity).says(c.says...)
			}
			v.uploadTo(views.ClaimPath, good, several(50, 0)...).is(http.StatusRequestEntityTooLarge)
			v.post(views.ClaimPath, good).is(http.StatusUnprocessableEntity).says(say(v.language, "refusal.files", "Name", ""))
			v.post(views.ClaimPath, tooMuch).is(http.StatusRequestEntityTooLarge)
			v.uploadTo(views.ClaimPath, with("note", strings.Repeat("x", 65<<10)), one...).is(http.StatusRequestEntityTooLarge)
			v.send(http.MethodPost, views.ClaimPath, "multipart/form-data; boundary=x", strings.NewReader("--x\r\nbroken")).is(http.StatusBadRequest)
			v.send(http.MethodPost, views.ClaimPath, "multipart/form-data", strings.NewReader("x")).is(http.StatusBadRequest)
		})
	}
}

// unending is a form of one file that goes on for as long as anybody reads.
type unending struct {
	head io.Reader
	read atomic.Int64
}

func (e *unending) Read(p []byte) (int, error) {
	n, err := e.head.Read(p)
	if err == io.EOF {
		n = copy(p, bytes.Repeat([]byte{'x'}, len(p)))
	}
	e.read.Add(int64(n))
	return n, nil
}

func TestAFormOfNoEndIsCutOffWithoutAFileOrMuchMemory(t *testing.T) {
	x := small(t)
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	v := x.as(lumen)
	head := "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.pdf\"\r\n\r\n%PDF-1.4\n"
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	x.unchanged(func() {
		body := &unending{head: strings.NewReader(head)}
		r := streamed(v, body, -1)
		if r != http.StatusRequestEntityTooLarge || body.read.Load() > 64<<20 {
			t.Errorf("%d after %d bytes", r, body.read.Load())
		}
		body = &unending{head: strings.NewReader(head)}
		if r := streamed(v, body, 10<<30); r != http.StatusRequestEntityTooLarge || body.read.Load() > 16<<20 { // as much as lay ready on the way
			t.Errorf("10 GB: %d after %d bytes", r, body.read.Load())
		}
	})
	runtime.ReadMemStats(&after)
	if grown := int64(after.Sys) - int64(before.Sys); grown > 200<<20 {
		t.Errorf("it took %d MB", grown>>20)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) != 0 {
		t.Errorf("left on the disk: %v %v", left, err)
	}
	if n := x.portal.evidence.Load(); n != 0 {
		t.Errorf("%d bytes stay reserved", n)
	}
}

// streamed sends a body to the form of claims, and returns the status: that of a portal which answers before
// it has read all.
func streamed(v *visitor, body io.Reader, length int64) int {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, v.site.URL+views.ClaimPath, io.NopCloser(body))
	if err != nil {
		v.t.Fatal(err)
	}
	r.ContentLength = length
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	a, err := v.http.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer a.Body.Close()
	return a.StatusCode
}

func TestFormsWithEvidenceWaitWhileOthersFillTheMemory(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(lumen)
	x.portal.evidence.Add(evidenceInMemory)
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	v.send(http.MethodPost, views.ClaimPath, w.FormDataContentType(), &form).is(http.StatusServiceUnavailable)
	if lines := x.log.take(); len(lines) != 1 || !strings.Contains(lines[0], "busy") {
		t.Errorf("logged: %q", lines)
	}
	x.portal.evidence.Add(-evidenceInMemory)
	v.uploadTo(views.ClaimPath, nil).is(http.StatusUnprocessableEntity)
	if n := x.portal.evidence.Load(); n != 0 {
		t.Errorf("%d bytes stay reserved", n)
	}
}
