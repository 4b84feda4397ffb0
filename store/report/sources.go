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

// factKey is the subscription, by its id, and the month that facts are of.
type factKey struct {
	subscription string
	month        programme.Month
}

// addSources tells of lines of usage and of sales where their facts came from.
func (f *figureReader) addSources(rows []Explained) error {
	var ids []string
	months := map[int64]bool{}
	for k := range rows {
		if rows[k].Reason == "" && rows[k].Subscription != "" {
			ids = append(ids, rows[k].Subscription)
			months[int64(rows[k].Month)] = true
		}
	}
	metric := &f.r.p.Metrics[f.r.p.Measures[f.measure].Metric]
	var found map[factKey][]Source
	var err error
	switch {
	case len(ids) == 0:
	case metric.Fact == programme.FactActiveUsers:
		found, err = f.usageSources("active", ids, months)
	case metric.Fact == programme.FactConsumed:
		found, err = f.usageSources("consumed", ids, months)
	case metric.Fact == programme.FactSeatsSold:
		found, err = f.saleSources(ids)
	}
	for k := range rows {
		if rows[k].Reason == "" {
			rows[k].Sources = found[factKey{rows[k].Subscription, rows[k].Month}]
		}
	}
	return err
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
func (f *figureReader) usageSources(amount string, ids []string, months map[int64]bool) (map[factKey][]Source, error) {
	list := make([]int64, 0, len(months))
	for m := range months {
		list = append(list, m)
	}
	slices.Sort(list)
	found, totals := map[factKey][]Source{}, map[factKey]bool{}
	return found, f.r.tx.EachOf(ids, "SELECT s.subscription_id, x.month, x.workload, "+sourceColumns+`
		FROM subscriptions s JOIN usage x ON x.subscription_id = s.id LEFT JOIN imports i ON i.id = x.import_id
		WHERE x.`+amount+" IS NOT NULL AND x.month IN "+db.Keys(list)+" AND s.subscription_id IN ", func(scan db.Scan) error {
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
	})
}

// saleSources returns the sources of sales.
func (f *figureReader) saleSources(ids []string) (map[factKey][]Source, error) {
	found := map[factKey][]Source{}
	return found, f.r.tx.EachOf(ids, "SELECT s.subscription_id, x.sold_at, "+sourceColumns+`
		FROM sales x JOIN subscriptions s ON s.id = x.subscription_id LEFT JOIN imports i ON i.id = x.import_id
		WHERE s.subscription_id IN `, func(scan db.Scan) error {
		var key factKey
		var sold programme.Instant
		var s source
		err := scan(append([]any{&key.subscription, &sold}, s.dest()...)...)
		key.month = f.r.p.MonthAt(sold)
		found[key] = withSource(found[key], f.source(&s))
		return err
	})
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
