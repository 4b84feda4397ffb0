package intake

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// need is a condition on a row x that something hangs on it, as SQL.
type need struct {
	why   Why
	where string
}

// needed returns which of the rows that steps remove others hang on: rows x of a table, by the column with
// the keys of their ids.
func (im *importer) needed(steps []step, table, column string, needs []need) (map[string]Why, error) {
	gone, stay := speltBy(removed(steps)), map[string]Why{}
	for _, n := range needs {
		if err := im.tx.EachOf(gone.keys(), "SELECT x."+column+" FROM "+table+" x WHERE ("+n.where+") AND x."+column+" IN ", func(scan db.Scan) error {
			var id programme.Key
			err := scan(&id)
			if key := gone[id]; stay[key] == "" {
				stay[key] = n.why
			}
			return err
		}); err != nil {
			return nil, err
		}
	}
	return stay, nil
}

// keysOf returns the keys that steps have.
func keysOf(steps []step) []string {
	keys := make([]string, len(steps))
	for k, s := range steps {
		keys[k] = s.key
	}
	return keys
}

// removed returns the keys of the rows that steps remove.
func removed(steps []step) []string {
	var keys []string
	for _, s := range steps {
		if s.then == "" {
			keys = append(keys, s.key)
		}
	}
	return keys
}
