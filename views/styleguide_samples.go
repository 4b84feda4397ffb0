package views

import (
	"math"
	"time"

	"shimei/store/programme"
)

// What the page of parts fills them with: made up, and always the same.

var (
	guideTime     = time.Date(2016, time.April, 11, 9, 30, 0, 0, time.UTC)
	guideMonth    = programme.MonthOf(2016, time.April)
	guideMetric   = programme.Text{En: "Seats sold", Ja: "販売シート数"}
	guideActive   = programme.Text{En: "Active entitlements", Ja: "アクティブ エンタイトルメント"}
	guideOffice   = programme.Text{En: "Office 365", Ja: "Office 365"}
	guideAzure    = programme.Text{En: "Azure", Ja: "Azure"}
	guideMobility = programme.Text{En: "Enterprise Mobility Suite", Ja: "Enterprise Mobility Suite"}
	guideRoute    = programme.Text{En: "Delegated administration partner", Ja: "代理管理パートナー"}
	guidePartner  = PartnerRef{ID: "4512001", Name: "Contoso Cloud Consulting", Country: "JP"}
	guideOther    = PartnerRef{ID: "4512890", Name: "ファブリカム株式会社", Country: "JP"}
)

// The states that tags have.
var (
	guideLevels     = []string{programme.NoLevel, "silver", "gold", "platinum"} // the last has no word, and no shape of its own
	guideStates     = []State{StateInEffect, StateScheduled, StateEnded, StateChanged, StateRemoved, StateExpired, StateMoved}
	guideImports    = []ImportState{ImportStored, ImportRefused, ImportDryRun, ImportAsked, ImportUntried, ImportUndone}
	guideStatements = []string{"open", "waiting", "closed"}
	guideKinds      = []programme.Kind{programme.Paid, programme.Trial, programme.Internal}
)

// guidePending is what is not counted yet.
func guidePending() Pending {
	return Pending{Groups: []PendingGroup{{From: guideMonth + 1, Since: guideTime.AddDate(0, 0, 21), N: 1}}, By: guideMonth,
		Added: []PendingFigure{{Competency: guideOffice, Metric: guideMetric, Amount: 192, Level: "silver"}}}
}

func guideRecord() *PartnerOfRecord {
	return &PartnerOfRecord{Key: 1, Partner: guidePartner, Since: guideTime}
}

// guideEvents are an event of every kind and source.
func guideEvents() []Event {
	before := func(daysAgo int) time.Time { return guideTime.AddDate(0, 0, -daysAgo) }
	return []Event{
		{At: before(0), Kind: EventChanged, Source: SourcePerson, By: "Aiko Tanaka", Partner: guidePartner, Previous: &guideOther, Reference: "8KQ2M-X4T7P"},
		{At: before(4), Kind: EventKind(programme.ActReject), By: "Mary Evans", Partner: guideOther, Route: guideRoute, Reference: "8KQ2M-X4T7P",
			Request: &RequestChange{Way: programme.WayApplication, Before: programme.StateSubmitted, After: programme.StateRejected, Reason: "other", Note: "…"}},
		{At: before(9), Kind: EventRemoved, Source: SourcePerson, By: "Aiko Tanaka", Partner: guidePartner},
		{At: before(40), Kind: EventNominated, Source: SourcePerson, Partner: guidePartner},
		{At: before(66), Kind: EventEnded, Source: SourceImport, Partner: guideOther, Route: guideRoute},
		{At: before(70), Kind: EventOpened, Source: SourceImport, By: "associations.csv", Partner: guideOther, Route: guideRoute},
		{At: before(87), Kind: EventOpened, Source: SourceSales, Partner: guideOther, Route: guideRoute},
	}
}

// guideRequests are a delegation that waits, and requests in every other state.
func guideRequests() []RequestView {
	end := guideTime.AddDate(0, 3, 0)
	whole := RequestView{Reference: "8KQ2M-X4T7P", Way: programme.WayDelegation, State: programme.StateProposed, Due: &end, Route: guideRoute, Partner: guidePartner,
		Customer: "Lucerne Publishing", TenantID: "lucerne", Name: "Office 365", Days: 90, Would: &end, AskedAt: guideTime, AskedBy: "Ken Sato", Note: guideOther.Name, Version: 1}
	all := []RequestView{whole}
	for _, s := range []programme.State{programme.StateActive, programme.StateSubmitted, programme.StateReturned, programme.StateDeclined, programme.StateRejected,
		programme.StateWithdrawn, programme.StateLapsed, programme.StateEnded, programme.StateSuperseded, programme.StateMoved} {
		all = append(all, RequestView{Way: programme.WayDelegation, State: s})
	}
	all[1].Due, all[2].Objected, all[2].Customer = &end, true, "Lucerne Publishing"
	return append(all, RequestView{Way: programme.WayExtension, State: programme.StateActive})
}

