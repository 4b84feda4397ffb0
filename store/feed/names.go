package feed

import (
	"path"
	"slices"
	"strings"
)

// kindOfName is what a file is by its name.
type kindOfName int

const (
	foreign   kindOfName = iota // none of ours
	temporary                   // of a file that is being written and will have another name
	fact
)

// The endings of names, in small letters: of fact files, of what they may be packed in, and of files
// that programs write before they give them their name.
var (
	factEndings      = []string{".csv", ".tsv", ".txt", ".json", ".xlsx", ".xlsm"}
	packedEndings    = []string{".gz", ".zip"}
	temporaryEndings = []string{".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", ".download", ".opdownload", ".swp", "~"}
)

// kindOf tells what a file is by its name.
func kindOf(name string) kindOfName {
	name = strings.ToLower(name)
	ending := path.Ext(name)
	switch {
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "~"),
		slices.ContainsFunc(temporaryEndings, func(e string) bool { return strings.HasSuffix(name, e) }):
		return temporary
	case slices.Contains(factEndings, ending), slices.Contains(packedEndings, ending):
		return fact
	}
	return foreign
}
