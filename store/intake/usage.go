package intake

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"

	"shimei/store/facts"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// usageAtOnce is the number of rows of usage that are sorted before they are written: in the order of
// their key they touch each page of the table once.
const usageAtOnce = 100_000

func sameAmounts(a, b ledger.UsageAmounts) bool {
	return equal(a.Available, b.Available) && equal(a.Assigned, b.Assigned) && equal(a.Active, b.Active) && equal(a.Consumed, b.Consumed)
}

// usageRow is a row of a file whose subscription and workload are known.
type usageRow struct {
	ledger.Usage
	customer int64
	line     int
}

// usageImport takes in usage: it gathers rows from several chunks.
type usageImport struct {
	*importer
	rows      []usageRow
	spare     []usageRow      // room for the next ones, while rows are written
	writing   chan error      // gives the error of the rows that are being written; nil for none
	latest    programme.Month // the last month whose usage is taken
	extension *ledger.Extension
	chunks    int
	named     map[programme.Month]bool // months of the file
	kept      keptAmounts
	taken     takenUsage
	whole     *wholeMonths // what the file names, where it holds all usage of its months; else nil
}

func newUsageImport(im *importer) *usageImport {
	u := &usageImport{importer: im, latest: im.p.MonthAt(im.tx.Now) + 1, extension: im.ledger.Extend(),
		named: map[programme.Month]bool{}, taken: newTakenUsage(im.p)}
	im.recount = map[programme.Month]bool{}
	if im.options.Whole {
		u.whole = &wholeMonths{}
	}
	return u
}

func (im *usageImport) chunk(rows []facts.UsageRow) error {
	if err := im.prepare(rows); err != nil {
		return err
	}
	subscriptions, err := im.subscriptionsOf(idsOf(rows, func(r *facts.UsageRow) string { return r.SubscriptionID }))
	if err != nil {
		return err
	}
	for k := range rows {
		im.resolve(&rows[k], subscriptions)
	}
	if len(im.rows) < im.usageAtOnce {
		return nil
	}
	return im.take(false)
}

// prepare has the ledger prepare for new months once a file proves to be long, and takes the ids that
// the ledger loads.
func (im *usageImport) prepare(rows []facts.UsageRow) error {
	if im.chunks++; im.chunks != 2 || !im.alone {
		return nil
	}
	months, err := im.ledger.Months()
	if err == nil && slices.ContainsFunc(rows, func(r facts.UsageRow) bool { return months.IsNew(r.Month) }) {
		im.index.subscriptions.all, err = im.extension.Prepare(im.db, im.spare != nil)
	}
	return err
}

func (im *usageImport) finish() error {
	if err := im.take(true); err != nil {
		return err
	}
	if err := im.written(); err != nil || im.faulty() {
		return err
	}
	im.index = indexes{} // which take much memory
	if err := im.removeUnnamed(); err != nil {
		return err
	}
	if err := im.extension.Credit(); err != nil {
		return err
	}
	return im.keepMonths()
}

func (im *usageImport) resolve(r *facts.UsageRow, subscriptions map[string]ledger.SubscriptionRef) {
	ahead := r.Month > im.latest
	if ahead { // a mistaken one, such as 2999-12, would be the month of every page
		im.file.Fault(r.Line, "month", fmt.Sprintf("%s is yet to come; usage is taken through %s, the month after the present one: correct the month", r.Month, im.latest))
	}
	s, known := subscriptions[r.SubscriptionID]
	if !known {
		im.unknownSubscription(r.Line, r.SubscriptionID)
		return
	}
	workload, known := im.workload(r, s.Product)
	if !known || ahead {
		return
	}
	im.named[r.Month] = true
	im.rows = append(im.rows, usageRow{ledger.Usage{
		UsageKey:     ledger.UsageKey{Subscription: s.Key, Month: r.Month, Workload: workload},
		UsageAmounts: ledger.UsageAmounts{Available: r.Available, Assigned: r.Assigned, Active: r.Active, Consumed: r.Consumed},
	}, s.Customer, r.Line})
}

// workload returns the programme's own word for a row's workload, so that the row's text
// can be forgotten.
func (im *usageImport) workload(r *facts.UsageRow, product int) (string, bool) {
	if r.Workload == "" {
		return "", true
	}
	p := im.p.Products[product]
	if place := slices.Index(p.Workloads, r.Workload); place >= 0 {
		return p.Workloads[place], true
	}
	message := fmt.Sprintf("%s has no workload %q; it has %s, or empty for a total", p.ID, r.Workload, strings.Join(p.Workloads, ", "))
	if len(p.Workloads) == 0 {
		message = fmt.Sprintf("%s has no workloads, and this is %q; leave it empty", p.ID, r.Workload)
	}
	im.file.Fault(r.Line, "workload", message)
	return "", false
}

// take begins to write the gathered rows. With all ids in memory the next rows
// are gathered meanwhile, which asks nothing of the database.
func (im *usageImport) take(last bool) error {
	rows := im.rows
	im.rows, im.spare = im.spare[:0], rows
	slices.SortFunc(rows, func(a, b usageRow) int { return cmp.Or(a.Compare(b.UsageKey), cmp.Compare(a.line, b.line)) })
	rows = im.once(rows, last)
	im.whole.name(rows)
	if err := im.written(); err != nil || im.faulty() {
		return err
	}
	done := make(chan error, 1)
	im.writing = done
	go func() { done <- im.write(rows) }()
	if im.index.subscriptions.all == nil { // the next ones' subscriptions are looked up
		return im.written()
	}
	return nil
}

// written waits for the rows that are being written.
func (im *usageImport) written() error {
	if im.writing == nil {
		return nil
	}
	err := <-im.writing
	im.writing = nil
	return err
}

// write writes rows in their order. The credits of months that had no usage follow once the whole
// file is in.
func (im *usageImport) write(rows []usageRow) error {
	if len(rows) > 0 {
		im.months.add(rows[0].Month, rows[len(rows)-1].Month)
	}
	months, err := im.ledger.Months()
	if err != nil {
		return err
	}
	newer := sort.Search(len(rows), func(k int) bool { return months.IsNew(rows[k].Month) })
	for batch := range slices.Chunk(rows[:newer], rowsAtOnce) {
		if err := im.correct(batch); err != nil {
			return err
		}
	}
	for batch := range slices.Chunk(rows[newer:], usageAdded) {
		if err := im.add(batch); err != nil {
			return err
		}
	}
	return nil
}
