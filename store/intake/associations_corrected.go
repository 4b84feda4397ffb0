package intake

import (
	"fmt"

	"shimei/store/programme"
)

// tellCorrected has the rows of associations that admins corrected tell what is new of them, and returns
// what they change, with the other rows. Such a row names the beginning that files know, or the corrected one.
func (im *importer) tellCorrected(all map[associationKey]*association, wanted []association) (told []*association, others []association) {
	byKey, known := map[int64]*association{}, map[int64]*association{} // known: by what is in effect, what files know of it
	for _, a := range all {
		byKey[a.Key] = a
		if a.now != 0 {
			known[a.Key], known[a.now] = a, a
		}
	}
	for _, w := range wanted {
		stands := im.stands(all, w.naturalKey())
		if stands == nil || known[stands.Key] == nil {
			others = append(others, w)
			continue
		}
		a := known[stands.Key]
		if im.tellsEnd(a, byKey[a.now].From, w) {
			im.clears("to", a.Given != programme.Never && w.Given == programme.Never)
			a.Given, a.by = w.Given, w.by
			told = append(told, a)
		}
	}
	return told, others
}

// tellsEnd reports whether a row tells a new end of an association that admins corrected, and counts the row.
// One that contradicts them is a fault.
func (im *importer) tellsEnd(a *association, begins programme.Moment, w association) bool {
	tells := programme.TellsNothing
	if im.file.Has("to") {
		tells = a.Tells(w.Given, begins.At)
	}
	switch tells {
	case programme.TellsBefore:
		im.file.Fault(int(w.by.Line), "to", fmt.Sprintf("admins corrected this association to begin on %s, and this end is not after that; give a later end, or have the correction corrected",
			im.p.DayAt(begins.At)))
	case programme.TellsNoEnd:
		im.file.Fault(int(w.by.Line), "to", fmt.Sprintf("admins corrected this association to end on %s, and a file does not open it again; give that end, or have the correction corrected",
			im.p.DayAt(a.Told().At)))
	}
	im.count(true, tells != programme.TellsEnd)
	return tells == programme.TellsEnd
}
