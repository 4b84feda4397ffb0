package mapping_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/facts"
	"shimei/store/mapping"
	"shimei/store/programme"
)

// spy stands before a mapping, and keeps the records that it makes from facts.
type spy struct {
	facts.Mapping
	seen *[]string
	last *facts.Mapped
}

func (s spy) Begin(header []string, p *programme.Programme, dates facts.Dates) (facts.Mapped, error) {
	m, err := s.Mapping.Begin(header, p, dates)
	if err != nil {
		return nil, err
	}
	*s.seen, *s.last = append(*s.seen, strings.Join(m.Header(), "|")), m
	return spied{m, s.seen}, nil
}

type spied struct {
	facts.Mapped
	seen *[]string
}

func (spied) Header() []string { return []string{"subscription_id", "month", "active_users"} }

func (s spied) Next() (int, []string, bool) {
	for {
		line, record, is := s.Mapped.Next()
		if !is {
			return 0, nil, false
		}
		*s.seen = append(*s.seen, strconv.Itoa(line)+" "+strings.Join(record, "|"))
	}
}

// exported reads a file of testdata by a mapping that ships, and returns the records that it makes.
func exported(t *testing.T, name string, set map[string]string, of string) ([]string, *facts.MappingReport) {
	t.Helper()
	m, err := mapping.BuiltIn(name)
	if err == nil {
		m, err = m.With(set)
	}
	if err != nil {
		t.Fatal(err)
	}
	r, err := os.Open("testdata/" + of)
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	var last facts.Mapped
	f, err := facts.Open(of, r, programme.BuiltIn(), facts.Options{Map: spy{m, &seen, &last}})
	if err != nil {
		t.Fatal(err)
	}
	for f.Next() {
		t.Errorf("facts is given a record")
	}
	if err := f.Err(); err != nil {
		t.Error(err)
	}
	if f.Close() != nil || r.Close() != nil {
		t.Error("it does not close")
	}
	return seen, f.Mapping()
}

