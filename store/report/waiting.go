package report

import (
	"strconv"

	"shimei/store/db"
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

// quickWork are the kinds that are found without that: by the requests, and by when associations began.
var quickWork = []programme.WorkKind{programme.WorkRequest, programme.WorkNomination}

// Waiting returns, by kind, about limit things to do for those of a scope. Kinds of which there is nothing are
// not in it. Of an account with more than most associations it looks for the kinds alone that are found without a
// look through all customers, and large is true: a home page is not to wait for that.
func (r Reader) Waiting(s directory.Scope, limit, most int) (all map[programme.WorkKind]Waiting, large bool, err error) {
	var one int
	large, err = r.tx.One([]any{&one}, "SELECT 1 FROM associations x WHERE x.partner_id IN "+s.Partners("$1")+" LIMIT 1 OFFSET "+strconv.Itoa(most), s.Account)
	if err != nil {
		return nil, false, err
	}
	kinds := programme.WorkKinds
	if large {
		kinds = quickWork
	}
	all = map[programme.WorkKind]Waiting{}
	for _, kind := range kinds {
		items, next, err := r.Work(s, WorkFilter{Kind: kind}, db.Sort{By: "kind"}).Page(0, limit)
		if err != nil {
			return nil, false, err
		}
		if len(items) > 0 {
			all[kind] = Waiting{items, next != 0}
		}
	}
	return all, large, nil
}
