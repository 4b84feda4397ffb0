package views

import (
	"time"

	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
)

// simulationSamples are the two pages of what is not so yet, filled, refused and empty.
func simulationSamples() []sample {
	months := []programme.Month{april, april - 1}
	return []sample{
		{Partner, "what-if", func(f Frame) templ.Component {
			return sampleWhatIf(f, map[int]int64{0: 1690, 2: -2, 3: 1200050}).Page()
		}},
		{Partner, "what-if-customers", func(f Frame) templ.Component {
			page := sampleWhatIf(f, map[int]int64{0: 1690})
			page.Choosing, page.Customers = true, []WhatIfCustomer{
				{"Adatum Japan", "adatum-jp", true, []WhatIfBrought{{office, []programme.Text{azure, mobility}, false, some(int64(7))}, {office, []programme.Text{azure}, true, nil}, {office, []programme.Text{mobility}, true, nil}}},
				{"ルツェルン出版", "lucerne", true, []WhatIfBrought{{office, nil, false, some(int64(0))}}}, {"Lucerne Publishing", "lucerne-2", false, nil}}
			return page.Page()
		}},
		{Partner, "what-if-no-customers", func(f Frame) templ.Component {
			page := sampleWhatIf(f, nil)
			page.Choosing = true
			return page.Page()
		}},
		{Partner, "what-if-refused", func(f Frame) templ.Component {
			page := sampleWhatIf(f, nil)
			page.Fields[1].Value = `"many"`
			page.Errors = []FieldError{{page.Fields[1].Name, f.T("what_if_error.whole", "Text", "many")}, {Message: f.T("what_if_error.beyond")}}
			return page.Page()
		}},
		{Partner, "what-if-nothing", func(f Frame) templ.Component {
			return WhatIfPage{Frame: f, Account: contoso, Month: april - 40, Months: months}.Page()
		}},
		{Admin, "simulate", func(f Frame) templ.Component {
			return SimulatePage{Frame: f, Month: april, Months: months}.Page()
		}},
		{Admin, "simulate-refused", func(f Frame) templ.Component {
			return SimulatePage{Frame: f, Month: april, Months: months, Errors: []FieldError{{"file", f.T("simulate.fault", "Line", 3, "Column", 1, "Message", "unknown key")}}}.Page()
		}},
		{Admin, "simulate-result", func(f Frame) templ.Component {
			return SimulatePage{Frame: f, Month: april, Months: months, Result: sampleSimulation(), File: "strange.csv", Token: "01HZX"}.Page()
		}},
		{Admin, "simulate-same", func(f Frame) templ.Component {
			return SimulatePage{Frame: f, Month: april, Months: months, Result: &SimulateResult{Month: april, Levels: []string{"silver"}}}.Page()
		}},
		{Partner, "zero-what-if", func(f Frame) templ.Component { return WhatIfPage{Frame: f}.Page() }},
		{Admin, "adopt", func(f Frame) templ.Component { return sampleAdoption(f).Page() }},
		{Admin, "adopt-refused", func(f Frame) templ.Component {
			page := sampleAdoption(f)
			page.Errors = []FieldError{{"from", f.T("adopt.earlier", "Rules", f.T("adopt.earlier_rule", "Rule", f.L.Difference(page.Differences[0]), "Month", f.L.Month(april)), "Month", f.L.Month(april), "From", "2016-07")}}
			return page.Page()
		}},
		{Admin, "adopt-names", func(f Frame) templ.Component {
			page := sampleAdoption(f)
			page.Differences, page.Closed = nil, nil
			return page.Page()
		}},
		{Admin, "adopt-same", func(f Frame) templ.Component {
			page := sampleAdoption(f)
			page.Chosen = page.InForce
			return page.Page()
		}},
		{Admin, "zero-adopt", func(f Frame) templ.Component { return AdoptPage{Frame: f}.Page() }},
		{Admin, "zero-simulate", func(f Frame) templ.Component { return SimulatePage{Frame: f}.Page() }},
	}
}

func sampleWhatIf(f Frame, added map[int]int64) WhatIfPage {
	p := sampleProgramme()
	page := WhatIfPage{Frame: f, Account: contoso, Month: april, Months: []programme.Month{april, april - 1},
		Fields: WhatIfFields(p, april, func(string) string { return "12" })}
	for k, figures := range [][]int64{{310}, {60, 25}, {300000}, {1000}, nil} {
		then, err := programme.WhatIf(p.Competencies[k].VersionAt(april), figures, added)
		if err != nil {
			panic(err)
		}
		if c, asked := NewWhatIfCompetency(p, k, april, NewCompetencyCard(p, k, april, figures), then); asked {
			page.Competencies = append(page.Competencies, c)
		}
	}
	return page
}

