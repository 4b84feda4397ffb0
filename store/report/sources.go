package report

import (
	"database/sql"
	"slices"
	"time"

	"shimei/store/db"
	"shimei/store/programme"
)

// Source is where a fact came from: the import that wrote it, and the line of its file.
type Source struct {
	Import int64 // key; 0 where it came in before imports were recorded, and then nothing else is known
	File   string
	Line   int64
	Actor  string    // who imported it
	At     time.Time // when
}

// factKey is the subscription, by its key, and the month that facts are of.
type factKey struct {
	subscription int64
	month        programme.Month
}

// origin is where the facts of a line came from, and the amounts as they came of what was consumed.
type origin struct {
	sources []Source
	amounts programme.Amounts
}

// addSources tells of lines of usage and of sales where their facts came from, and how what was consumed came:
// that also of misses. It asks by keys: by ids of subscriptions an engine may read the months through.
func (f *figureReader) addSources(rows []Explained) error {
	metric := &f.r.p.Metrics[f.r.p.Measures[f.measure].Metric]
	var subscriptions, months []int64
	for k := range rows {
		if r := &rows[k]; r.Key != 0 && (r.Reason == "" || metric.Money() && r.Amount != 0) {
			subscriptions, months = append(subscriptions, r.Key), append(months, int64(r.Month))
		}
	}
	var found map[factKey]origin
	var err error
	switch {
	case len(subscriptions) == 0:
	case metric.Fact == programme.FactActiveUsers:
		found, err = f.usageOrigins("active", distinct(subscriptions), distinct(months))
	case metric.Fact == programme.FactConsumed:
		found, err = f.usageOrigins("consumed", distinct(subscriptions), distinct(months))
	case metric.Fact == programme.FactSeatsSold:
		found, err = f.saleOrigins(distinct(subscriptions))
	}
	if err != nil {
		return err
	}
	for k := range rows {
		if r := &rows[k]; r.Reason == "" {
			r.Sources = found[factKey{r.Key, r.Month}].sources
		}
	}
	if !metric.Money() {
		return nil
	}
	return f.addOriginals(rows, found)
}

// distinct returns keys in order, each once.
func distinct(keys []int64) []int64 {
	slices.Sort(keys)
	return slices.Compact(keys)
}

const sourceColumns = "coalesce(x.import_id, 0), coalesce(i.file, ''), coalesce(x.line, 0), coalesce(i.actor, ''), i.at"

// source reads the columns of a Source.
type source struct {
	Source
	at sql.NullInt64
}

func (s *source) dest() []any { return []any{&s.Import, &s.File, &s.Line, &s.Actor, &s.at} }

func (f *figureReader) source(s *source) Source {
	if s.at.Valid {
		s.At = time.UnixMilli(s.at.Int64).In(f.r.p.Zone)
	}
	return s.Source
}

// usageOrigins returns the origins of the rows of usage that make the amounts: the total of a product where
// one is reported, else all of its workloads.
func (f *figureReader) usageOrigins(amount string, subscriptions, months []int64) (map[factKey]origin, error) {
	found, totals := map[factKey]origin{}, map[factKey]bool{}
	return found, f.r.tx.Each(func(scan db.Scan) error {
		var key factKey
		var workload string
		var s source
		var consumed sql.NullInt64
		var original *string
		if err := scan(append([]any{&key.subscription, &key.month, &workload, &consumed, &original}, s.dest()...)...); err != nil {
			return err
		}
		o := found[key]
		switch {
		case workload == "":
			o, totals[key] = origin{}, true
		case totals[key]:
			return nil
		}
		o.sources = withSource(o.sources, f.source(&s))
		err := f.addAmounts(&o, consumed, original)
		found[key] = o
		return err
	}, "SELECT x.subscription_id, x.month, x.workload, x.consumed, x.original, "+sourceColumns+" FROM usage x LEFT JOIN imports i ON i.id = x.import_id"+
		" WHERE x."+amount+" IS NOT NULL AND x.month IN "+db.Keys(months)+" AND x.subscription_id IN "+db.Keys(subscriptions))
}

// saleOrigins returns the origins of sales.
func (f *figureReader) saleOrigins(subscriptions []int64) (map[factKey]origin, error) {
	found := map[factKey]origin{}
	return found, f.r.tx.Each(func(scan db.Scan) error {
		var key factKey
		var sold programme.Instant
		var s source
		err := scan(append([]any{&key.subscription, &sold}, s.dest()...)...)
		key.month = f.r.p.MonthAt(sold)
		found[key] = origin{sources: withSource(found[key].sources, f.source(&s))}
		return err
	}, "SELECT x.subscription_id, x.sold_at, "+sourceColumns+" FROM sales x LEFT JOIN imports i ON i.id = x.import_id"+
		" WHERE x.subscription_id IN "+db.Keys(subscriptions))
}

// withSource adds a source to those in the order of imports and lines, each once.
func withSource(list []Source, s Source) []Source {
	place, is := slices.BinarySearchFunc(list, s, func(a, b Source) int {
		if a.Import != b.Import {
			return int(a.Import - b.Import)
		}
		return int(a.Line - b.Line)
	})
	if is {
		return list
	}
	return slices.Insert(list, place, s)
}
