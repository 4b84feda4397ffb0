package directory

// timeline returns what a customer did to a subscription (0 for what is of its whole tenant), and what files and sales brought
// to the associations a of a scope that it sees, and that it moved, latest first: below the beginning of an association
// stands the end of the one before it. scope is a condition; $1 is the subscription in it.
func (d Directory) timeline(scope string, subscription, customer int64) ([]Event, error) {
	of := "e.subscription_id = $1"
	if subscription == 0 {
		of = "e.subscription_id IS NULL AND $1 = 0"
	}
	from := fromEvents(happened(recorded("e.id * 4 + 2", "e.at * 4 + 2", "e.reference", "events e")+" WHERE "+of+" AND e.customer_id = $2 AND "+toldToCustomers,
		d.brought(d.seenBy("$2"), scope, "$3"), moved("t.subscription_id = $1 AND t.customer_id = $2", "$3")))
	return d.events(from, "ORDER BY x.place DESC, x.tie, x.key", subscription, customer, d.tx.Now)
}

// OfRequest returns what happened to a request, by its key, earliest first.
func (d Directory) OfRequest(key int64) ([]Event, error) {
	from := fromEvents(recorded("e.id", "e.at", "e.reference", "events e") + " WHERE e.subject = '" + string(ARequest) + "' AND e.subject_key = $1")
	return d.events(from, "ORDER BY x.key", key)
}