// noFacts stands in samples for a month without facts.
const noFacts = math.MinInt64

// guideTrend is a trend whose last month is the guide's.
func guideTrend(figures ...int64) Trend {
	t := make(Trend, len(figures))
	for k := range figures {
		t[k].Month = guideMonth - programme.Month(len(figures)-1-k)
		if figures[k] != noFacts {
			t[k].Figure = &figures[k]
		}
	}
	return t
}

// The trends that are shown: whole, broken, and of nothing.
func guideRising() Trend { return guideTrend(40, 44, 52, 51, 60, 66, 71, 70, 84, 90, 104, 110, 120) }
func guideBroken() Trend {
	return guideTrend(noFacts, noFacts, 12, 30, 0, noFacts, 18, -9, 0, 22, 40, 35, 38)
}
func guideFlat() Trend { return guideTrend(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) }

// guideLines are the trends that a small line is shown for.
func guideLines() []Trend { return []Trend{guideRising(), guideBroken(), guideFlat(), guideTrend(7)} }

// guideStats are a figure in every way in which it may have changed.
func guideStats(f Frame) []Stat {
	was := func(n int64) *TrendPoint { return guideTrend(n, 0).before() }
	return []Stat{
		{Amount: 120, Path: "#part-stat", Leads: f.T("overview.figure_link", "Metric", f.L.Text(guideMetric)), Before: was(110)},
		{Amount: 1234567, Money: true, Before: was(1300000)},
		{Amount: 120, Before: was(120)},
		{Amount: 120, Before: was(noFacts)},
		{Amount: 120},
	}
}

// guideCard is a requirement of 50 for silver and 150 for gold.
func guideCard(credited int64) RequirementCard {
	return RequirementCard{Metric: guideMetric, Products: []programme.Text{guideOffice}, Credited: credited, Needs: []Need{
		{Level: "silver", Needed: 50, Missing: max(0, 50-credited)}, {Level: "gold", Needed: 150, Missing: max(0, 150-credited)}}}
}

// guideBars are requirements that nothing, a part, one level and all levels are met of.
func guideBars() []RequirementCard {
	return []RequirementCard{guideCard(0), guideCard(30), guideCard(120), guideCard(180)}
}

// guideTrends are requirements whose trend says that a level is at risk, that nothing leaves,
// and nothing of what comes.
func guideTrends() []RequirementCard {
	risk, calm, past := guideCard(120), guideCard(38), guideCard(0)
	risk.Trend, calm.Trend, past.Trend = guideRising(), guideBroken(), guideFlat()
	risk.Ahead = []RollOff{{Month: guideMonth + 1, Leaves: 80, Left: 40, Risks: []Need{{Level: "silver", Needed: 50, Missing: 10}}},
		{Month: guideMonth + 2, Leaves: -6, Left: 46}}
	calm.Ahead = []RollOff{{Month: guideMonth + 1, Left: 38}}
	return []RequirementCard{risk, calm, past}
}

// guideFigures are the months of a requirement, whole with what leaves the window ahead, and split by product.
func guideFigures() []FigureChart {
	r := guideTrends()[0]
	so := TrendPoint{Month: guideMonth + 1, Figure: new(int64)}
	*so.Figure = 90
	whole, split := r, r
	whole.SoFar, whole.Ahead, split.Ahead = &so, []RollOff{{Month: guideMonth + 2, Leaves: -6, Left: 46}}, nil
	path := func(programme.Month) string { return "#part-figures" }
	charts := []FigureChart{NewFigureChart(whole, guideMonth+1, guideMonth+1, path), NewFigureChart(split, 0, guideMonth, path)}
	office, other := ChartPart{Name: guideOffice}, ChartPart{Name: guideMobility}
	for _, p := range r.Trend {
		office.Figures, other.Figures = append(office.Figures, *p.Figure*2/3), append(other.Figures, *p.Figure-*p.Figure*2/3)
	}
	charts[1].Metric, charts[1].Parts = guideActive, []ChartPart{office, other}
	return charts
}

