package facts

import "fmt"

// Options say of a file what it does not tell by itself.
type Options struct {
	As       Kind    // the kind of its rows; "" where its header tells
	Encoding string  // its label as the web has it, such as shift_jis; "" for UTF-8, and UTF-16 with its mark
	Dates    Dates   // in which its dates are, ISO for none but 2016-04-15
	Map      Mapping // that reads it as another system's export; nil for a file with the columns of this format
	Exports  Exports // tells exports of other systems from files at fault; nil tells none
	OnPage   bool    // faults are read where these can be chosen, and name no options of a command
}

// Check returns what is wrong with the options, or which of them contradict each other.
func (o Options) Check() error {
	if o.As != "" {
		if _, err := ParseKind(string(o.As)); err != nil {
			return err
		}
	}
	if _, err := ParseDates(string(o.Dates)); err != nil {
		return err
	}
	if o.Map != nil {
		switch kind, dates := o.Map.Kind(), o.Map.Dates(); {
		case o.As != "" && o.As != kind:
			return fmt.Errorf("the mapping %s makes rows of %s, and the file is said to hold %s; say one of the two", o.Map.Name(), kind, o.As)
		case o.Dates != ISO && dates != ISO && o.Dates != dates:
			return fmt.Errorf("the mapping %s reads dates in the order %s, and %s is asked for; leave that out, or change the mapping", o.Map.Name(), dates, o.Dates)
		}
	}
	return CheckEncoding(o.Encoding)
}

// settled returns the options with what the mapping says of the file.
func (o Options) settled() Options {
	if o.Map == nil {
		return o
	}
	o.As = o.Map.Kind()
	if dates := o.Map.Dates(); dates != ISO {
		o.Dates = dates
	}
	return o
}

// reads reports whether a cell of a header names a column that is read.
func (o Options) reads(cell string) bool {
	if o.Map != nil {
		return o.Map.Reads(cell)
	}
	_, is := columnNames[FoldedName(cell)]
	return is
}
