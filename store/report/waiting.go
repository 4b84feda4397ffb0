package report

import (
	"errors"
	"slices"
	"strconv"

	"shimei/store/directory"
	"shimei/store/programme"
)

// Waiting is the beginning of what there is to do of one kind.
type Waiting struct {
	Items []WorkItem // by the customers' names
	More  bool       // there are others
}

// MostLooked is of how many associations an account may have for its home to look through all of its customers:
// 1,000 took 14 ms on a slow machine, and most accounts have a few dozen.
const MostLooked = 1000

// The kinds of a home page: requests have a table of their own, and nominations are found by when associations began.
var (
	askedWork = []programme.WorkKind{programme.WorkRequest}
	newWork   = []programme.WorkKind{programme.WorkNomination}
	soonWork  = []programme.WorkKind{programme.WorkRequest, programme.WorkRenewal, programme.WorkNomination}
	leadWork  = []programme.WorkKind{programme.WorkActivation, programme.WorkUnassigned, programme.WorkLacking}
)

// Waiting returns, by kind, about limit things to do for those of a scope: requests, renewals and nominations, and
// with leads what customers have to give besides. Kinds of which there is nothing are not in it. Of an account with
// more than most associations it looks for the kinds alone that are found without a look through all customers, and
// large is true: a home page is not to wait for that.
func (r Reader) Waiting(s directory.Scope, leads bool, limit, most int) (all map[programme.WorkKind]Waiting, large bool, err error) {
	var one int
	large, err = r.tx.One([]any{&one}, "SELECT 1 FROM associations x WHERE x.partner_id IN "+s.Partners("$1")+" LIMIT 1 OFFSET "+strconv.Itoa(most), s.Account)
	all = map[programme.WorkKind]Waiting{}
	switch {
	case err != nil:
	case large:
		err = errors.Join(r.waiting(s, askedWork, limit, all), r.waiting(s, newWork, limit, all))
	case leads:
		err = r.waitingOfAll(s, slices.Concat(soonWork, leadWork), limit, all)
	default:
		err = r.waitingOfAll(s, soonWork, limit, all)
	}
	return all, large, err
}

// waitingOfAll adds what is found about every customer of an account that has few. To look at them once takes less
// than to have SQL find those about whom there is something, kind by kind.
func (r Reader) waitingOfAll(s directory.Scope, kinds []programme.WorkKind, limit int, all map[programme.WorkKind]Waiting) error {
	customers, err := r.dir.Set([]any{s.Account, r.tx.Now}, inEffect(s), returned(s))
	if err != nil {
		return err
	}
	l := directory.Listing[WorkItem]{Directory: r.dir, Customers: customers, Read: func(some []directory.NamedCustomer) ([]WorkItem, error) {
		return r.workOf(s, kinds, some)
	}}
	return l.Each(func(x WorkItem) error {
		w := all[x.Kind]
		if w.More = len(w.Items) == limit; !w.More {
			w.Items = append(w.Items, x)
		}
		all[x.Kind] = w
		return nil
	})
}

// waiting adds what one walk finds.
func (r Reader) waiting(s directory.Scope, kinds []programme.WorkKind, limit int, all map[programme.WorkKind]Waiting) error {
	list := WorkList{reader: r, scope: s, groups: [][]programme.WorkKind{kinds}}
	items, next, err := list.Page(0, limit)
	for _, x := range items {
		w := all[x.Kind]
		w.Items, w.More = append(w.Items, x), next != 0
		all[x.Kind] = w
	}
	return err
}
