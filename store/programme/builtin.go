package programme

import (
	_ "embed"
	"sync"

	// A programme names its time zone, and a container may have no zone data of its own.
	_ "time/tzdata"
)

//go:embed mpn-2016.toml
var mpn2016 []byte

var builtIn = sync.OnceValue(func() *Programme {
	p, err := Load("mpn-2016.toml", mpn2016)
	if err != nil {
		panic(err) // the file is part of the program, and a test loads it
	}
	return p
})

// BuiltIn returns the programme that the portal ships with: Microsoft's cloud competencies
// of 2016. Every call returns the same value, which nobody may change.
func BuiltIn() *Programme { return builtIn() }
