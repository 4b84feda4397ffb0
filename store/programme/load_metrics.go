package programme

import (
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"shimei/store/toml"
)

// maxWindow is the longest window of a metric, in months: ten years.
const maxWindow = 120

func (t table) loadMetrics(p *Programme) {
	list := t.Need("metric", unstable.Table)
	if list == nil {
		return
	}
	if len(list.Fields) == 0 {
		t.Refuse(list.Offset, "metric is empty: a programme needs one or more")
	}
	for _, f := range list.Fields {
		t.checkID(f.Offset, f.Key)
		fields, ok := t.table(f.Value, "a metric", "name", "fact", "window", "counts")
		if !ok {
			continue
		}
		metric := Metric{
			ID:     f.Key,
			Name:   fields.name(),
			Fact:   toml.OneOf(fields.Table, "fact", FactActiveUsers, FactCustomers, FactSeatsSold, FactConsumed),
			Months: fields.window(),
		}
		metric.Counts = fields.counts(&metric)
		p.Metrics = append(p.Metrics, metric)
	}
}

// window returns the length of a metric's window in months, or 0 where it is refused.
func (t table) window() int {
	v := t.Need("window", unstable.String)
	if v == nil {
		return 0
	}
	if v.Text == "month" {
		return 1
	}
	number, plural := strings.CutSuffix(v.Text, " months")
	months, err := strconv.Atoi(number)
	if !plural || err != nil || !isDigits(number) || months < 1 || months > maxWindow {
		t.Refuse(v.Offset, "%q is not a window: write \"month\", or \"12 months\" with a number of 1 to %d", v.Text, maxWindow)
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
	v := t.Find("counts")
	switch {
	case metric.Fact == FactActiveUsers:
		if metric.Months > 1 {
			t.Refuse(t.Find("window").Offset, "active users are those of one month: write window = \"month\"")
		}
		if v != nil {
			t.Refuse(v.Offset, "active users are those of one month, and counts would mean nothing: leave it out")
		}
		return CountsAtEvent
	case v == nil && metric.Months == 1:
		return CountsAtEvent
	}
	counts := toml.OneOf(t.Table, "counts", CountsAtEvaluation, CountsAtEvent)
	if metric.Months == 1 && metric.Fact != FactCustomers {
		return CountsAtEvent
	}
	return counts
}
