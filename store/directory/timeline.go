package directory

// timeline returns the events of a subscription (0 for none), and what files and sales brought to
// the associations a of a scope, latest first: below the beginning of an association stands the
// end of the one before it. scope is a condition with arguments; the subscription is the first of
// them, and the present instant comes after them.
func (d Directory) timeline(scope string, args ...any) ([]Event, error) {
	from := fromEvents(happened(recorded("e.id * 4 + 2", "e.at * 4 + 2", "e.reference", "events e")+" WHERE e.subscription_id = $1",
		brought(scope, "$"+string(rune('1'+len(args))))))
	return d.events(from, "ORDER BY x.place DESC, x.began, x.key", append(args, d.tx.Now)...)
}