func TestTheMappingsThatShipReadTheirExports(t *testing.T) {
	const tenant = "aaaa1111-0000-4000-8000-00000000000a"
	for _, c := range []struct {
		mapping, file string
		set           map[string]string
		want          []string
		leftOut       string // "rows reason (amount)", by lines
		totals        string // "column currency read leftout out rounded", by lines
	}{
		{"azure-cost", "azure-cost-small.csv", nil, []string{
			"subscription_id|month|consumed|currency",
			"3 sub-bbbb|2016-09|0.000051139|USD",
			"5 sub-aaaa|2016-09|2.85268368|USD",
			"8 sub-cccc|2016-09|2.4422709677419368|CAD",
		}, "1 it is a purchase, such as of a reservation, and no consumption (3.25 USD)",
			"consumed CAD 2.4422709677419368 0 2.4422709677419368 \nconsumed USD 6.102734819 3.25 2.852734819 2.85"},
		{"azure-cost", "azure-cost-ea.csv", nil, []string{
			"subscription_id|month|consumed|currency",
			"2 1111aaaa-0000-4000-8000-000000000001|2016-04|2.405012|EUR",
			"6 2222bbbb-0000-4000-8000-000000000002|2016-04|0.115|USD",
		}, "1 it is a purchase, such as of a reservation, and no consumption (120 EUR)\n" +
			"1 it is sold by another publisher (5.5 EUR)\n1 it rounds the invoice (0.004 USD)\n1 it is no usage: ChargeType \"Levy\" (0.02 USD)",
			"consumed EUR 127.905012 125.5 2.405012 \nconsumed USD 0.139 0.024 0.115 0.12"},
		{"azure-cost", "azure-cost-mca.csv", nil, []string{
			"subscription_id|month|consumed|currency",
			"2 3333cccc-0000-4000-8000-000000000003|2016-05|2.685|USD", // stored as 2.68, half to even
		}, "1 it was paid for and not used (7 USD)", "consumed USD 9.685 7 2.685 2.68"},
		{"focus-1.2", "focus-1.2.csv", nil, []string{
			"subscription_id|month|consumed|currency",
			"2 4444dddd-0000-4000-8000-000000000004|2016-04|0.3000000003|USD",
		}, "1 it is a purchase, and no consumption (50 USD)\n" +
			"1 it corrects an earlier billing period; import the export of that period again (-3 USD)\n1 it is tax (4.5 USD)",
			"consumed USD 51.8000000003 51.5 0.3000000003 0.3"},
		{"partner-center-usage", "tenant-level-usage.csv", nil, []string{
			"month|workload|available_seats|active_users|tenant_id|product",
			"2 2016-04|exchange|518|418|T|office365",
		}, "", "available_seats  518 0 518 \nactive_users  418 0 418 "},
		{"partner-center-usage", "partner-center-usage.csv", nil, []string{
			"month|workload|available_seats|active_users|tenant_id|product",
			"2 2016-04|exchange|520|418|" + tenant + "|office365",
			"4 2016-04|skype|520|77|" + tenant + "|office365",
		}, "1 it repeats a row for another location of the partner (520 418)\n1 the mapping has no such workload: WorkloadName \"Teams\" (520 9)",
			"available_seats  2080 1040 1040 \nactive_users  922 427 495 "},
		{"partner-center-licenses", "partner-center-licenses.csv", nil, []string{
			"subscription_id|month|available_seats|assigned_seats|active_users",
			"2 S-crm|2016-04|50|40|31",
		}, "1 its licences are free (25 5 5)", "available_seats  75 25 50 \nassigned_seats  45 5 40 \nactive_users  36 5 31 "},
		{"graph-m365-activity", "graph-m365-activity.csv", map[string]string{"tenant_id": "T"}, []string{
			"month|workload|active_users|tenant_id|product",
			"2 2016-04|exchange|418|T|office365",
			"2 2016-04|sharepoint|211|T|office365",
		}, "1 it is not of 30 days: Report Period \"7\" (192)", "active_users  821 192 629 "},
		{"graph-m365-activity", "graph-m365-activity.json", map[string]string{"tenant_id": "T"}, []string{
			"month|workload|active_users|tenant_id|product",
			"4 2016-04|exchange|418|T|office365",
			"4 2016-04|sharepoint|211|T|office365",
			"4 2016-04|skype|77|T|office365",
		}, "", "active_users  706 0 706 "},
		{"graph-subscribed-skus", "graph-subscribed-skus.json", map[string]string{"month": "2016-04"}, []string{
			"month|available_seats|assigned_seats|tenant_id|product",
			"4 2016-04|35|20|" + tenant + "|office365",
		}, "1 the mapping has no product for it: skuPartNumber \"FLOW_FREE\" (10000 3)",
			"available_seats  10035 10000 35 \nassigned_seats  23 3 20 "},
	} {
		got, report := exported(t, c.mapping, c.set, c.file)
		if diff := cmp.Diff(inOrder(c.want), inOrder(got)); diff != "" {
			t.Errorf("%s of %s: %s", c.mapping, c.file, diff)
		}
		if diff := cmp.Diff(c.leftOut, leftOutOf(report)); diff != "" {
			t.Errorf("%s of %s leaves out %s", c.mapping, c.file, diff)
		}
		if diff := cmp.Diff(c.totals, totalsOf(report)); diff != "" {
			t.Errorf("%s of %s has the totals %s", c.mapping, c.file, diff)
		}
	}
}

// inOrder lays rows with their header out as cells with their names, in the order of names: where a column
// stands is nothing that a fact file depends on.
func inOrder(rows []string) (all []string) {
	header := strings.Split(rows[0], "|")
	for _, row := range rows[1:] {
		line, cells, _ := strings.Cut(row, " ")
		var named []string
		for k, cell := range strings.Split(cells, "|") {
			named = append(named, header[k]+"="+cell)
		}
		slices.Sort(named)
		all = append(all, line+" "+strings.Join(named, " "))
	}
	return all
}

func leftOutOf(r *facts.MappingReport) string {
	var lines []string
	for _, l := range r.LeftOut {
		var amounts []string
		for _, t := range l.Totals {
			amounts = append(amounts, strings.TrimSpace(t.Amount+" "+t.Currency))
		}
		lines = append(lines, strconv.FormatInt(l.Rows, 10)+" "+l.Reason.En+" ("+strings.Join(amounts, " ")+")")
	}
	return strings.Join(lines, "\n")
}

