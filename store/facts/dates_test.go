package facts_test

import (
	"strings"
	"testing"

	"shimei/store/facts"
	"shimei/store/programme"
)

func TestDatesAreReadInTheOrderThatIsSaidAndNotGuessed(t *testing.T) {
	for _, c := range []struct {
		order      facts.Dates
		text, want string // the day, or what is wrong with it
	}{
		{facts.ISO, "2016-04-15", "2016-04-15"},
		{facts.DayMonthYear, "2016-04-15", "2016-04-15"},
		{facts.DayMonthYear, "15/04/2016", "2016-04-15"},
		{facts.DayMonthYear, "5.4.2016", "2016-04-05"},
		{facts.DayMonthYear, "05-04-2016 00:00:00", "2016-04-05"},
		{facts.MonthDayYear, "4/15/2016", "2016-04-15"},
		{facts.MonthDayYear, "04/05/2016 0:00", "2016-04-05"},
		{facts.YearMonthDay, "2016/4/15", "2016-04-15"},
		{facts.YearMonthDay, "２０１６／０４／１５", "2016-04-15"},
		{facts.ISO, "03/04/2016", "could be more than one day"},
		{facts.ISO, "2016/04/15", "is not written as 2016-04-15; write it so, or say that the dates are in the order ymd"},
		{facts.ISO, "2016-04-15 00:00:00", "2016-04-15"},
		{facts.ISO, "2016-04-15T00:00:00", "2016-04-15"},
		{facts.ISO, "2016-04-15 00:00:00.0000000", "2016-04-15"},
		{facts.ISO, "2016-04-15 00:30:00", "is not a day; write it as 2016-04-15"},
		{facts.MonthDayYear, "03/04/2016 12:00:00 AM", "2016-03-04"},
		{facts.MonthDayYear, "3/4/2016 12:00 am", "2016-03-04"},
		{facts.MonthDayYear, "3/4/2016 12:00:00\u202fAM", "2016-03-04"},
		{facts.MonthDayYear, "03/04/2016 12:00:00 PM", "is not a day; write it as 2016-04-15"},
		{facts.ISO, "03/04/2016 12:00:00 AM", "could be more than one day"},
		{facts.DayMonthYear, "04/15/2016", "is not a day in the order dmy"},
		{facts.DayMonthYear, "15/04/16", "write the year in four digits"},
		{facts.MonthDayYear, "2016/04/15", "2016-04-15"},
		{facts.DayMonthYear, "2016.4.5", "2016-04-05"},
		{facts.DayMonthYear, "2016/15/04", "is not a day in the order ymd; correct it, or name the order that the dates are in"},
		{facts.YearMonthDay, "15/04/2016", "is not a day in the order ymd; correct it, or name the order that the dates are in"},
		{facts.DayMonthYear, "001/04/2016", "is not a day in the order dmy; correct it"},
		{facts.DayMonthYear, "30/02/2016", "is not a day in the order dmy"},
		{facts.DayMonthYear, "15 April 2016", "is not a day; write it as 2016-04-15"},
		{facts.DayMonthYear, "1/-2/2016", "is not a day; write it as 2016-04-15"},
		{facts.DayMonthYear, "15/04/2016 09:30", "is not a day; write it as 2016-04-15"},
	} {
		f, err := facts.Open("file.csv", strings.NewReader("order_id,subscription_id,partner_id,date,seats\no,S,A,\""+c.text+"\",5\n"), programme.BuiltIn(), facts.Options{Dates: c.order})
		if err != nil {
			t.Fatal(err)
		}
		f.Next()
		sale, good := f.Sale()
		switch {
		case good && sale.At.Day.String() != c.want:
			t.Errorf("%s %s is %s, want %s", c.order, c.text, sale.At.Day, c.want)
		case !good && !strings.Contains(f.Err().Error(), c.want):
			t.Errorf("%s %s: %v, want %s", c.order, c.text, f.Err(), c.want)
		}
	}
}

func TestAMonthIsReadAlsoAsItsFirstDay(t *testing.T) {
	for _, c := range []struct {
		order      facts.Dates
		text, want string
	}{
		{facts.ISO, "2016-04", "2016-04"},
		{facts.ISO, "2016-04-01", "2016-04"},
		{facts.MonthDayYear, "4/1/2016", "2016-04"},
		{facts.DayMonthYear, "01.04.2016", "2016-04"},
		{facts.ISO, "2016-04-01 00:00:00", "2016-04"},
		{facts.MonthDayYear, "4/1/2016 12:00:00 AM", "2016-04"},
		{facts.ISO, "2016-04-02", "is a day within a month"},
		{facts.DayMonthYear, "04/01/2016", "is a day within a month"},
		{facts.ISO, "01/04/2016", "could be more than one day"},
		{facts.ISO, "April", "is not a month; write it as 2016-04"},
		{facts.DayMonthYear, "04.2016", "is not a month; write it as 2016-04"},
	} {
		f, err := facts.Open("file.csv", strings.NewReader("subscription_id,month,active_users\nS,"+c.text+",5\n"), programme.BuiltIn(), facts.Options{Dates: c.order})
		if err != nil {
			t.Fatal(err)
		}
		f.Next()
		usage, good := f.Usage()
		switch {
		case good && usage.Month.String() != c.want:
			t.Errorf("%s %s is %s, want %s", c.order, c.text, usage.Month, c.want)
		case !good && !strings.Contains(f.Err().Error(), c.want):
			t.Errorf("%s %s: %v, want %s", c.order, c.text, f.Err(), c.want)
		}
	}
}

func TestAnIDThatASpreadsheetSpoiltIsRefused(t *testing.T) {
	for id, want := range map[string]string{
		"4.62E+06": `file.csv:2: partner_id: a spreadsheet made "4.62E+06" of the id, whose digits are lost; make the column one of text before the ids come into it`,
		"4,62E+06": `a spreadsheet made "4,62E+06" of the id`,
		"5e+12":    `a spreadsheet made "5e+12" of the id`,
		"#N/A":     `"#N/A" is an error of a spreadsheet, and no id; correct the formula`,
		"#REF!":    `"#REF!" is an error of a spreadsheet`,
		"4620115":  "", "A+B": "", "E+6": "", "#1": "", "12E6": "", "1.5": "",
	} {
		if got := faults("partner_id,name\n\""+id+"\",Adatum\n", ""); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}
