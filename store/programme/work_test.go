package programme_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
)

func some(n int64) *int64 { return &n }

// workday is the instant at which work is looked at: 11 April 2016, 09:00 UTC.
var workday = programme.InstantOf(time.Date(2016, 4, 11, 9, 0, 0, 0, time.UTC))

func TestWhatThereIsToDoAboutSeats(t *testing.T) {
	p := programme.BuiltIn()
	day := func(month time.Month, day int) *programme.Instant {
		i := p.Midnight(programme.DayOf(2016, month, day))
		return &i
	}
	yes, no := true, false
	kinds := func(k ...programme.WorkKind) []programme.WorkKind { return k }
	for name, c := range map[string]struct {
		seats programme.UsedSeats
		want  []programme.WorkKind
	}{
		"nothing is reported":             {programme.UsedSeats{}, nil},
		"a renewal today":                 {programme.UsedSeats{Renewal: day(4, 11), AutoRenew: &no}, kinds(programme.WorkRenewal)},
		"yesterday":                       {programme.UsedSeats{Renewal: day(4, 10), AutoRenew: &no}, nil},
		"on the ninetieth day":            {programme.UsedSeats{Renewal: day(7, 10), AutoRenew: &no}, kinds(programme.WorkRenewal)},
		"on the one after it":             {programme.UsedSeats{Renewal: day(7, 11), AutoRenew: &no}, nil},
		"by itself":                       {programme.UsedSeats{Renewal: day(5, 1), AutoRenew: &yes}, nil},
		"perhaps by itself":               {programme.UsedSeats{Renewal: day(5, 1)}, nil},
		"not by itself, no day is known":  {programme.UsedSeats{AutoRenew: &no}, nil},
		"active just at the percentage":   {programme.UsedSeats{Bought: some(10), Active: some(4)}, nil},
		"just below it":                   {programme.UsedSeats{Bought: some(1000), Active: some(399)}, kinds(programme.WorkActivation)},
		"nobody is active":                {programme.UsedSeats{Bought: some(1), Active: some(0)}, kinds(programme.WorkActivation)},
		"nothing is bought":               {programme.UsedSeats{Bought: some(0), Active: some(0)}, nil},
		"what is active is not reported":  {programme.UsedSeats{Bought: some(5)}, nil},
		"what is bought is not reported":  {programme.UsedSeats{Assigned: some(9), Active: some(0)}, nil},
		"ten are assigned to nobody":      {programme.UsedSeats{Bought: some(30), Assigned: some(20)}, kinds(programme.WorkUnassigned)},
		"nine":                            {programme.UsedSeats{Bought: some(29), Assigned: some(20)}, nil},
		"more are assigned than bought":   {programme.UsedSeats{Bought: some(5), Assigned: some(20)}, nil},
		"beyond what a sum can hold":      {programme.UsedSeats{Bought: some(math.MaxInt64), Assigned: some(math.MaxInt64), Active: some(math.MaxInt64 / 2)}, nil},
		"few of so many":                  {programme.UsedSeats{Bought: some(math.MaxInt64), Active: some(math.MaxInt64 / 3)}, kinds(programme.WorkActivation)},
		"everything at once, in an order": {programme.UsedSeats{Bought: some(50), Assigned: some(3), Active: some(1), Renewal: day(4, 12), AutoRenew: &no}, kinds(programme.WorkRenewal, programme.WorkActivation, programme.WorkUnassigned)},
	} {
		if diff := cmp.Diff(c.want, p.SeatWork(c.seats, workday)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestTheThresholdsOfWorkAreTheProgrammes(t *testing.T) {
	p := variant(t, "[[product]]", "[work]\nactivation_percent = 100\nunused_seats = 1\n[[product]]")
	s := programme.UsedSeats{Bought: some(50), Assigned: some(49), Active: some(49)}
	if diff := cmp.Diff([]programme.WorkKind{programme.WorkActivation, programme.WorkUnassigned}, p.SeatWork(s, workday)); diff != "" {
		t.Error(diff)
	}
	if got := programme.BuiltIn().SeatWork(s, workday); got != nil {
		t.Errorf("by the usual ones: %v", got)
	}
}

func TestPeopleWithASeatThatTheyDoNotUse(t *testing.T) {
	for _, c := range []struct {
		assigned, active *int64
		want             int64
	}{{some(9), some(4), 5}, {some(4), some(9), 0}, {nil, some(4), 0}, {some(9), nil, 0}} {
		if got := (programme.UsedSeats{Assigned: c.assigned, Active: c.active}).Idle(); got != c.want {
			t.Errorf("%v, want %d", got, c.want)
		}
	}
}

func TestWhatThereIsToDoAboutANomination(t *testing.T) {
	p := programme.BuiltIn()
	march, april := programme.MonthOf(2016, time.March), programme.MonthOf(2016, time.April)
	at := func(month time.Month, day int) programme.Instant {
		return p.Midnight(programme.DayOf(2016, month, day))
	}
	for name, c := range map[string]struct {
		from    programme.Instant
		through *programme.Month
		want    []programme.WorkKind
	}{
		"thirty days ago, and counted":     {at(3, 12), &march, []programme.WorkKind{programme.WorkNomination}},
		"thirty-one days ago":              {at(3, 12) - 1, &march, nil},
		"in a month without figures":       {at(4, 1), &march, []programme.WorkKind{programme.WorkNomination, programme.WorkPending}},
		"in the month that figures are of": {at(4, 1), &april, []programme.WorkKind{programme.WorkNomination}},
		"while there are no figures":       {at(4, 1), nil, []programme.WorkKind{programme.WorkNomination}},
	} {
		if diff := cmp.Diff(c.want, p.NominationWork(c.from, workday, c.through)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestWhatACustomerLacksIsOfWhatCompetenciesCount(t *testing.T) {
	p := programme.BuiltIn()
	m := programme.MonthOf(2016, time.April)
	if all := p.Lacking(nil, m); len(all) == 0 || len(all) > len(p.Products) {
		t.Fatalf("who has nothing lacks %v", all)
	}
	office, _ := p.Product("office365")
	for _, k := range p.Lacking([]int{office}, m) {
		if k == office || len(p.CountingProduct(k, m)) == 0 {
			t.Errorf("%s is lacking", p.Products[k].ID)
		}
	}
	if got := p.Lacking(nil, programme.MonthOf(1999, time.April)); got != nil {
		t.Errorf("before any competency: %v", got)
	}
	if got := p.Lacking(p.Counted(m), m); got != nil {
		t.Errorf("who has all lacks %v", got)
	}
}
