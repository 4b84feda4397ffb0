package programme

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"shimei/store/toml"
)

func (t table) loadCompetencies(p *Programme) {
	if len(p.Levels) == 0 {
		return // refused already, and without them every threshold would be an unknown key
	}
	tables := t.tables("competency", "a competency", "id", "name", "version")
	ids := idsOf(tables)
	for k, entry := range tables {
		p.Competencies = append(p.Competencies, Competency{ID: ids[k], Name: entry.name(), Versions: entry.versions(p)})
	}
}

func (t table) versions(p *Programme) []Version {
	var versions []Version
	for _, entry := range t.tables("version", "a version", "from", "sample", "requirement") {
		version := Version{From: entry.month("from")}
		same := func(v Version) bool { return v.From == version.From }
		if version.From != 0 && slices.ContainsFunc(versions, same) {
			t.Refuse(entry.Find("from").Offset, "two versions are from %s: which one applies could not be told (R9)", version.From)
		}
		if entry.Find("sample") != nil {
			version.Sample = entry.Flag("sample")
		}
		keys := append([]string{"metric", "products"}, p.Levels...)
		for _, need := range entry.tables("requirement", "a requirement", keys...) {
			version.Requirements = append(version.Requirements, need.requirement(p))
		}
		versions = append(versions, version)
	}
	slices.SortFunc(versions, func(a, b Version) int { return cmp.Compare(a.From, b.From) })
	return versions
}

func (t table) requirement(p *Programme) Requirement {
	products := t.products(p)
	if v := t.Find("products"); v != nil && v.Kind == unstable.Array && len(v.Items) == 0 {
		t.Refuse(v.Offset, "products is empty: a requirement is over one or more")
	}
	v := t.Need("metric", unstable.String)
	if v == nil {
		return Requirement{}
	}
	metric := slices.IndexFunc(p.Metrics, func(m Metric) bool { return m.ID == v.Text })
	if metric < 0 {
		t.unknown(v, "metric", idsIn(p.Metrics, func(m Metric) string { return m.ID }))
		return Requirement{}
	}
	return Requirement{Measure: p.measure(metric, products), Products: products, Thresholds: t.thresholds(p, &p.Metrics[metric])}
}

// measure returns the place of a measure, which it adds where it is new. The order of the
// products makes no other measure.
func (p *Programme) measure(metric int, products []int) int {
	sorted := slices.Sorted(slices.Values(products))
	k := slices.IndexFunc(p.Measures, func(m Measure) bool {
		return m.Metric == metric && slices.Equal(slices.Sorted(slices.Values(m.Products)), sorted)
	})
	if k < 0 {
		p.Measures = append(p.Measures, Measure{Metric: metric, Products: products})
		k = len(p.Measures) - 1
	}
	return k
}

// thresholds returns a requirement's threshold for each level. Money stands in the file in
// whole units of the currency; it is returned in minor units.
func (t table) thresholds(p *Programme, metric *Metric) []int64 {
	var thresholds []int64
	for k, level := range p.Levels {
		v := t.Find(level)
		if v == nil {
			t.Refuse(t.Offset, "there is no threshold for the level %q: a requirement has one for each level", level)
			continue
		}
		n, ok := t.threshold(v, level, metric.Money(), p.Digits)
		if !ok {
			continue
		}
		if last := len(thresholds) - 1; last >= 0 && n < thresholds[last] {
			t.Refuse(v.Offset, "thresholds fall: %s asks for less than a lower level does; the levels are, lowest first, %s",
				level, strings.Join(p.Levels[:k+1], ", "))
		}
		thresholds = append(thresholds, n)
	}
	return thresholds
}

func (t table) threshold(v *toml.Node, level string, money bool, digits int) (n int64, ok bool) {
	written := v.Text
	switch {
	case v.Kind == unstable.Integer:
		if whole, err := strconv.ParseInt(v.Text, 0, 64); err == nil { // 2_000 and 0x7d0
			written = strconv.FormatInt(whole, 10)
		}
	case money && v.Kind == unstable.Float:
		written = strings.TrimPrefix(strings.ReplaceAll(v.Text, "_", ""), "+")
	case !money || v.Kind != unstable.String:
		return 0, t.Is(v, level, unstable.Integer)
	}
	if !money {
		digits = 0
	}
	n, err := ParseDecimal(written, digits)
	switch {
	case err != nil:
		t.Refuse(v.Offset, "%s: %v", level, err)
	case n < 0:
		t.Refuse(v.Offset, "%s is below zero: a threshold is zero or more", level)
	}
	return n, err == nil && n >= 0
}
