package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"shimei/store/mapping"
)

type mapCommand struct {
	List mapListCommand `cmd:"" help:"List the mappings that come with shimei, and which exports they read."`
	Show mapShowCommand `cmd:"" help:"Print a mapping, to start one of your own from; one of a file is checked first."`
}

type mapListCommand struct {
	Format string `enum:"table,json,csv" default:"table" help:"Form of the output: ${enum}."`
}

type mappingObject struct {
	Name     string   `json:"name"`
	Kind     string   `json:"kind"`
	About    string   `json:"about"`
	Settings []string `json:"settings"` // what --set may say
}

// Run lists the built-in mappings.
func (c mapListCommand) Run(t *terminal) error {
	objects, rows := []mappingObject{}, [][]string{{"name", "kind", "about"}}
	for _, name := range mapping.Names() {
		m, err := mapping.BuiltIn(name)
		if err != nil {
			return err
		}
		objects = append(objects, mappingObject{name, string(m.Kind()), m.About, append([]string{}, m.Settings()...)})
		rows = append(rows, []string{name, string(m.Kind()), m.About})
	}
	if c.Format == "json" {
		return writeJSON(t.out, objects)
	}
	return writeRows(t.out, c.Format, rows, len(rows[0]))
}

type mapShowCommand struct {
	Name string `arg:"" name:"mapping" help:"Name of a mapping that comes with shimei, or a file."`
}

// Run prints the mapping as it is written, byte for byte.
func (c mapShowCommand) Run(t *terminal) error {
	m, err := mappingOf(c.Name)
	if err != nil {
		return err
	}
	_, err = t.out.Write(m.Source)
	return err
}

// mappingOf reads the mapping of that name that comes with shimei, or else the file.
func mappingOf(name string) (*mapping.Mapping, error) {
	m, unknown := mapping.BuiltIn(name)
	if unknown == nil {
		return m, nil
	}
	source, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, misuse{unknown}
	case err != nil:
		return nil, fmt.Errorf("read the mapping: %w", err)
	}
	return mapping.Parse(name, source)
}
