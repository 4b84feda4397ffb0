package main

import (
	"errors"
	"io"
	"os"
)

// standardInput is a copy of what is read from standard input, which an import may read twice; "" where
// it is not asked for.
type standardInput string

// standardInput copies standard input where a file is named -.
func (c importCommand) standardInput(t *terminal) (standardInput, error) {
	asked := 0
	for _, name := range c.Files {
		if name == "-" {
			asked++
		}
	}
	switch {
	case asked == 0:
		return "", nil
	case asked > 1:
		return "", misuse{errors.New("standard input can be read once; name - once")}
	}
	copied, err := os.CreateTemp("", "shimei-input-")
	if err != nil {
		return "", err
	}
	input, done := standardInput(copied.Name()), make(chan error, 1)
	go func() { // whoever interrupts the command does not wait for the end of the input
		_, err := io.Copy(copied, t.in)
		done <- errors.Join(err, copied.Close())
	}()
	select {
	case err = <-done:
	case <-t.ctx.Done():
		err = t.ctx.Err()
	}
	if err != nil {
		input.remove()
	}
	return input, err
}

// path is where a file that is named on the command line is read.
func (i standardInput) path(name string) string {
	if name == "-" {
		return string(i)
	}
	return name
}

// remove removes the copy. One that can't be removed is only a temporary file.
func (i standardInput) remove() {
	if i != "" {
		_ = os.Remove(string(i))
	}
}