func sampleAdoption(f Frame) AdoptPage {
	return AdoptPage{Frame: f, InForce: ProgrammeRef{"mpn-2016", office, "0123456789abcdef"}, Chosen: ProgrammeRef{"mpn-2017", azure, "fedcba9876543210"},
		Since: at(time.May, 6, 1), Token: "01HZX", First: april - 3, Closed: some(april - 1), Months: []programme.Month{april - 1, april, april + 3}, From: april + 3,
		Differences: []programme.Difference{{Of: programme.DiffersZone}, {Of: programme.DiffersRoutes, From: april}, {Of: programme.DiffersRoute, ID: "dpor", Name: office, From: april},
			{Of: programme.DiffersCompetency, ID: "emm", Name: mobility, From: april + 3}}}
}

func sampleSimulation() *SimulateResult {
	entitlements := SimulatedRequirement{Metric: programme.Text{En: "Active entitlements", Ja: "アクティブ エンタイトルメント"}, Products: []programme.Text{office, mobility},
		Before: some(int64(2100)), After: some(int64(2100)), Short: 400,
		Needs: []SimulatedNeed{{"silver", some(int64(2000)), some(int64(2500))}, {"gold", some(int64(4000)), some(int64(4000))}}}
	revenue := SimulatedRequirement{Metric: programme.Text{En: "Consumed revenue", Ja: "消費収益"}, Products: []programme.Text{azure}, Money: true,
		After: some(int64(1500050)), Needs: []SimulatedNeed{{"silver", nil, some(int64(1500000))}}}
	gained := revenue
	gained.Spare = some(int64(50))
	return &SimulateResult{Month: april, Before: ProgrammeRef{"mpn-2016", office, "0123456789abcdef"}, After: ProgrammeRef{"mpn-2017", azure, "fedcba9876543210"},
		Levels: []string{"silver", "gold"}, Totals: []SimulatedTotal{{office, []int{1234, 20}, []int{1200, 20}, 1, 35}, {azure, []int{0, 0}, []int{1, 0}, 1, 0}},
		Moved: 36, Moves: []SimulatedMove{
			{contoso, office, "loses", "silver", programme.NoLevel, []SimulatedRequirement{entitlements, revenue}},
			{fabrikam, azure, "gains", programme.NoLevel, "silver", []SimulatedRequirement{gained}},
			{northern, azure, "differs", "gold", "platinum", nil}}}
}

func TestWhatIfStandsBesideToday(t *testing.T) {
	page := sampleWhatIf(Frame{Programme: sampleProgramme()}, map[int]int64{0: 1690, 2: -2})
	if len(page.Competencies) != 4 {
		t.Fatalf("%d competencies have requirements", len(page.Competencies))
	}
	productivity, business := page.Competencies[0], page.Competencies[1]
	if productivity.Today != "none" || productivity.Then != "silver" || !productivity.changed() || business.changed() {
		t.Errorf("%+v\n%+v", productivity, business)
	}
	r := productivity.Requirements[0]
	if diff := cmp.Diff([]Need{{"silver", 2000, 0}, {"gold", 4000, 2000}}, r.Needs); diff != "" || r.Today != 310 || r.Added != 1690 || r.Credited != 2000 {
		t.Errorf("%+v %s", r, diff)
	}
	if plus, minus := page.signed(r.Added, r.Money), page.signed(business.Requirements[1].Added, false); plus != "+1,690" || minus != "-2" {
		t.Errorf("added reads %q and %q", plus, minus)
	}
}

func TestEveryMeasureOfAMonthHasAFieldOfItsOwn(t *testing.T) {
	p := programme.BuiltIn()
	fields := WhatIfFields(p, april, func(name string) string { return "typed " + name })
	var names []string
	for _, x := range fields {
		names = append(names, x.Name)
		if x.Value != "typed "+x.Name {
			t.Errorf("%s has %q", x.Name, x.Value)
		}
	}
	want := []string{"active_entitlements~office365", "seats_sold~office365", "net_new_customers~office365", "seats_sold~crm-online",
		"consumed_revenue~azure", "active_entitlements~ems~aad-premium~intune"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

func TestAnAmountThatStaysIsWrittenOnce(t *testing.T) {
	f := Frame{Programme: sampleProgramme()}
	for _, c := range []struct {
		before, after *int64
		money         bool
		want          string
	}{
		{some(int64(5)), some(int64(5)), false, "5"}, {some(int64(500)), some(int64(600)), true, "$5.00 → $6.00"},
		{nil, some(int64(5)), false, "– → 5"}, {some(int64(5)), nil, false, "5 → –"}, {nil, nil, false, "–"},
	} {
		if got := f.change(c.before, c.after, c.money); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
