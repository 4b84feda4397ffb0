package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// kept is a stored row of a kind that has a value in every column, with another value for each.
type kept struct {
	kind   string
	keys   int // of the columns, how many tell which row it is
	needed []string
	header []string
	stored []string
	others []string // "" for a key
	fresh  []string // keys of a row that is not known
}

var keptRows = []kept{
	{"partners", 1, []string{"name"}, columns("partner_id,name,parent_id,country,status,email,reading"),
		columns("Q,Quince,G,JP,suspended,q@partner.example,クインス"), columns(",Quince Ltd,Z,GB,active,other@partner.example,カリン"), columns("N")},
	{"customers", 1, []string{"name"}, columns("tenant_id,name,domain,country,reading"),
		columns("V,Vintners,v.example,US,ビントナーズ"), columns(",Vintners KK,vintners.example,JP,ワイン"), columns("N")},
	{"subscriptions", 1, []string{"tenant_id", "product", "start_date"},
		columns("subscription_id,tenant_id,product,kind,licensing,seats,start_date,end_date,renewal_date,auto_renew"),
		columns("V-crm,T,crm-online,trial,ea,12,2015-02-01,2017-02-01,2016-12-01,true"),
		columns(",U,ems,internal,csp,13,2015-03-01,2018-02-01,2016-11-01,false"), columns("N-crm")},
	{"usage", 3, nil, columns("subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed"),
		columns("U-office,2016-03,exchange,50,40,30,20.10"), columns(",,,51,41,31,21.10"), columns("U-office,2016-02,skype")},
	{"usage", 3, nil, columns("subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed"),
		columns("U-office,2016-04,skype,50,40,30,20.10"), columns(",,,51,41,31,21.10"), columns("U-office,2016-05,exchange")},
}

func columns(text string) []string { return strings.Split(text, ",") }

// whole is a file with all columns, and one value in place of another.
func (k kept) whole(cells []string, place int, value string) file {
	cells = slices.Clone(cells)
	if place >= 0 {
		cells[place] = value
	}
	return rows(k.kind, strings.Join(k.header, ","), strings.Join(cells, ","))
}

// part is a file with the keys and one more column.
func (k kept) part(keys []string, place int, value string) file {
	return rows(k.kind, join(append(slices.Clone(k.header[:k.keys]), k.header[place])...), join(append(slices.Clone(keys[:k.keys]), value)...))
}

// says checks that a file of all columns has nothing to change, so that what is stored is what it says.
func (p *portal) says(what string, f file) {
	p.t.Helper()
	before := p.dump()
	if done := p.take(f)[0]; done.Unchanged != done.Rows {
		p.t.Errorf("%s: not stored is\n%s", what, f.text)
	}
	if diff := cmp.Diff(before, p.dump()); diff != "" {
		p.t.Errorf("%s: %s", what, diff)
	}
	p.rebuilt()
}

func TestAColumnSetsAnEmptyCellClearsAndAnAbsentOneKeeps(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openTaking(t, dsn)
		for _, k := range keptRows {
			for place := k.keys; place < len(k.header); place++ {
				what := k.kind + " " + k.header[place]
				p.take(k.whole(k.stored, -1, ""))
				part := k.part(k.stored, place, k.others[place])
				if done := p.take(part)[0]; done.Changed != 1 {
					t.Errorf("%s changes nothing: %+v", what, done)
				}
				p.says(what, k.whole(k.stored, place, k.others[place]))
				p.says(what+" again", part)
				if !slices.Contains(k.needed, k.header[place]) {
					p.take(k.part(k.stored, place, ""))
					p.says(what+" empty", k.whole(k.stored, place, ""))
				}
			}
			if k.kind != "usage" { // which says at least one thing
				p.take(k.whole(k.stored, -1, ""))
				p.says(k.kind+" by key alone", rows(k.kind, join(k.header[:k.keys]...), join(k.stored[:k.keys]...)))
			}
		}
	})
}

func TestANewRowHasTheDefaultOfWhatIsAbsent(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openTaking(t, dsn)
		for _, k := range keptRows {
			header, part, all := slices.Clone(k.header[:k.keys]), slices.Clone(k.fresh), slices.Clone(k.fresh)
			for place := k.keys; place < len(k.header); place++ {
				value := ""
				if slices.Contains(k.needed, k.header[place]) || k.header[place] == "active_users" {
					value = k.stored[place]
					header, part = append(header, k.header[place]), append(part, value)
				}
				all = append(all, value)
			}
			if done := p.take(rows(k.kind, join(header...), join(part...)))[0]; done.Added != 1 {
				t.Errorf("%s: %+v", k.kind, done)
			}
			p.says("new "+k.kind, k.whole(all, -1, ""))
		}
	})
}

// The id is enough beside a day, also for a partner and a subscription of the same file.
func TestARowOfAnotherDayNeedsItsIdAlone(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("partners", "partner_id,status,as_of", "A,suspended,2016-03-01", "A,active,2016-04-01"),
			rows("subscriptions", "subscription_id,kind,as_of", "T-office,trial,2016-02-01"))
		p.rebuilt()
		want := []string{"kind T-office - 0", "kind T-office 16832 1", "status A - 0", "status A 16861 1", "status A 16892 0"}
		if diff := cmp.Diff(want, p.told()); diff != "" {
			t.Error(diff)
		}
		p.says("partners", rows("partners", "partner_id,name,parent_id,country,status", "A,Aomori Systems,,JP,active"))
	})
}

// Feeds of seats and of users meet in a month that is new to both, and an undo takes each back alone.
func TestFeedsOfDifferentColumnsMeetInOneRow(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		before := p.dump()
		users := rows("usage", "subscription_id,month,workload,active_users", "T-office,2016-05,exchange,81", "U-office,2016-05,exchange,56")
		seats := rows("usage", "subscription_id,month,workload,available_seats,assigned_seats", "U-office,2016-05,exchange,62,61", "T-office,2016-05,exchange,102,")
		both := rows("usage", "subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed",
			"T-office,2016-05,exchange,102,,81,", "U-office,2016-05,exchange,62,61,56,")
		done := p.take(users, seats)
		p.says("both", both)
		p.undo(done[1].Key)
		p.says("users alone", users)
		p.take(seats)
		p.says("both again", both)
		p.take(rows("usage", "subscription_id,month,workload,active_users", "T-office,2016-05,exchange,", "U-office,2016-05,exchange,"))
		p.says("seats alone", seats)
		if slices.Equal(before, p.dump()) {
			t.Error("nothing is stored")
		}
	})
}

func TestAnAssociationKeepsTheEndThatAFileHasNoColumnFor(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		ended := rows("associations", "route,partner_id,subscription_id,from,to", "dpor,B,U-office,2016-01-01,2016-03-01")
		p.take(ended)
		p.says("without an end", rows("associations", "route,partner_id,subscription_id,from", "dpor,B,U-office,2016-01-01"))
		p.says("the end", ended)
		if done := p.take(rows("associations", "route,partner_id,subscription_id,from,to", "dpor,B,U-office,2016-01-01,"))[0]; done.Changed != 1 {
			t.Errorf("an empty end clears nothing: %+v", done)
		}
	})
}
