package db

import (
	"slices"
	"strconv"
	"strings"
)

// Conditions are conditions of SQL that the rows of a statement satisfy, all of them. Arguments are
// numbered as they come, so that the first conditions can stand without those that follow.
type Conditions struct {
	parts []string
	Args  []any // of the statement, in the order of their numbers
}

// Where returns Conditions with one condition, in which ? stands for each of the values.
func Where(condition string, values ...any) (c Conditions) {
	c.Add(condition, values...)
	return c
}

// Add adds a condition, in which ? stands for each of the values.
func (c *Conditions) Add(condition string, values ...any) {
	for _, v := range values {
		c.Args = append(c.Args, v)
		condition = strings.Replace(condition, "?", "$"+strconv.Itoa(len(c.Args)), 1)
	}
	c.parts = append(c.parts, condition)
}

// Clone returns a copy: conditions that are added to it leave c as it is.
func (c Conditions) Clone() Conditions {
	return Conditions{slices.Clone(c.parts), slices.Clone(c.Args)}
}

// String writes the conditions as they stand after WHERE.
func (c Conditions) String() string {
	if len(c.parts) == 0 {
		return "TRUE"
	}
	return strings.Join(c.parts, " AND ")
}
