package store_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/japanese"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/export"
	"shimei/store/facts"
)

func TestAListOfPeopleIsReadHoweverItIsWritten(t *testing.T) {
	want := []store.Invitee{
		{Line: 2, NewPerson: store.NewPerson{Email: "a@t.example", Name: "早瀬 千景", Reading: "はやせ ちかげ", Role: directory.Owner, TenantID: "T"}},
		{Line: 4, NewPerson: store.NewPerson{Email: "b@t.example", Name: "-Bob", Role: directory.Reader, TenantID: "T"}},
	}
	plain := "email,name,role,tenant_id,partner_id,reading\na@t.example,早瀬 千景,Owner,T,,はやせ ちかげ\n,,,,,\nb@t.example,'-Bob,reader,T,,\n"
	shiftJIS, err := japanese.ShiftJIS.NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	var book bytes.Buffer
	x, err := export.NewTable(export.XLSX, &book, "E-Mail", "Name", "Role", "Tenant ID", "Reading")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range [][]any{{"a@t.example", "早瀬 千景", "owner", "T", "はやせ ちかげ"}, {"", "", "", "", ""}, {"b@t.example", "-Bob", "reader", "T", ""}} {
		if err := x.Write(row...); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.End(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ text, encoding string }{
		"plain": {text: plain}, "marked": {text: "\uFEFF" + strings.ReplaceAll(plain, "\n", "\r\n")},
		"semicolons": {text: strings.ReplaceAll(plain, ",", ";")}, "tabs": {text: strings.ReplaceAll(plain, ",", "\t")},
		"Shift_JIS": {shiftJIS, "shift_jis"}, "a workbook": {text: book.String()},
		"other names and order": {text: "ROLE,E-mail,Reading,Name,Tenant-ID\nowner,a@t.example,はやせ ちかげ,早瀬 千景,T\n\n\nreader,b@t.example,,-Bob,T\n"},
	} {
		got, faults, err := store.ReadInvitees("people", strings.NewReader(c.text), facts.Options{Encoding: c.encoding})
		for k := range got {
			if name == "other names and order" && k == 1 {
				got[k].Line-- // it has an empty line more
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || len(faults) > 0 || err != nil {
			t.Errorf("%s: %s %v %v", name, diff, faults, err)
		}
	}
	var again bytes.Buffer
	if err := store.WriteInvitees(&again, want); err != nil {
		t.Fatal(err)
	}
	got, _, err := store.ReadInvitees("people", &again, facts.Options{})
	got[1].Line++ // what was written has no empty line
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("written and read: %s %v", diff, err)
	}
}

func TestAListOfPeopleIsToldWhatIsWrongWithIt(t *testing.T) {
	for text, want := range map[string]string{
		"":                                    "p:1: the file is empty; its first row must name the columns",
		"email,name,role\n":                   "p:1: the list names nobody; write a row for each person below the names of the columns",
		"email,role\na@t.example,owner\n":     "p:1: the header lacks name; its columns are email, name, role, tenant_id, partner_id, reading",
		"email,name,role,boss\na@t,A,b,c\n":   `p:1: there is no column "boss" here; remove it: the columns are email, name, role, tenant_id, partner_id, reading`,
		"email,name,role\na@t,,owner\n":       "p:2: name: the cell is empty; every row needs a value here",
		"email,name,role\na@t\n":              "p:2: name: the row ends before this column: it has 1 of 3 cells; write a comma before every empty cell too",
		"email,name,role\na@t,\x89\x63,own\n": "p:2: name: the byte 0x89 is not UTF-8",
		"email,name,role\n" + strings.Repeat("a@t,A,owner\n", store.MostInvited+1): fmt.Sprintf("p:%d: the list has more than 1000 people; split it", store.MostInvited+2),
	} {
		_, faults, err := store.ReadInvitees("p", strings.NewReader(text), facts.Options{})
		if err != nil || len(faults) != 1 || !strings.HasPrefix(faults[0].Error(), want) {
			t.Errorf("%.40q: %v %v, want %s", text, faults, err, want)
		}
	}
	all, faults, err := store.ReadInvitees("p", strings.NewReader("email,name,role\n"+strings.Repeat("a@t,A,owner\n", store.MostInvited)), facts.Options{})
	if len(all) != store.MostInvited || len(faults) > 0 || err != nil {
		t.Errorf("%d are read: %v %v", len(all), faults, err)
	}
}
