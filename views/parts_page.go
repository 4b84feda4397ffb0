package views

// Interruption stands between a person and what is not easily taken back: what happens is its
// content, and the button names the act.
type Interruption struct {
	Action  string  // where the form is sent
	Carries []Field // what it carries: names and values
	Act     string  // what the button says
	Danger  bool    // something ends
	Cancel  string  // the address that leads out
	Leave   string  // what the link there says
}

// Task is something that waits to be done.
type Task struct {
	Text string
	Path string // where it is done; empty for who may only read
	Act  string
}
