package store_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store/demo"
	"shimei/store/directory"
	"shimei/store/export"
	"shimei/store/facts"
	"shimei/store/intake"
	"shimei/store/storetest"
)

// backAgain are the tables that a round trip brings back, row by row: all facts, and the credits that they
// give. No facts, and so not among them, are months that were declared complete, statements, people and what
// they did.
var backAgain = []string{"partner", "customer", "subscription", "key", "history", "usage", "usage of a tenant", "rate", "sale", "association", "credit"}

type buffer struct{ bytes.Buffer }

func (*buffer) Close() error { return nil }

// out exports all facts of a portal.
func (p *portal) out(form string) (files []file, sum bool) {
	p.t.Helper()
	var texts []*buffer
	written, err := export.Facts(ctx, p.Store, export.FactOptions{Form: form, Create: func(string) (io.WriteCloser, error) {
		texts = append(texts, &buffer{})
		return texts[len(texts)-1], nil
	}})
	if err != nil {
		p.t.Fatal(err)
	}
	for k, f := range written {
		files, sum = append(files, file{f.Name, texts[k].String()}), sum || f.Sum
	}
	return files, sum
}

// in opens an empty portal at a place, and imports what another one exported.
func in(t tester, dsn string, files []file, sum bool) *portal {
	t.Helper()
	p := open(t, dsn)
	done, err := p.Import(ctx, sources(files), intake.Options{Actor: "test", Sum: sum})
	if err != nil {
		t.Fatal(err)
	}
	for k, one := range done {
		if one.State != intake.Stored || one.File != files[k].name {
			t.Fatalf("%s: %s\n%s\n%s", one.File, one.State, messages(one.Faults), files[k].text)
		}
	}
	return p
}

// lived is the whole demonstration with what people did in the portal: months that were closed, nominations,
// and the removal of one.
func lived(t tester, dsn string) *portal {
	t.Helper()
	p := open(t, dsn)
	p.take(demonstration()...)
	p.closing("2014-05", "2014-06")
	people := demo.People()
	tenant, partner := people[slices.IndexFunc(people, func(x demo.Person) bool { return x.TenantID != "" })].TenantID,
		people[slices.IndexFunc(people, func(x demo.Person) bool { return x.PartnerID != "" })].PartnerID
	owner := p.person(directory.Owner, tenant)
	var others []string
	for _, line := range p.dump("subscription") { // subscription, id, tenant, ...
		if cells := strings.Split(line, "\t"); cells[2] == tenant && p.present(owner, cells[1]) != partner {
			others = append(others, cells[1])
		}
	}
	p.nominate(owner, partner, others...)
	p.set("2016-04-12T09:00:00.007Z")
	p.remove(owner, others[0])
	return p
}

func TestTheDemonstrationGoesOutOfEachEngineAndIntoTheOther(t *testing.T) {
	t.Parallel()
	places := storetest.PlaceOfEach(t)
	first := lived(t, places[0])
	want := byFile(first.dump(backAgain...))
	if len(want) < 20_000 {
		t.Fatalf("%d rows", len(want))
	}
	csv, sum := first.out(export.CSV)
	if sum {
		t.Error("rows add up")
	}
	second := in(t, storetest.Beside(t, places[len(places)-1]), csv, sum)
	if diff := cmp.Diff(want, second.dump(backAgain...)); diff != "" {
		t.Errorf("by CSV: %s", diff)
	}
	book, sum := second.out(export.XLSX)
	third := in(t, storetest.Beside(t, places[0]), book, sum)
	if diff := cmp.Diff(want, third.dump(backAgain...)); diff != "" {
		t.Errorf("by XLSX: %s", diff)
	}
	if again, _ := third.out(export.CSV); !slices.Equal(again, csv) {
		t.Error("what came back is not exported as it was")
	}
}

// names are such as programs make something else of.
var names = []string{"=1+1", "'=1+1", "''@x", "-5", "'-5", "+81 3", "@home", "＝全角", "'＝全角", `="0012"`, `say "so"`, "a,b;c", "株式会社 みどり", "_x0041_", "0012", "1E5",
	"TRUE", "2016-04-15", "'quoted'", "'", "&lt;&amp;", "<b>", "sep=;", "#N/A", "12345678901234567890"}

