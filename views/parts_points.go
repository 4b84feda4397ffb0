package views

// Point is what a home page says of one thing: how it stands, or what to do about it.
type Point struct {
	Text   string
	Urgent bool   // something is lost unless it is done
	Path   string // where its one button leads; empty for none
	Act    string
	Lines  string // the address of what its figures are made of, where the button leads elsewhere
	Show   string // what that says; empty asks why it is the figure
	About  string // what the point is about, for those who hear its links alone
}

// shows is what the address of its lines says.
func (p Point) shows(f Frame) string {
	if p.Show != "" {
		return p.Show
	}
	return f.T("point.lines")
}

// said puts sentences one after the other, as the page's language does.
func (f Frame) said(sentences ...string) (text string) {
	for _, more := range sentences {
		switch {
		case text == "":
			text = more
		case more != "":
			text = f.T("point.then", "Said", text, "More", more)
		}
	}
	return text
}

// plus says that there are more than were counted.
func plus(more bool) string {
	if more {
		return "+"
	}
	return ""
}
