package programme

import (
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// maxWindow is the longest window of a metric, in months: ten years.
const maxWindow = 120

func (t table) loadMetrics(p *Programme) {
	list := t.need("metric", unstable.Table)
	if list == nil {
		return
	}
	if len(list.fields) == 0 {
		t.refuse(list.offset, "metric is empty: a programme needs one or more")
	}
	for _, f := range list.fields {
		t.checkID(f.offset, f.key)
		fields, ok := t.table(f.value, "a metric", "name", "fact", "window", "counts")
		if !ok {
			continue
		}
		metric := Metric{
			ID:     f.key,
			Name:   fields.name(),
			Fact:   oneOf(fields, "fact", FactActiveUsers, FactCustomers, FactSeatsSold, FactConsumed),
			Months: fields.window(),
		}
		metric.Counts = fields.counts(&metric)
		p.Metrics = append(p.Metrics, metric)
	}
}

// window returns the length of a metric's window in months, or 0 where it is refused.
func (t table) window() int {
	v := t.need("window", unstable.String)
	if v == nil {
		return 0
	}
	if v.text == "month" {
		return 1
	}
	number, plural := strings.CutSuffix(v.text, " months")
	months, err := strconv.Atoi(number)
	if !plural || err != nil || !isDigits(number) || months < 1 || months > maxWindow {
		t.refuse(v.offset, "%q is not a window: write \"month\", or \"12 months\" with a number of 1 to %d", v.text, maxWindow)
		return 0
	}
	return months
}

// counts returns which month's association decides about the metric's facts (R8). Over a
// single month it makes no difference, but for customers, who may be lost in it.
func (t table) counts(metric *Metric) Counts {
	if metric.Fact == "" || metric.Months == 0 {
		return CountsAtEvent
	}
	v := t.find("counts")
	switch {
	case metric.Fact == FactActiveUsers:
		if metric.Months > 1 {
			t.refuse(t.find("window").offset, "active users are those of one month: write window = \"month\"")
		}
		if v != nil {
			t.refuse(v.offset, "active users are those of one month, and counts would mean nothing: leave it out")
		}
		return CountsAtEvent
	case v == nil && metric.Months == 1:
		return CountsAtEvent
	}
	counts := oneOf(t, "counts", CountsAtEvaluation, CountsAtEvent)
	if metric.Months == 1 && metric.Fact != FactCustomers {
		return CountsAtEvent
	}
	return counts
}
