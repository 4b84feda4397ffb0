package views

import (
	"strings"

	"shimei/store/programme"
)

// benefitNames names what an association brings, in one line, without the usage data that stands beside it.
func (r AccessRow) benefitNames(f Frame) string {
	var names []string
	for _, b := range r.others() {
		names = append(names, f.L.Term("benefit", b))
	}
	return strings.Join(names, f.T("partner_page.between"))
}

// supported reports whether the association says whom to turn to.
func (r AccessRow) supported() bool {
	for _, b := range r.Benefits {
		if b == programme.SupportContact {
			return r.Support != nil
		}
	}
	return false
}
