package web

import (
	"slices"

	"shimei/store/facts"
	"shimei/store/intake"
	"shimei/views"
)

// mappedOf is what mappings made of files: of all that were looked into. Of one that is refused there is no
// report, since its reading ended early.
func mappedOf(files []uploadedFile, found []intake.Import) (all []views.ImportMapped) {
	for _, done := range found {
		k := slices.IndexFunc(files, func(f uploadedFile) bool { return f.name == done.File })
		if k < 0 || files[k].reading.Map == nil {
			continue
		}
		v := views.ImportMapped{File: done.File, Mapping: files[k].reading.Map.Name()}
		if done.Mapping != nil && done.State != intake.Refused {
			reportOf(&v, done.Mapping)
		}
		all = append(all, v)
	}
	return all
}

// reportOf fills in what a mapping tells.
func reportOf(v *views.ImportMapped, x *facts.MappingReport) {
	v.Report, v.Rows, v.Taken, v.Into, v.NoPlace = true, x.Rows, x.Taken, x.Into, x.NoPlace
	for _, t := range x.Totals {
		v.Totals = append(v.Totals, views.MappedTotal{Column: t.Column, Currency: t.Currency, Read: t.Read, Out: t.Out, Rounded: t.Rounded})
	}
	for _, l := range x.LeftOut {
		told := views.MappedLeftOut{Reason: l.Reason, Rows: l.Rows}
		for _, t := range x.Totals {
			amount := ""
			for _, of := range l.Totals {
				if of.Column == t.Column && of.Currency == t.Currency {
					amount = of.Amount
				}
			}
			told.Amounts = append(told.Amounts, amount)
		}
		v.LeftOut = append(v.LeftOut, told)
	}
}