// odd is a world of everything that is hard to tell in a file.
func odd() []file {
	partners, customers := []string{"G,Global,,DE,active,g@g.example,ぐろーばる", "H,Harbour,,GB,,,", "L,Leeds,G,,,,", "Ｗ－１２,Wide,,,,,", "0099,Zeros,,,suspended,,", "'=P,Guarded,,,,,", "P/{q},Braces,,,,,"}, []string{"T,Tailspin,,,", "ＴＥＮ,Ten,,,"}
	for k, name := range names {
		cell := `"` + strings.ReplaceAll(facts.Guarded(name), `"`, `""`) + `"`
		partners = append(partners, "p"+string(rune('a'+k))+","+cell+",,,,"+cell+",")
		customers = append(customers, "c"+string(rune('a'+k))+","+cell+",,"+cell+",")
	}
	return []file{
		rows("partners", "partner_id,name,parent_id,country,status,email,reading", partners...),
		rows("partners", "partner_id,status,as_of", "L,suspended,2016-02-01", "L,active,2016-03-01", "H,active,2016-01-01"),
		rows("partners", "partner_id,parent_id,as_of", "L,H,2016-02-15", "L,,2016-03-01", "G,,2015-01-01"),
		rows("partners", "partner_id,name,parent_id,as_of", "N,New,,2016-01-05", "M,Of new,N,2016-01-05", "M2,Of global,G,2016-01-06"),
		rows("partners", "partner_id,name,status,as_of", "S,Suspended,suspended,2016-01-06", "Q,Account,active,2016-01-06"),
		rows("partners", "partner_id,parent_id,as_of", "S,N,2016-02-02", "M,,2016-02-02"),
		rows("partners", "partner_id,name,parent_id,status,as_of", "K,Of both,N,,", "D,Dated,Q,suspended,2016-01-10", "D,Dated,,active,2016-01-20"),
		rows("customers", "tenant_id,name,domain,country,reading", customers...),
		rows("subscriptions", "subscription_id,tenant_id,product,kind,licensing,seats,start_date,end_date,renewal_date,auto_renew",
			"T-office,T,office365,,open,100,2015-06-01,,2016-06-01,true", "T-azure,T,azure,,,,2015-07-01T12:30:00.123Z,2017-01-01T00:00:00+09:00,,",
			"T-zero,T,ems,internal,,0,2015-07-01,2015-07-01,2015-08-01T01:00:00Z,false", "@U,ｔｅｎ,office365,trial,csp,1000000000000000,2015-01-01,2016-02-01,,"),
		rows("subscriptions", "subscription_id,tenant_id,as_of", "T-office,ten,2016-02-10", "T-office,T,2016-03-10", "T-azure,T,2016-01-01"),
		rows("subscriptions", "subscription_id,kind,as_of", "T-office,trial,2016-02-10", "T-office,paid,2016-03-11"),
		rows("subscriptions", "subscription_id,tenant_id,product,start_date,as_of", "N-office,ten,office365,2016-01-01,2016-01-05"),
		rows("subscriptions", "subscription_id,tenant_id,product,start_date,kind,as_of", "B-office,T,office365,2016-01-01,trial,2016-01-05", "B-office,ten,office365,2016-01-01,paid,2016-02-05"),
		rows("subscriptions", "subscription_id,kind,as_of", "N-office,internal,2016-02-05"),
		rate("2016-03,EUR,1.10", "2016-03,JPY,0.0090", "2016-04,EUR,1.1"),
		rows("usage", "subscription_id,tenant_id,product,month,workload,available_seats,assigned_seats,active_users,consumed,currency",
			"T-office,,,2016-03,exchange,100,90,0,,", "T-office,,,2016-03,,,,70,,", "@U,,,2016-03,skype,1000000000000000,,1,,",
			"T-azure,,,2016-03,,,,,12.3450,eur", "T-azure,,,2016-03,,,,,500,JPY", "T-azure,,,2016-03,,,,,3.99,", "T-azure,,,2016-04,,,,,-0.07,", "T-azure,,,2016-02,,,,,0.00,",
			",T,azure,2015-12,,,,,-7.5,USD", ",ten,azure,2016-04,,,,,10.005,EUR", ",ten,ems,2016-03,,5,0,,,"),
		rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-1,T-office,H,2015-06-01,100", "=o,T-office,H,2016-02-11T23:59:59.999Z,-30", "＠o,@U,L,2016-01-01,0"),
		rows("associations", "route,partner_id,subscription_id,tenant_id,from,to", "dpor,H,T-office,,2015-06-10,", "dpor,L,T-office,,2016-02-12,2016-03-12",
			"dpor,N,T-office,,2016-03-12T00:00:00.001Z,", "dpor,'=P,N-office,,2016-01-10,2016-01-10", "dap,H,,T,2015-07-01,", "dap,ｐａ,,Ten,2015-07-01,2016-01-01", "dpor,H,T-azure,,2015-08-01,2016-05-01"),
	}
}

