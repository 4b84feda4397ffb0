package main

import (
	"errors"
	"fmt"

	"shimei/store/facts"
	"shimei/store/intake"
	"shimei/store/mapping"
)

// fileOptions say how fact files are taken in, by whichever command.
type fileOptions struct {
	As       string            `placeholder:"KIND" help:"Kind of the files, where the header does not tell: partners, customers, subscriptions, rates, usage, sales or associations."`
	Map      string            `placeholder:"NAME|FILE" help:"Mapping by which the files are read, of another system's export; \"shimei map list\" has those that come with shimei."`
	Set      map[string]string `placeholder:"NAME=VALUE" help:"What the mapping asks for and the files do not tell, such as tenant_id=ID."`
	Encoding string            `placeholder:"LABEL" help:"Encoding of files that are not in UTF-8, or in UTF-16 with its mark, such as shift_jis, cp932 or windows-1252."`
	Dates    string            `placeholder:"ORDER" help:"Order in which dates such as 03/04/2016 name day, month and year: dmy, mdy or ymd."`
	Sum      bool              `help:"Rows of a usage or sales file that are known by the same add up, instead of being refused; those of a mapping do if it says so."`
	Whole    bool              `help:"A usage file holds all usage of the months it names: what it does not name in them is removed."`
	Complete bool              `help:"Declare the months of the usage files complete, once they are in."`
}

// importing are the options of an import by actor.
func (c fileOptions) importing(actor string) (intake.Options, error) {
	reading, err := c.reading()
	return intake.Options{Actor: actor, Reading: reading, Sum: c.Sum, Whole: c.Whole, Complete: c.Complete}, err
}

// reading is what they say of how the files are read.
func (c fileOptions) reading() (facts.Options, error) {
	o := facts.Options{As: facts.Kind(c.As), Encoding: c.Encoding, Dates: facts.Dates(c.Dates), Exports: mapping.Export}
	if c.Map == "" && len(c.Set) > 0 {
		return o, misuse{errors.New("--set says what a mapping asks for; name the mapping with --map, or leave it out")}
	}
	if c.Map != "" {
		m, err := mappingOf(c.Map)
		if err != nil {
			return o, err
		}
		if c.Sum && !m.Sums() {
			return o, misuse{fmt.Errorf("the mapping %s says that rows which are known by the same are one; leave out --sum", c.Map)}
		}
		if o.Map, err = m.With(c.Set); err != nil {
			return o, misuse{err}
		}
	}
	if err := o.Check(); err != nil {
		return o, misuse{err}
	}
	return o, nil
}
