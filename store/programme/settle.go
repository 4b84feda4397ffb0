package programme

import (
	"cmp"
	"slices"
)

// DatedScope is where at most one association of an exclusive route is in effect (R5): a subscription,
// whichever tenant nominated, or a whole tenant. Keys are the store's.
type DatedScope struct {
	Customer, Subscription int64 // one of them is 0
	Route                  int   // place in Programme.Routes
}

// DatedAssociation is one association with all that decides when it ends.
type DatedAssociation struct {
	Key       int64
	Scope     DatedScope
	Exclusive bool
	PartnerID string
	From      Moment
	Given     Moment  // the end that a file gave, Never for none
	Corrected *Ends   // what admins corrected of that end; nil for nothing
	Closed    Instant // when a person ended it, NoEnd unless one did
	To        Moment  // the end in effect, which Settle gives
}

// never reports whether a person ended the association before its beginning: it never begins.
func (a *DatedAssociation) never() bool { return a.Closed <= a.From.At }

// end returns when the association ends by itself: where a file or a person ended it, and not
// before its beginning.
func (a *DatedAssociation) end() Moment {
	end := a.Told()
	if a.Closed < end.At {
		end = MomentOf(a.Closed)
	}
	if end.At <= a.From.At {
		end = a.From
	}
	return end
}

// Compare orders associations by their scope and in time (R5). Of two that begin at the same
// instant the partner with the later id comes last, and so takes effect.
func (a *DatedAssociation) Compare(b *DatedAssociation) int {
	return cmp.Or(cmp.Compare(a.Scope.Customer, b.Scope.Customer), cmp.Compare(a.Scope.Subscription, b.Scope.Subscription),
		cmp.Compare(a.Scope.Route, b.Scope.Route), cmp.Compare(a.From.At, b.From.At), cmp.Compare(a.PartnerID, b.PartnerID),
		cmp.Compare(a.From.Day, b.From.Day), cmp.Compare(a.Key, b.Key))
}

// Settle gives each association the end in effect: the one that a file or a person gave, or for an
// exclusive one the beginning of the next in its scope, whichever comes first (R5). All of a scope
// have to be there. It puts them into their order, and the ends hang on nothing but what was given.
func Settle(all []*DatedAssociation) {
	slices.SortFunc(all, (*DatedAssociation).Compare)
	var before *DatedAssociation // the exclusive one that began last
	for _, a := range all {
		a.To = a.end()
		if !a.Exclusive || a.never() {
			continue
		}
		if before != nil && before.Scope == a.Scope && a.From.At < before.To.At {
			before.To = a.From
		}
		before = a
	}
}
