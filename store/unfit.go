package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"shimei/store/db"
	"shimei/store/intake"
	"shimei/store/programme"
)

// UnfitError says one thing for which a programme cannot be put in force in a database.
type UnfitError struct {
	Kind      UnfitKind
	Programme string // id
	Held      string // by the database: the id that the programme does not know, the product that has usage, or the currency
	Currency  string // of the programme, where it is another
	Usage     string // the workload or amount of usage that the product would not take
	Rows      int64  // of that usage
}

// UnfitKind tells in which respect a programme does not fit a database.
type UnfitKind string

// What the database holds.
const (
	UnfitProduct  UnfitKind = "product"
	UnfitRoute    UnfitKind = "route"
	UnfitCurrency UnfitKind = "currency"
	UnfitWorkload UnfitKind = "workload"
	UnfitTakes    UnfitKind = "takes"
)

// Error returns the cause, then the remedy.
func (e UnfitError) Error() string {
	switch e.Kind {
	case UnfitCurrency:
		return fmt.Sprintf("the database counts money in %s and the programme %s in %s: start a database of its own", e.Held, e.Programme, e.Currency)
	case UnfitWorkload:
		return fmt.Sprintf("the database holds usage of product %q with workload %q (rows: %d), which the programme %s does not know: add it to the product's workloads in the file",
			e.Held, e.Usage, e.Rows, e.Programme)
	case UnfitTakes:
		return fmt.Sprintf("the database holds usage of product %q with %s (rows: %d), which the product does not take in the programme %s: add %q to its takes in the file",
			e.Held, e.Usage, e.Rows, e.Programme, e.Usage)
	}
	return fmt.Sprintf("the database holds %s %q, which the programme %s does not know: add it to the file", e.Kind, e.Held, e.Programme)
}

// fits refuses a programme that does not know a product or route that the database holds, whose products do
// not take what is stored of them, or that has another currency. The error joins an UnfitError for each.
func (w *work) fits(p *programme.Programme) error {
	var unfit []error
	check := func(query string, kind UnfitKind, known func(string) bool) error {
		return w.tx.Each(func(scan db.Scan) error {
			var id string
			if err := scan(&id); err != nil {
				return err
			}
			if !known(id) {
				unfit = append(unfit, UnfitError{Kind: kind, Programme: p.ID, Held: id})
			}
			return nil
		}, query)
	}
	err := errors.Join(
		check("SELECT product FROM subscriptions UNION SELECT product FROM tenant_products", UnfitProduct, func(id string) bool { _, ok := p.Product(id); return ok }),
		check("SELECT DISTINCT route FROM associations", UnfitRoute, func(id string) bool { _, ok := p.Route(id); return ok }))
	if err != nil {
		return err
	}
	if w.p != nil {
		more, err := w.unfitBeside(p)
		if err != nil {
			return err
		}
		unfit = append(unfit, more...)
	}
	slices.SortFunc(unfit, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(unfit...)
}

// unfitBeside returns in what a programme does not fit what came in by the one in force. Usage that it would not
// take would still be credited, and no file could correct it.
func (w *work) unfitBeside(p *programme.Programme) (unfit []error, err error) {
	if w.p.Currency != p.Currency {
		unfit = append(unfit, UnfitError{Kind: UnfitCurrency, Programme: p.ID, Held: w.p.Currency, Currency: p.Currency})
	}
	usage, err := intake.UntakenBy(w.tx, w.p, p)
	for _, u := range usage {
		x := UnfitError{Kind: UnfitTakes, Programme: p.ID, Held: u.Product, Usage: string(u.Amount), Rows: u.Rows}
		if u.Workload != "" {
			x.Kind, x.Usage = UnfitWorkload, u.Workload
		}
		unfit = append(unfit, x)
	}
	return unfit, err
}
