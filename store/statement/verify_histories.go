package statement

import "shimei/store/db"

// present are the columns that hold the latest of the values of an attribute, and the ids of what they
// are of.
var present = []struct{ attribute, column, id, from string }{
	{"status", "CASE WHEN x.suspended THEN 1 ELSE 0 END", "x.partner_id", "partners x"},
	{"parent", "coalesce(x.parent_id, 0)", "x.partner_id", "partners x"},
	{"tenant", "x.customer_id", "x.subscription_id", "subscriptions x"},
	{"kind", "CASE x.kind WHEN 'paid' THEN 0 WHEN 'trial' THEN 1 ELSE 2 END", "x.subscription_id", "subscriptions x"},
}

// histories reports values over time whose latest is not the one that pages show as the present one,
// and those of no subject (R4a).
func (v *verifier) histories() error {
	for _, p := range present {
		if err := v.s.tx.Each(func(scan db.Scan) error {
			var id string
			err := scan(&id)
			if id == "" {
				v.report(0, "values of %s are of a partner or subscription that is not there; correct the database by hand", p.attribute)
			} else {
				v.report(0, "the latest %s of %s is not the one that it has now; import its row again, with as_of", p.attribute, id)
			}
			return err
		}, `SELECT coalesce(`+p.id+`, '') FROM histories h LEFT JOIN `+p.from+` ON x.id = h.subject WHERE h.attribute = '`+p.attribute+`'
			AND h.from_at = (SELECT max(l.from_at) FROM histories l WHERE l.attribute = h.attribute AND l.subject = h.subject)
			AND (x.id IS NULL OR h.value <> `+p.column+`) ORDER BY 1`); err != nil {
			return err
		}
	}
	return nil
}