// nominated is the odd world with what people did in the portal.
func nominated(t tester, dsn string) *portal {
	t.Helper()
	p := in(t, dsn, odd(), true)
	owner := p.person(directory.Owner, "T")
	p.nominate(owner, "pa", "T-office", "T-azure")
	p.set("2016-04-12T09:00:00.007Z")
	p.nominate(owner, "pb", "T-azure")
	p.remove(owner, "T-office")
	return p
}

func TestEverythingThatIsHardToTellComesBackOnBothEngines(t *testing.T) {
	t.Parallel()
	places := storetest.PlaceOfEach(t)
	first := nominated(t, places[0])
	csv, sum := first.out(export.CSV)
	book, _ := first.out(export.XLSX)
	if !sum {
		t.Error("rows of several currencies do not add up")
	}
	var want, got []string
	want = byFile(first.dump(backAgain...))
	for k, files := range [][]file{csv, book} {
		p := in(t, storetest.Beside(t, places[(k+1)%len(places)]), files, sum)
		got = p.dump(backAgain...)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", files[0].name, diff)
		}
		if again, _ := p.out(export.CSV); !slices.Equal(again, csv) {
			t.Errorf("%s: what came back is not exported as it was: %s", files[0].name, cmp.Diff(csv, again, cmp.AllowUnexported(file{})))
		}
	}
}

// byFile has the associations of a dump as they are where files told them: an end that a person gave is one
// that a file gave.
func byFile(lines []string) []string {
	lines = slices.Clone(lines)
	for k, line := range lines {
		cells := strings.Split(line, "\t") // association, route, partner, tenant, subscription, from, to, closed_at, source, given
		if cells[0] == "association" && cells[7] != "-" {
			cells[7], cells[9] = "-", cells[7]
		}
		if cells[0] == "association" && cells[8] == "nomination" {
			cells[8] = "import"
		}
		lines[k] = strings.Join(cells, "\t")
	}
	return lines
}

func TestAFileThatTellsAHistoryChangesNothingTheSecondTime(t *testing.T) {
	t.Parallel()
	p := openSmall(t, storetest.Beside(t, ""))
	files := []file{
		rows("partners", "partner_id,name,parent_id,status,as_of", "X,Ex,,active,", "X,Ex,,suspended,2016-02-01", "B,Birch,,active,", "B,Birch,,suspended,2016-03-01"),
		rows("subscriptions", "subscription_id,tenant_id,product,start_date,kind,as_of", "X,T,ems,2016-01-01,trial,", "X,U,ems,2016-01-01,paid,2016-02-01"),
	}
	p.take(files...)
	before := p.dump()
	for _, one := range p.take(files...) {
		if one.Unchanged != one.Rows {
			t.Errorf("%s: %d of %d rows changed something", one.File, one.Changed, one.Rows)
		}
	}
	if diff := cmp.Diff(before, p.dump()); diff != "" {
		t.Error(diff)
	}
	p.take(rows("partners", "partner_id,status", "B,active"))
	if got := p.dump("history"); !slices.Contains(got, "history\tstatus\tB\t16902\t0") {
		t.Errorf("a row alone that changes a value does not hold from today: %q", got)
	}
}

func TestWhateverWasToldOverTimeComesBackAsItWasTold(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		p := openSmall(rt, storetest.Beside(t, ""))
		for _, row := range datedRows(rt) {
			p.try(tells(row)) // one that makes a location of an account is refused
		}
		files, sum := p.out(export.CSV)
		if diff := cmp.Diff(p.dump(backAgain...), in(rt, storetest.Beside(t, ""), files, sum).dump(backAgain...)); diff != "" {
			rt.Fatal(diff)
		}
	})
}
