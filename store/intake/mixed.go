package intake

import (
	"fmt"

	"shimei/store/ledger"
	"shimei/store/programme"
)

// refuseMixed reports the months among some in which a file leaves usage of a tenant and a product beside
// usage of its subscriptions (R8).
func (im *importer) refuseMixed(months []programme.Month) error {
	var both []int64
	for _, m := range months {
		var is bool
		if _, err := im.tx.One([]any{&is}, `SELECT EXISTS (SELECT 1 FROM usage WHERE month = $1 AND subscription_id < 0)
			AND EXISTS (SELECT 1 FROM usage WHERE month = $1 AND subscription_id > 0)`, m); err != nil {
			return err
		}
		if is {
			both = append(both, int64(m))
		}
	}
	return im.reportMixed(both, "TRUE")
}

// refuseMixedByMoves is refuseMixed for the subscriptions that a file wrote: it may have given them another
// tenant, product or end.
func (im *importer) refuseMixedByMoves() error {
	if im.faulty() {
		return nil
	}
	months, err := ledger.MonthsOfTenants(im.tx)
	if err != nil {
		return err
	}
	return im.reportMixed(months, fmt.Sprintf(`s.id IN (SELECT id FROM subscriptions WHERE import_id = %d
		UNION SELECT subject FROM histories WHERE import_id = %[1]d AND attribute = 'tenant')`, im.key))
}

func (im *importer) reportMixed(months []int64, where string) error {
	found, err := ledger.MixedIn(im.tx, im.p, months, where)
	for _, x := range found {
		im.file.Fault(im.lineOf(x), "", x.String()+"; report the one or the other: take back the import of the other, or import all usage of the month as a whole"+
			im.file.Or(" (shimei imports undo, or --whole)", ""))
	}
	return err
}

// lineOf is the line of the file that mixes: of the usage which it wrote, else of the subscription.
func (im *importer) lineOf(x ledger.MixedUsage) int {
	switch im.key {
	case x.OfSubscription.Import:
		return int(x.OfSubscription.Line)
	case x.OfTenant.Import:
		return int(x.OfTenant.Line)
	}
	return int(x.Line)
}

// refuseMixed refuses an undo that would leave usage of a tenant and a product beside that of its
// subscriptions (R8).
func (u *undo) refuseMixed() error {
	months, err := ledger.MonthsOfTenants(u.tx)
	if err != nil {
		return err
	}
	found, err := ledger.MixedIn(u.tx, u.p, months, "TRUE")
	if len(found) > 0 {
		err = fmt.Errorf("%w: %s", ErrWouldMix, found[0])
	}
	return err
}
