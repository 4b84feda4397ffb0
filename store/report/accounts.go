package report

import (
	"slices"

	"shimei/store/directory"
	"shimei/store/programme"
)

// activeAccounts returns the accounts that can hold a competency at the end of month e, by partner id:
// those that are active and had no parent then (R4a).
func (r Reader) activeAccounts(e programme.Month) ([]directory.Partner, error) {
	perhaps, err := r.dir.PerhapsActive()
	if err != nil {
		return nil, err
	}
	standings, err := r.ledger.Facts().Standings("p.id IN (SELECT subject FROM histories WHERE attribute IN ('status', 'parent'))")
	return slices.DeleteFunc(perhaps, func(p directory.Partner) bool {
		changed := standings[p.Key]
		if changed == nil {
			return false
		}
		then := changed.At(r.p.End(e))
		return then.Suspended || then.Account != p.Key
	}), err
}
