package store

import (
	"slices"
	"strconv"
	"strings"
)

// conditions are what the rows of a statement satisfy, all of them. Arguments are numbered as
// they come, so that some conditions can stand alone where others follow them.
type conditions struct {
	parts []string
	args  []any
}

// where begins conditions; ? stands for each of the values.
func where(condition string, values ...any) (c conditions) {
	c.add(condition, values...)
	return c
}

// add adds one; ? stands for each of its values.
func (c *conditions) add(condition string, values ...any) {
	for _, v := range values {
		c.args = append(c.args, v)
		condition = strings.Replace(condition, "?", "$"+strconv.Itoa(len(c.args)), 1)
	}
	c.parts = append(c.parts, condition)
}

// clone returns conditions that can be added to, and leave these as they are.
func (c conditions) clone() conditions {
	return conditions{slices.Clone(c.parts), slices.Clone(c.args)}
}

// String writes them after WHERE.
func (c conditions) String() string {
	if len(c.parts) == 0 {
		return "TRUE"
	}
	return strings.Join(c.parts, " AND ")
}