// guideUse are the seats of a subscription over 13 months, of which one was not reported.
func guideUse() Use {
	u := Use{Product: guideOffice}
	for k := range int64(13) {
		bought, assigned, active := 40+5*k, 30+5*k, 12+6*k
		m := MonthUse{Month: guideMonth - 12 + programme.Month(k)}
		if k != 4 {
			m.Seats = Seats{&bought, &assigned, &active}
		}
		u.Months = append(u.Months, m)
	}
	return u
}

// guideRungs are two levels, one with partners on both sides and one that nobody is near.
func guideRungs() []Rung {
	return []Rung{{Competency: guideOffice, Level: "silver", Marks: []NearMark{{Partner: guidePartner, Percent: 8200}, {Partner: guidePartner, Percent: 11500, Met: true}}},
		{Competency: guideOffice, Level: "gold"}}
}

// guideSeats are seats as they may be reported.
func guideSeats() []Seats {
	n := func(n int64) *int64 { return &n }
	return []Seats{{n(1250), n(1100), n(874)}, {n(25), n(30), n(12)}, {n(40), n(0), n(0)}, {n(40), nil, nil}, {}}
}

// guideMultiples are three products on one scale.
func guideMultiples() Multiples {
	return Multiples{Metric: guideMetric, Each: []Multiple{
		{Products: []programme.Text{guideOffice}, Path: "#part-multiples", Current: true, Trend: guideRising()},
		{Products: []programme.Text{guideAzure, guideMobility}, Path: "#part-multiples", Trend: guideBroken()},
		{Products: []programme.Text{guideMobility}, Path: "#part-multiples", Trend: guideFlat()}}}
}

// guideErrors are the errors of a form: at a field, and of the form as a whole.
func (p StyleguidePage) guideErrors() []FieldError {
	return []FieldError{{Field: "guide_wrong", Message: p.T("what_if_error.whole", "Text", "12x")}, {Message: p.T("what_if_error.beyond")}}
}

// guideFields are text fields: plain, with a hint, with an error, with both, and of a day.
func (p StyleguidePage) guideFields() []Field {
	wrong := p.T("what_if_error.whole", "Text", "12x")
	return []Field{
		{Name: "guide_plain", Label: p.T("filter.partner"), Value: guidePartner.Name},
		{Name: "guide_hint", Label: p.T("nominate.partner_field"), Hint: p.T("nominate.partner_hint")},
		{Name: "guide_wrong", Label: p.L.Text(guideMetric), Value: "12x", Error: wrong},
		{Name: "guide_both", Label: p.L.Text(guideMetric), Hint: p.L.Term("what_if_hint", string(programme.FactSeatsSold)), Value: "12x", Error: wrong},
		{Name: "guide_day", Type: "date", Label: p.T("filter.on"), Value: "2016-04-11"},
	}
}

// guideFiles are file fields: plain, and refused.
func (p StyleguidePage) guideFiles() []Field {
	return []Field{
		{Name: "guide_file", Label: p.T("imports.file_label"), Hint: p.T("imports.file_hint")},
		{Name: "guide_file_wrong", Label: p.T("simulate.file_label"), Error: p.T("simulate.choose")},
	}
}

// guideChips are filters that are on.
func (p StyleguidePage) guideChips() []Chip {
	return []Chip{{Text: p.T("filter_chip.product", "Value", guideAzure.En), Remove: "#part-filters"},
		{Text: p.T("filter_chip.partner", "Value", guidePartner.ID), Remove: "#part-filters"}}
}

// guideInterruptions are one that ends something, and one that does not.
func (p StyleguidePage) guideInterruptions() []Interruption {
	return []Interruption{
		{Action: StyleguidePath, Act: p.T("remove.act", "Name", guidePartner.Name), Danger: true, Cancel: "#part-interruption", Leave: p.T("remove.cancel")},
		{Action: StyleguidePath, Act: p.T("statements.close", "Month", p.L.Month(guideMonth)), Cancel: "#part-interruption", Leave: p.T("close.cancel")},
	}
}

// guideTasks are one for who may do it, and one for who may only read.
func (p StyleguidePage) guideTasks() []Task {
	text := p.T("subscriptions.without", "N", 3)
	return []Task{{Text: text, Path: "#part-todo", Act: p.T("subscriptions.nominate_without")}, {Text: text}}
}

// guideList is sorted by one of its columns; its links lead to a list that there is.
var guideList = List{Path: AssignmentsPath, By: "customer", Down: true}
