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
	original *string // what was consumed as it came, where that was converted (R11a)
	customer int64
	line     int
}

// says reports whether the row says what is stored.
func (r *usageRow) says(stored storedAmounts) bool {
	return sameAmounts(r.UsageAmounts, stored.UsageAmounts) && equal(r.original, stored.original)
}

// storedAmounts are the amounts of a row of usage in the database.
type storedAmounts struct {
	ledger.UsageAmounts
	original *string
}

// usageImport takes in usage: it gathers rows from several chunks.
type usageImport struct {
	*importer
	rows      []usageRow
	spare     []usageRow      // room for the next ones, while rows are written
	writing   chan error      // gives the error of the rows that are being written; nil for none
	latest    programme.Month // the last month whose usage is taken
	extension *ledger.Extension
	begun     bool                     // with the first chunk
	named     map[programme.Month]bool // months of the file
	kept      keptAmounts
	taken     takenUsage
	rates     map[programme.Month]programme.Rates // of a file with currencies; else nil
	sums      *usageSums                          // where rows of one key add up; else nil
	staging   *Staging                            // of a file that is staged; else nil
}

func newUsageImport(im *importer) *usageImport {
	u := &usageImport{importer: im, latest: im.p.MonthAt(im.tx.Now) + 1, extension: im.ledger.Extend(),
		named: map[programme.Month]bool{}, taken: newTakenUsage(im.p)}
	im.recount = map[programme.Month]bool{}
	if im.options.Sum {
		u.sums = &usageSums{map[ledger.UsageKey]int{}, map[int]programme.Amounts{}}
	}
	return u
}

// begin reads what the columns of the file ask for: of one with currencies all rates, since rows are read
// while others are written.
func (im *usageImport) begin() (err error) {
	im.kept = amountsKept(im.file)
	if im.file.Has("currency") {
		im.rates, err = ledger.RatesIn(im.tx)
	}
	return err
}

func (im *usageImport) chunk(rows []facts.UsageRow) error {
	if err := im.prepare(rows); err != nil {
		return err
	}
	subscriptions := im.index.subscriptions.all
	if subscriptions == nil {
		var err error
		if subscriptions, err = im.subscriptionsOf(idsOf(rows, func(r *facts.UsageRow) string { return r.SubscriptionID })); err != nil {
			return err
		}
	}
	ofTenant, err := im.refsOfTenants(rows)
	if err != nil {
		return err
	}
	if cap(im.rows) == 0 && len(rows) >= rowsAtOnce { // of a long file: grown step by step they are copied as often
		im.rows = make([]usageRow, 0, im.usageAtOnce+rowsAtOnce)
	}
	for k := range rows {
		im.resolve(&rows[k], subscriptions, ofTenant)
	}
	if len(im.rows) < im.usageAtOnce || im.sums != nil {
		return nil
	}
	return im.take(false)
}

// prepare has the ledger prepare for new months where a file proves to be long by its first chunk, and takes
// the ids that the ledger loads. Of a file that may make tenants' products it does not: other connections would
// not see them.
func (im *usageImport) prepare(rows []facts.UsageRow) error {
	first := !im.begun
	im.begun = true
	if !first || len(rows) < rowsAtOnce || !im.alone || im.file.Has("tenant_id") {
		return nil
	}
	months, err := im.ledger.Months()
	if err == nil && slices.ContainsFunc(rows, func(r facts.UsageRow) bool { return months.IsNew(r.Month) }) {
		im.index.subscriptions.all, err = im.extension.Prepare(im.db)
	}
	return err
}

// takeLast writes the last rows.
func (im *usageImport) takeLast() error {
	im.refuseParts()
	im.refuseWholeTwice()
	im.convertSums()
	if err := im.take(true); err != nil {
		return err
	}
	err := im.written()
	im.index, im.rows, im.spare = indexes{}, nil, nil // which take much memory
	return err
}

func (im *usageImport) finish() error {
	if err := im.takeLast(); err != nil || im.faulty() {
		return err
	}
	if err := im.removeUnnamed(); err != nil {
		return err
	}
	im.taken = takenUsage{} // which does too
	if err := im.refuseMixed(sorted(im.named)); err != nil || im.faulty() {
		return err
	}
	if err := im.extension.Credit(); err != nil {
		return err
	}
	return im.keepMonths()
}

func (im *usageImport) resolve(r *facts.UsageRow, subscriptions ledger.SubscriptionRefs, ofTenant func(*facts.UsageRow) (ledger.SubscriptionRef, bool)) {
	ahead := r.Month > im.latest
	if ahead { // a mistaken one, such as 2999-12, would be the month of every page
		im.file.Fault(r.Line, "month", fmt.Sprintf("%s is yet to come; usage is taken through %s, the month after the present one: correct the month", r.Month, im.latest))
	}
	var s ledger.SubscriptionRef
	var known bool
	if r.TenantID != "" {
		s, known = ofTenant(r)
	} else if s, known = subscriptions[programme.KeyOf(r.SubscriptionID)]; !known {
		im.unknownUsage(r)
	}
	if !known {
		return
	}
	workload, known := im.workload(r, s.Product)
	if !known || !im.isTaken(r, s.Product) || ahead {
		return
	}
	im.named[r.Month] = true
	row := usageRow{Usage: ledger.Usage{
		UsageKey:     ledger.UsageKey{Subscription: s.Key, Month: r.Month, Workload: workload},
		UsageAmounts: ledger.UsageAmounts{Available: r.Available, Assigned: r.Assigned, Active: r.Active, Consumed: r.Consumed},
	}, customer: s.Customer, line: r.Line}
	if r.Original != nil && !im.rated(r.Line, r.Month, *r.Original) {
		return
	}
	if im.sums != nil {
		im.sum(row, r.Original)
	} else if r.Original == nil || im.convert(&row, programme.Amounts{*r.Original}) {
		im.rows = append(im.rows, row)
	}
}

// workload returns the programme's own word for a row's workload, so that the row's text
// can be forgotten.
func (im *usageImport) workload(r *facts.UsageRow, product int) (string, bool) {
	if r.Workload == "" {
		return "", true
	}
	p := &im.p.Products[product]
	if place, known := p.WorkloadMeant(r.Workload); known {
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
	if im.staging != nil {
		return im.stageRows(rows)
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
