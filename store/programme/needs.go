package programme

// Needs are the facts that the credits of a month need (R4, R8). All that reads facts to credit a
// month may leave out the others, and this file is the one place that says which those are:
//
//   - An association that ended at Ended or before: it is in effect neither in the month nor in the
//     one before it, which tells who leaves in the month.
//   - A sale before Sold: it has left the windows of the metrics that count at evaluation. The
//     others count it in its own month.
//   - Usage of a month before Usage, for the same reason, and usage of a later month.
//   - Any usage, for the measures that CountsUsage does not report: CreditUsage gives the lines of
//     those that it does, and Credit without any usage gives the rest.
//   - All facts, for a month before the first subscription starts: nothing is credited in it.
//
// Ended and Sold hold for the later months too: whoever credits many months asks for the needs of
// the first.
type Needs struct {
	Ended Instant // exclusive: what ended later is needed
	Sold  Instant // inclusive: the first instant of a month
	Usage Month   // the first month whose usage is needed
}

// Needs returns the facts that the credits of month m need.
func (p *Programme) Needs(m Month) Needs {
	return Needs{
		Ended: p.First(m - 1),
		Sold:  p.First(m - p.reach(FactSeatsSold)),
		Usage: m - p.reach(FactConsumed), // active users are always those of one month
	}
}

// reach returns how many months before the credited one a credit takes facts from: those of the
// longest window that counts at evaluation, less one.
func (p *Programme) reach(fact Fact) Month {
	reach := 0
	for k := range p.Metrics {
		if m := &p.Metrics[k]; m.Fact == fact && m.Counts == CountsAtEvaluation {
			reach = max(reach, m.Months-1)
		}
	}
	return Month(reach)
}

// CreditUsage calls yield for those lines of Credit that usage facts make, by measure: Credit
// without any usage, and CreditUsage, are together what Credit is with the usage.
func (p *Programme) CreditUsage(t *Tenant, m Month, yield func(Line)) {
	p.credit(t, m, p.CountsUsage, yield)
}

// CountsUsage reports whether usage facts make the lines of a measure, which is a place in
// Programme.Measures.
func (p *Programme) CountsUsage(measure int) bool {
	fact := p.Metrics[p.Measures[measure].Metric].Fact
	return fact == FactActiveUsers || fact == FactConsumed
}

// NeedsToExplain returns the first month whose facts Explain tells of, for a measure's figure at
// evaluation month e: it looks as many months before the window as the window has, for what has
// left it. Over a single month nothing leaves. Explain for one account needs no more of a tenant
// than this:
//
//   - the subscriptions of the measure's products, and where it does not count customers only those
//     that an association of the account covers: of customers any tells since when they are;
//   - the associations of the account, and those by an exclusive route that another partner has with
//     what an ended one of the account was with: they may have taken its place.
func (p *Programme) NeedsToExplain(measure int, e Month) Month {
	months := Month(p.Metrics[p.Measures[measure].Metric].Months)
	if months > 1 {
		months *= 2
	}
	return e - months + 1
}