func totalsOf(r *facts.MappingReport) string {
	var lines []string
	for _, t := range r.Totals {
		lines = append(lines, strings.Join([]string{t.Column, t.Currency, t.Read, t.LeftOut, t.Out, t.Rounded}, " "))
	}
	return strings.Join(lines, "\n")
}

func TestWhatAMappingDoesNotReadIsNamed(t *testing.T) {
	_, report := exported(t, "azure-cost", nil, "azure-cost-small.csv")
	if diff := cmp.Diff([]string{"ResourceId"}, report.NoPlace); diff != "" || report.Rows != 8 || report.Taken != 7 || report.Into != 3 {
		t.Errorf("%+v %s", report, diff)
	}
	_, report = exported(t, "graph-subscribed-skus", map[string]string{"month": "2016-04"}, "graph-subscribed-skus.json")
	want := []string{"accountId", "accountName", "prepaidUnits.suspended", "prepaidUnits.warning", "prepaidUnits.lockedOut", "servicePlans", "skuId", "subscriptionIds"}
	if diff := cmp.Diff(want, report.NoPlace); diff != "" {
		t.Error(diff)
	}
}

func TestWhatAFileDoesNotTellIsToBeSaid(t *testing.T) {
	m, err := mapping.BuiltIn("graph-m365-activity")
	if err != nil {
		t.Fatal(err)
	}
	_, err = mapped(t, m, "Report Refresh Date,Exchange Active,SharePoint Active,Report Period")
	if err == nil || err.Error() != "the file does not tell the tenant_id; say it with --set tenant_id=VALUE" {
		t.Error(err)
	}
	o, err := mapped(t, m, "Tenant ID,Report Refresh Date,Exchange Active,SharePoint Active,Report Period", "T,2016-04-30,3,,30")
	if err != nil || o.rows[1] != "2 2016-04|exchange|3|T|office365" && o.rows[1] != "2 T|office365|2016-04|exchange|3" {
		t.Errorf("%v %v", o.rows, err)
	}
	for set, want := range map[string]string{
		"tenant": `the mapping graph-m365-activity has no setting "tenant"; it has tenant_id`,
		"month":  `the mapping graph-m365-activity has no setting "month"; it has tenant_id`,
	} {
		if _, err := m.With(map[string]string{set: "x"}); err == nil || err.Error() != want {
			t.Error(err)
		}
	}
	azure, err := mapping.BuiltIn("azure-cost")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := azure.With(map[string]string{"month": "x"}); err == nil || err.Error() != "the mapping azure-cost takes no settings, and month is set; leave it out" {
		t.Error(err)
	}
}

func TestAnUnknownMappingIsToldWithTheNearestOne(t *testing.T) {
	if _, err := mapping.BuiltIn("azure-costs"); err == nil || !strings.HasPrefix(err.Error(), `there is no mapping "azure-costs" (did you mean azure-cost?); built in are azure-cost, focus-1.2, `) {
		t.Error(err)
	}
}

func TestTheReasonsOfTheMappingsThatShipAreInBothLanguages(t *testing.T) {
	_, report := exported(t, "azure-cost", nil, "azure-cost-ea.csv")
	var got []string
	for _, l := range report.LeftOut {
		got = append(got, l.Reason.Ja)
	}
	if diff := cmp.Diff([]string{"予約などの購入で、消費ではありません", "ほかの発行元の販売です", "請求額の端数調整です", `使用量ではありません: ChargeType "Levy"`}, got); diff != "" {
		t.Error(diff)
	}
	for _, name := range mapping.Names() {
		m, err := mapping.BuiltIn(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(m.Source)) {
			key, value, _ := strings.Cut(line, " = ")
			if (key == "reason" || key == "leave_out_others") && !strings.HasPrefix(value, "{ en = ") {
				t.Errorf("%s has a reason in one language: %s", name, line)
			}
		}
	}
}
