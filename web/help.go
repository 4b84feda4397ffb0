package web

import "shimei/views"

func init() {
	add(entry{path: views.HelpPath, get: helpPage})
}

// helpPage is for everybody, signed in or not.
func helpPage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	return views.NewHelpPage(p), nil
}
