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

// addSources tells of lines of usage and of sales where their facts came from. It asks by keys: by ids of
// subscriptions an engine may read the months through.
func (f *figureReader) addSources(rows []Explained) error {
	var subscriptions, months []int64
	for k := range rows {
		if rows[k].Reason == "" && rows[k].Key != 0 {
			subscriptions, months = append(subscriptions, rows[k].Key), append(months, int64(rows[k].Month))
		}
	}
	metric := &f.r.p.Metrics[f.r.p.Measures[f.measure].Metric]
	var found map[factKey][]Source
	var err error
	switch {
	case len(subscriptions) == 0:
	case metric.Fact == programme.FactActiveUsers:
		found, err = f.usageSources("active", distinct(subscriptions), distinct(months))
	case metric.Fact == programme.FactConsumed:
		found, err = f.usageSources("consumed", distinct(subscriptions), distinct(months))
	case metric.Fact == programme.FactSeatsSold:
		found, err = f.saleSources(distinct(subscriptions))
	}
	for k := range rows {
		if rows[k].Reason == "" {
			rows[k].Sources = found[factKey{rows[k].Key, rows[k].Month}]
		}
	}
	return err
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

// usageSources returns the sources of the rows of usage that make the amounts: the total of a product
// where one is reported, else all of its workloads.
func (f *figureReader) usageSources(amount string, subscriptions, months []int64) (map[factKey][]Source, error) {
	found, totals := map[factKey][]Source{}, map[factKey]bool{}
	return found, f.r.tx.Each(func(scan db.Scan) error {
		var key factKey
		var workload string
		var s source
		err := scan(append([]any{&key.subscription, &key.month, &workload}, s.dest()...)...)
		switch {
		case workload == "":
			found[key], totals[key] = []Source{f.source(&s)}, true
		case !totals[key]:
			found[key] = withSource(found[key], f.source(&s))
		}
		return err
	}, "SELECT x.subscription_id, x.month, x.workload, "+sourceColumns+" FROM usage x LEFT JOIN imports i ON i.id = x.import_id"+
		" WHERE x."+amount+" IS NOT NULL AND x.month IN "+db.Keys(months)+" AND x.subscription_id IN "+db.Keys(subscriptions))
}

// saleSources returns the sources of sales.
func (f *figureReader) saleSources(subscriptions []int64) (map[factKey][]Source, error) {
	found := map[factKey][]Source{}
	return found, f.r.tx.Each(func(scan db.Scan) error {
		var key factKey
		var sold programme.Instant
		var s source
		err := scan(append([]any{&key.subscription, &sold}, s.dest()...)...)
		key.month = f.r.p.MonthAt(sold)
		found[key] = withSource(found[key], f.source(&s))
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
