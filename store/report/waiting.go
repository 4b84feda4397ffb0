package report

import (
	"strconv"

	"shimei/store/directory"
	"shimei/store/programme"
)

// Waiting is the beginning of what there is to do of one kind.
type Waiting struct {
	Items []WorkItem // by the customers' names
	More  bool       // there are others
}

// MostLooked is of how many associations an account may have for its home to look through all of its customers.
const MostLooked = 2000

// The kinds of a home page, by the walks that find them together: requests have a table of their own, and nominations
// are found by when associations began.
var (
	askedWork = []programme.WorkKind{programme.WorkRequest}
	newWork   = []programme.WorkKind{programme.WorkNomination}
	soonWork  = []programme.WorkKind{programme.WorkRenewal, programme.WorkNomination}
	leadWork  = []programme.WorkKind{programme.WorkActivation, programme.WorkUnassigned, programme.WorkLacking}
)

// Waiting returns, by kind, about limit things to do for those of a scope: requests, renewals and nominations, and
// with leads what customers have to give besides. Kinds of which there is nothing are not in it. Of an account with
// more than most associations it looks for the kinds alone that are found without a look through all customers, and
// large is true: a home page is not to wait for that.
func (r Reader) Waiting(s directory.Scope, leads bool, limit, most int) (all map[programme.WorkKind]Waiting, large bool, err error) {
	var one int
	large, err = r.tx.One([]any{&one}, "SELECT 1 FROM associations x WHERE x.partner_id IN "+s.Partners("$1")+" LIMIT 1 OFFSET "+strconv.Itoa(most), s.Account)
	walks := [][]programme.WorkKind{askedWork, soonWork, leadWork}
	switch {
	case large:
		walks = [][]programme.WorkKind{askedWork, newWork}
	case !leads:
		walks = walks[:2]
	}
	all = map[programme.WorkKind]Waiting{}
	for k := 0; k < len(walks) && err == nil; k++ {
		err = r.waiting(s, walks[k], limit, all)
	}
	return all, large, err
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
