package mapping

import (
	"embed"
	"fmt"
	"path"
	"strings"

	"shimei/store/nearest"
)

//go:embed builtin/*.toml
var builtIn embed.FS

// Names are the names of the mappings that ship, in order.
func Names() (names []string) {
	files, err := builtIn.ReadDir("builtin")
	if err != nil {
		panic(err) // they are part of the program
	}
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f.Name(), ".toml"))
	}
	return names
}

// BuiltIn returns the mapping of that name that ships.
func BuiltIn(name string) (*Mapping, error) {
	source, err := builtIn.ReadFile(path.Join("builtin", name+".toml"))
	if err != nil {
		meant := nearest.Of(name, Names())
		if meant != "" {
			meant = fmt.Sprintf(" (did you mean %s?)", meant)
		}
		return nil, fmt.Errorf("there is no mapping %q%s; built in are %s, and a file of your own is named by its path",
			name, meant, strings.Join(Names(), ", "))
	}
	return Parse(name, source)
}
