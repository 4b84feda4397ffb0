package report

import (
	"slices"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// WorkItem is one thing for an account to do, and what says so. It has nothing of a customer that the
// account does not see otherwise.
type WorkItem struct {
	Kind         programme.WorkKind
	Customer     directory.CustomerRef
	TenantID     string
	Subscription string              // id; "" where it is about several, or the whole tenant
	Product      int                 // place in Programme.Products; -1 for none
	Seats        programme.UsedSeats // of a renewal, of low activation and of unassigned seats
	Lacks        []int               // the products that the customer lacks
	Partner      directory.Partner   // that was nominated
	Since        programme.Instant   // it was nominated
	Counts       programme.Month     // from which a nomination counts that is in no figure yet
	Reference    string              // of a request
	Way          programme.Way       // of a request
	Due          programme.Instant   // of a request: by when to answer; NoEnd for no end
}

// WorkFilter narrows the list. Empty fields let all through.
type WorkFilter struct {
	Kind     programme.WorkKind
	Customer string // part of the name, or the tenant id
}

// WorkOrder is what the list can be sorted by: the kind, of which the most urgent comes first and in it
// the customers by name, or the customer, with all that there is to do about it.
var WorkOrder = db.Order{Usual: db.Sort{By: "kind"}, Columns: map[string]string{"kind": "", "customer": ""}}

// WorkList is an account's list of what there is to do. A page and a file of it are the same rows.
type WorkList struct {
	reader Reader
	scope  directory.Scope
	text   string
	groups [][]programme.WorkKind // that come one after another, each by customers
	last   bool                   // the last customer comes first
}

// Work returns what there is to do for those of a scope.
func (r Reader) Work(s directory.Scope, f WorkFilter, sort db.Sort) WorkList {
	kinds := slices.DeleteFunc(slices.Clone(programme.WorkKinds), func(k programme.WorkKind) bool { return f.Kind != "" && k != f.Kind })
	w := WorkList{reader: r, scope: s, text: f.Customer}
	if sort.By == "customer" {
		w.groups, w.last = [][]programme.WorkKind{kinds}, sort.Down
		return w
	}
	for _, k := range kinds {
		w.groups = append(w.groups, []programme.WorkKind{k})
	}
	if sort.Down {
		slices.Reverse(w.groups)
	}
	return w
}

// listing returns the rows of a group. Its customers are found by SQL, which lets through those of all its
// rows and few others; the rules say what the rows are.
func (w WorkList) listing(group int) (directory.Listing[WorkItem], error) {
	kinds := w.groups[group]
	customers, err := w.reader.workSet(w.scope, kinds, w.text)
	if w.last {
		customers = customers.Backwards()
	}
	return directory.Listing[WorkItem]{Directory: w.reader.dir, Customers: customers, PerEach: len(kinds),
		Customer: func(x *WorkItem) int64 { return x.Customer.Key },
		Read: func(some []directory.NamedCustomer) ([]WorkItem, error) {
			return w.reader.workOf(w.scope, kinds, some)
		}}, err
}

// Each calls row with everything.
func (w WorkList) Each(row func(WorkItem) error) error {
	for group := range w.groups {
		l, err := w.listing(group)
		if err == nil {
			err = l.Each(row)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Page returns about limit rows after a place, 0 for the first, and where the next page begins, 0 for
// nowhere. A place is a customer's key with the group that it is in.
func (w WorkList) Page(after int64, limit int) (rows []WorkItem, next int64, err error) {
	many := int64(len(w.groups))
	if many == 0 {
		return nil, 0, nil
	}
	after = max(after, 0)
	customer := after / many
	for group := after % many; group < many; group++ {
		l, err := w.listing(int(group))
		if err != nil {
			return nil, 0, err
		}
		if len(rows) >= limit { // this group is the next page, where it has anything
			some, _, err := l.Page(0, 1)
			if err != nil || len(some) > 0 {
				return rows, group, err
			}
			continue
		}
		found, onward, err := l.Page(customer, limit-len(rows))
		if err != nil {
			return nil, 0, err
		}
		if rows = append(rows, found...); onward != 0 {
			return rows, onward*many + group, nil
		}
		customer = 0
	}
	return rows, 0, nil
}
