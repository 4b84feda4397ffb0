package views

import "shimei/store/programme"

// shownOfID is how many characters of a long id are shown where it is a detail.
const shownOfID = 8

// short returns the beginning of an id that is longer than people read, such as a tenant's, and any other
// as it is.
func short(id string) string {
	characters := []rune(id)
	if len(characters) <= shownOfID+4 {
		return id
	}
	return string(characters[:shownOfID]) + "…"
}

// SubscriptionName names a subscription where a sentence speaks of it: its product, and the beginning of its id.
func (l *Locale) SubscriptionName(product programme.Text, id string) string {
	return l.T("subscription.named", "Product", l.Text(product), "ID", short(id))
}
