package views

// Interruption stands before an act that is not easily taken back. Its content says what will
// happen, and its button names the act.
type Interruption struct {
	Action  string  // where the form is sent
	Carries []Field // names and values that go along with it
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
