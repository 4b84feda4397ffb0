package intake

import (
	"fmt"
	"strings"

	"shimei/store/facts"
)

// nouns are what the rows of those kinds are whose columns are not all needed for what is known.
var nouns = map[facts.Kind]string{facts.Partners: "partner", facts.Customers: "customer", facts.Subscriptions: "subscription"}

// canAdd reports whether the file has the columns that a new row needs. Where it does not, the row is a fault:
// a file of a few columns is of what is known.
func (im *importer) canAdd(line int, id string) bool {
	lacking := im.file.Lacks()
	if len(lacking) == 0 {
		return true
	}
	im.file.Fault(line, lacking[0], fmt.Sprintf("the %s %q is new, and a new one needs %s; add what is missing, or correct the id",
		nouns[im.file.Kind()], id, strings.Join(lacking, ", ")))
	return false
}
