package web

import "shimei/views"

func init() {
	add(entry{path: views.ProgrammePath, get: programmePage})
}

// programmePage shows the rules in force, to everybody.
func programmePage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	return views.NewProgrammePage(p), nil
}
