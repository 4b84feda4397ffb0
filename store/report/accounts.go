package report

import (
	"slices"

	"shimei/store/directory"
	"shimei/store/programme"
)

// activeAccounts returns the accounts that can hold a competency at the end of month e, by partner id:
// those that are active and had no parent then (R4a).
func (r Reader) activeAccounts(e programme.Month) ([]directory.Partner, error) {
	perhaps, err := r.perhapsActive()
	return slices.DeleteFunc(perhaps.partners, func(p directory.Partner) bool { return !perhaps.active(r.p, p.Key, e) }), err
}

// perhapsActive are the partners that can hold a competency in some month.
type perhapsActive struct {
	partners  []directory.Partner // by partner id
	standings map[int64]programme.History[programme.Standing]
}

func (r Reader) perhapsActive() (all perhapsActive, err error) {
	if all.partners, err = r.dir.PerhapsActive(); err != nil {
		return all, err
	}
	all.standings, err = r.ledger.Facts().Standings("p.id IN (SELECT subject FROM histories WHERE attribute IN ('status', 'parent'))")
	return all, err
}

// active reports whether one of the partners, by its key, is active and has no parent at the end of
// month e.
func (x perhapsActive) active(p *programme.Programme, key int64, e programme.Month) bool {
	changed := x.standings[key]
	if changed == nil {
		return true
	}
	then := changed.At(p.End(e))
	return !then.Suspended && then.Account == key
}
