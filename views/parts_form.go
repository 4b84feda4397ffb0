package views

// Field is one labelled control of a form.
type Field struct {
	Name         string // of the control, and its id
	Label        string
	Hint         string
	Error        string
	Value        string
	Type         string // of the input; empty is text
	Autocomplete string
	Required     bool
}

// describedBy returns the ids of the hint and the error of a field, or "" for none.
func (x Field) describedBy() string {
	switch {
	case x.Hint != "" && x.Error != "":
		return x.Name + "-hint " + x.Name + "-error"
	case x.Hint != "":
		return x.Name + "-hint"
	case x.Error != "":
		return x.Name + "-error"
	}
	return ""
}

func (x Field) inputType() string {
	if x.Type == "" {
		return "text"
	}
	return x.Type
}

// errorAt returns the first message at a field, or "".
func errorAt(errors []FieldError, field string) string {
	for _, e := range errors {
		if e.Field == field {
			return e.Message
		}
	}
	return ""
}

// choice is an entry of a select, with its words in the page's language.
type choice struct{ value, text string }

// choices returns a select's entries: one for all, then the options.
func choices(l *Locale, all string, options []Option) []choice {
	list := []choice{{"", all}}
	for _, o := range options {
		list = append(list, choice{o.ID, l.Text(o.Name)})
	}
	return list
}
