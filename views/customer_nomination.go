package views

import (
	"net/url"
	"time"

	"shimei/store/programme"
)

// NominationsPath is the address below which each nomination is confirmed.
const NominationsPath = "/nominations"

// NominationPage confirms a nomination, and is true again whenever it is opened.
type NominationPage struct {
	Frame
	Reference     string
	Partner       PartnerRef
	By            string // who nominated
	At            time.Time
	Subscriptions []NominatedSubscription
	Pending       Pending // what of it is not counted yet
}

// NominatedSubscription is one subscription of a nomination, and what became of it.
type NominatedSubscription struct {
	ID       string
	Product  programme.Text
	State    State       // in effect, changed, removed, expired or moved, or ended before it moved
	Replaced *PartnerRef // whom the nomination replaced; nil for nobody
	Until    *time.Time  // when it stopped being in effect; nil while it is
	Now      *PartnerRef // the partner of record now, where it was changed
}

// NominationPath returns the address of the confirmation of a nomination.
func NominationPath(reference string) string {
	return NominationsPath + "/" + url.PathEscape(reference)
}
