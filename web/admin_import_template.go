package web

import (
	"shimei/store"
	"shimei/store/facts"
	"shimei/views"
)

func init() {
	add(entry{path: views.ImportTemplatePath, audience: views.Admin, file: templateFile})
}

// templateFile is a file of a kind to begin with: all its columns, and a row that can be imported.
func templateFile(r *request) (file, error) {
	kind, err := facts.ParseKind(r.QueryParam("kind"))
	if err != nil {
		return file{}, store.ErrNotFound
	}
	p, err := r.programme()
	if err != nil {
		return file{}, err
	}
	columns, row := facts.Example(kind, p)
	return textFile("template-"+string(kind), [][]string{columns, row}), nil
}

// fileKinds are the kinds of files in the order of dependence.
func fileKinds() (names []string) {
	for _, k := range facts.Kinds {
		names = append(names, string(k))
	}
	return names
}
