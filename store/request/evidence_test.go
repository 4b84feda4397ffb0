package request_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"path"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"shimei/store/request"
)

const pdf = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"

// pictures are a small picture as PNG and as JPEG.
func pictures(t testing.TB) (asPNG, asJPEG string) {
	t.Helper()
	var p, j bytes.Buffer
	points := image.NewGray(image.Rect(0, 0, 8, 8))
	if err := png.Encode(&p, points); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&j, points, nil); err != nil {
		t.Fatal(err)
	}
	return p.String(), j.String()
}

func TestTheKindOfAFileIsThatOfItsContent(t *testing.T) {
	t.Parallel()
	asPNG, asJPEG := pictures(t)
	for name, c := range map[string]struct{ content, want string }{
		"a PDF":                                {pdf, "application/pdf"},
		"a PDF with lines after its end":       {pdf + strings.Repeat("\n", 900), "application/pdf"},
		"a PNG":                                {asPNG, "image/png"},
		"a JPEG":                               {asJPEG, "image/jpeg"},
		"nothing":                              {"", ""},
		"a script":                             {"#!/bin/sh\nrm -rf /\n%PDF-1.4\n%%EOF", ""},
		"a page":                               {"<!DOCTYPE html><script>alert(1)</script>", ""},
		"a drawing that runs scripts":          {`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`, ""},
		"a program":                            {"MZ\x90\x00\x03\x00\x00\x00", ""},
		"a GIF":                                {"GIF89a\x01\x00\x01\x00\x00\x00\x00;", ""},
		"a PDF that is not whole":              {pdf[:30], ""},
		"a PDF with a page after its end":      {pdf + "<html>" + strings.Repeat("<script>x()</script>", 100), ""},
		"only the head of a PDF":               {"%PDF-1.4", ""},
		"a PDF of no version":                  {"%PDF-<?php 1 %%EOF", ""},
		"a PNG that is not whole":              {asPNG[:len(asPNG)-5], ""},
		"only the head of a PNG":               {asPNG[:33], ""},
		"a PNG with an archive after its end":  {asPNG + "PK\x03\x04archive", ""},
		"a PNG whose part says it is larger":   {asPNG[:33] + "\xff\xff\xff\xffIDAT" + asPNG[33:], ""},
		"a JPEG that is not whole":             {asJPEG[:len(asJPEG)-2], ""},
		"a JPEG with an archive after its end": {asJPEG + "PK\x03\x04archive", ""},
		"a JPEG of a phone with its notes":     {asJPEG + "\x00\x00\x01\x0aImage_UTC_Data1460332800000SEFHj\x00\x00\x00SEFT", "image/jpeg"},
		"a JPEG with a second picture":         {asJPEG + asJPEG, "image/jpeg"},
		"a JPEG with a film":                   {asJPEG + "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", "image/jpeg"},
		"a JPEG with zeros after its end":      {asJPEG + strings.Repeat("\x00", 4096), "image/jpeg"},
		"a JPEG with a page after its end":     {asJPEG + "\n<HTML><body>x", ""},
		"a JPEG with a script after its end":   {asJPEG + "\x00\x00<?php system($x);", ""},
		"a JPEG with a shell script":           {asJPEG + "\n#!/bin/sh\n", ""},
		"a JPEG with a program of Java":        {asJPEG + "\x00PK\x03\x04x" + "PK\x05\x06" + strings.Repeat("\x00", 18), ""},
		"a JPEG that ends in its head":         {asJPEG[:len(asJPEG)/2] + "\xff\xd9", ""},
		"a JPEG that ends before its points":   {asJPEG[:2] + "\xff\xd9" + asJPEG[2:], ""},
		"a PDF of fifteen bytes":               {"%PDF-1.4\n%%EOF\n", ""},
		"a PDF without an object":              {"%PDF-1.4\nstartxref\n9\n%%EOF\n", ""},
		"a PDF whose table is past its end":    {strings.Replace(pdf, "startxref\n9", "startxref\n999999", 1), ""},
		"a PDF that does not say where it is":  {strings.Replace(pdf, "startxref\n9\n", "", 1), ""},
		"a PNG with a part that was changed":   {strings.Replace(asPNG, "IDAT", "IDAt", 1), ""},
		"a PNG without points":                 {asPNG[:33] + asPNG[len(asPNG)-12:], ""},
		"the name of a JPEG before a page":     {"\xff\xd8\xff<script>x()</script>\xff\xd9", ""},
	} {
		if got := request.KindOf([]byte(c.content)); got != c.want {
			t.Errorf("%s is taken for %q, want %q", name, got, c.want)
		}
	}
}

func TestTheNameOfAFileIsCleaned(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"report.pdf": "report.pdf", "../../etc/passwd": "passwd.pdf", `C:\work\a.PDF`: "a.pdf", "../..": "file.pdf", "": "file.pdf", "/": "file.pdf", ".pdf": "pdf.pdf",
		"page.html": "page.html.pdf", "a\x00b\nc.pdf": "abc.pdf", "evil\u202efdp.exe": "evilfdp.exe.pdf", `a<b>"c".pdf`: "a_b__c_.pdf", "\xff\xfe.pdf": "_.pdf",
		"証拠 2016.pdf": "証拠 2016.pdf", strings.Repeat("長", 300) + ".pdf": strings.Repeat("長", 96) + ".pdf", "  . x . ": "x.pdf",
	} {
		if got := request.CleanName(name, "application/pdf"); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
	if got := request.CleanName("scan.JPEG", "image/jpeg"); got != "scan.jpeg" {
		t.Error(got)
	}
}

func TestNoNameLeadsOutOfItsFolder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name := request.CleanName(rapid.OneOf(rapid.String(), rapid.StringMatching(`[./\\a-z"\x00-\x1f]*`)).Draw(t, "name"), "image/png")
		bad := strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || strings.ContainsRune(`/\<>:"|?*`, r) })
		if bad || !utf8.ValidString(name) || name != path.Base(name) || path.Ext(name) != ".png" || name[0] == '.' || utf8.RuneCountInString(name) > 100 {
			t.Errorf("%q", name)
		}
		if again := request.CleanName(name, "image/png"); again != name {
			t.Errorf("%q becomes %q", name, again)
		}
	})
}

// FuzzKindOf holds that nothing panics, and that what is taken begins as its kind does.
func FuzzKindOf(f *testing.F) {
	asPNG, asJPEG := pictures(f)
	for _, content := range []string{pdf, asPNG, asJPEG, "", "%PDF-1.4"} {
		f.Add([]byte(content))
	}
	heads := map[string]string{"application/pdf": "%PDF-", "image/png": "\x89PNG\r\n\x1a\n", "image/jpeg": "\xff\xd8\xff", "": ""}
	f.Fuzz(func(t *testing.T, content []byte) {
		head, known := heads[request.KindOf(content)]
		if !known || !bytes.HasPrefix(content, []byte(head)) {
			t.Errorf("%q is taken for %q", content, request.KindOf(content))
		}
	})
}
