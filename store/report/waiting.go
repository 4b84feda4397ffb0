package report

import (
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// Waiting is the beginning of what there is to do of one kind.
type Waiting struct {
	Items []WorkItem // by the customers' names
	More  bool       // there are others
}

// Waiting returns, by kind, about limit things to do for those of a scope. Kinds of which there is nothing are
// not in it.
func (r Reader) Waiting(s directory.Scope, kinds []programme.WorkKind, limit int) (map[programme.WorkKind]Waiting, error) {
	all := map[programme.WorkKind]Waiting{}
	for _, kind := range kinds {
		items, next, err := r.Work(s, WorkFilter{Kind: kind}, db.Sort{By: "kind"}).Page(0, limit)
		if err != nil {
			return nil, err
		}
		if len(items) > 0 {
			all[kind] = Waiting{items, next != 0}
		}
	}
	return all, nil
}
