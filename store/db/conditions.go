package db

import (
	"slices"
	"strconv"
	"strings"
)

// Conditions are what the rows of a statement satisfy, all of them. Arguments are numbered as
// they come, so that some conditions can stand alone where others follow them.
type Conditions struct {
	parts []string
	Args  []any // of the statement, in the order of their numbers
}

// Where begins conditions; ? stands for each of the values.
func Where(condition string, values ...any) (c Conditions) {
	c.Add(condition, values...)
	return c
}

// Add adds one; ? stands for each of its values.
func (c *Conditions) Add(condition string, values ...any) {
	for _, v := range values {
		c.Args = append(c.Args, v)
		condition = strings.Replace(condition, "?", "$"+strconv.Itoa(len(c.Args)), 1)
	}
	c.parts = append(c.parts, condition)
}

// Clone returns conditions that can be added to, and leave these as they are.
func (c Conditions) Clone() Conditions {
	return Conditions{slices.Clone(c.parts), slices.Clone(c.Args)}
}

// String writes them after WHERE.
func (c Conditions) String() string {
	if len(c.parts) == 0 {
		return "TRUE"
	}
	return strings.Join(c.parts, " AND ")
}
