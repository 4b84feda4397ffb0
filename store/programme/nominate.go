package programme

// Refusal is a clear no of the rules to something that a person asked for. Its code names
// the message that a page shows; Error is the same in plain English.
type Refusal struct {
	Code string
	Name string // who or what is refused, where the message names it
}

// The refusals of a nomination, a change and a removal (R5, R6, R7).
const (
	RefusedRole             = "role"                 // the person only reads, or is not the customer's
	RefusedUnknown          = "unknown_partner"      // no partner has the id
	RefusedSuspended        = "suspended"            // the partner is suspended
	RefusedGlobal           = "global_account"       // the id is of a global account with locations
	RefusedEnded            = "ended"                // the subscription has ended
	RefusedProduct          = "product"              // the product takes no partner of record
	RefusedSame             = "same_partner"         // the partner is the partner of record already
	RefusedChanged          = "changed"              // somebody changed it after the person looked
	RefusedNone             = "none"                 // there is no partner of record to remove
	RefusedNothingChosen    = "nothing_chosen"       // no subscription was chosen
	RefusedTooMany          = "too_many"             // more subscriptions than one nomination takes
	RefusedActor            = "actor"                // this side never acts so
	RefusedState            = "state"                // it does not stand so that this can be done, or does no longer
	RefusedNotOpen          = "not_open"             // the programme does not take such requests by this route, or not yet
	RefusedTenant           = "unknown_tenant"       // no customer has the tenant id
	RefusedSubscription     = "unknown_subscription" // no subscription has the id
	RefusedTerm             = "term"                 // a delegation is for too long, or for no time
	RefusedAlready          = "already"              // the partner is associated so already
	RefusedAsked            = "asked"                // the same was asked for, and waits
	RefusedTaken            = "taken"                // another partner is associated by this exclusive route
	RefusedReason           = "reason"               // a decision needs its reason in words
	RefusedMoved            = "moved"                // the subscription is another tenant's by now
	RefusedFiles            = "files"                // a claim without files, too many of them, or where none are taken
	RefusedFileSize         = "file_size"            // one of them is too large
	RefusedFileKind         = "file_kind"            // one is by its content none of the kinds that are taken
	RefusedContact          = "contact"              // a support contact without an address and a number
	RefusedContactEmail     = "contact_email"        // its address is none
	RefusedContactPhone     = "contact_phone"        // its telephone number is none
	RefusedContactLong      = "contact_long"         // a line of it is too long
	RefusedPlaceLong        = "place_long"           // where a location works takes too many words
	RefusedIntroductionLong = "introduction_long"    // what it tells of itself is too long
	RefusedDays             = "days"                 // an association would end before it begins
	RefusedNotPast          = "not_past"             // a corrected day is today or yet to come
	RefusedReplaced         = "replaced"             // a correction has put another association in the place of this one
	RefusedAgain            = "claimed_again"        // the claim was rejected, and the time to dispute that is not over
	RefusedOwn              = "own"                  // who asked for a correction cannot decide on it
	RefusedOverlap          = "overlap"              // corrected, it would reach into the time of another one
	RefusedSales            = "sales"                // it is of sales, which are facts
)

var refusals = map[string]string{
	RefusedRole:             "only the customer's owner or administrator may change the partner of record",
	RefusedUnknown:          "no partner has this id: check it with the partner",
	RefusedSuspended:        "this partner is suspended and cannot be nominated",
	RefusedGlobal:           "this id is of a global account: nominate one of its locations",
	RefusedEnded:            "this subscription has ended",
	RefusedProduct:          "this product takes no partner of record",
	RefusedSame:             "this partner is already the partner of record",
	RefusedChanged:          "the partner of record was changed in the meantime: look again and decide anew",
	RefusedNone:             "there is no partner of record to remove",
	RefusedNothingChosen:    "choose at least one subscription",
	RefusedTooMany:          "choose fewer subscriptions and nominate for the others afterwards",
	RefusedActor:            "this is for another side to decide",
	RefusedState:            "somebody has decided in the meantime, or its time is over: look again",
	RefusedNotOpen:          "the programme takes no such request by this route, or not yet",
	RefusedTenant:           "no customer has this tenant id: ask the customer for it",
	RefusedSubscription:     "no subscription has this id: ask the customer for it",
	RefusedTerm:             "this is for too long, or for no time at all",
	RefusedAlready:          "this partner is associated in this way already",
	RefusedAsked:            "this was asked for already, and waits for an answer",
	RefusedTaken:            "another partner is associated in this way, and only the customer changes that",
	RefusedReason:           "say why: the others read it",
	RefusedMoved:            "this subscription moved to another customer in the meantime",
	RefusedDays:             "an association begins before it ends",
	RefusedNotPast:          "a correction is of days in the past: choose days before today",
	RefusedReplaced:         "a correction has put another association in the place of this one: correct that one",
	RefusedAgain:            "this claim was rejected: dispute that, or claim again once the time for it is over",
	RefusedOwn:              "you asked for this: another admin decides on it",
	RefusedOverlap:          "another association is in effect in that time: choose other days, or correct that one first",
	RefusedSales:            "this association is of sales records: correct or return the sales, and it follows",
	RefusedNoFacts:          "this month has no usage facts, so it cannot be closed yet",
	RefusedClosed:           "this month is closed already",
	RefusedOutOfOrder:       "months are closed in their order, and another one comes next",
	RefusedNoUsage:          "there is no usage of this month yet, so it cannot be declared complete",
	RefusedFiles:            "a claim comes with one to five files that show it",
	RefusedFileSize:         "a file has at most 10 MB",
	RefusedFileKind:         "by its content this is no whole PDF, PNG or JPEG",
	RefusedContact:          "a support contact has an address or a telephone number",
	RefusedContactEmail:     "this is no mail address; write it as name@example.com",
	RefusedContactPhone:     "this is no telephone number; write it as +81 3 1234 5678",
	RefusedContactLong:      "a line of a support contact has at most 200 letters",
	RefusedPlaceLong:        "a place has at most 200 letters",
	RefusedIntroductionLong: "an introduction has at most 600 letters",
	RefusedLink:             "this link was not made by this portal, or is not whole: copy it again, or ask the partner for another one",
	RefusedLinkOver:         "the time of this link is over: ask the partner for another one",
	RefusedLinkOthers:       "this link is for another organisation",
	RefusedLinkLong:         "a link names at most 20 subscriptions, and ids of at most 100 bytes",
	RefusedStays:            "this month is closed, and a closed month stays complete",
}

// Error says in English why it was refused.
func (r *Refusal) Error() string {
	if r.Name == "" {
		return refusals[r.Code]
	}
	return r.Name + ": " + refusals[r.Code]
}

// Conflict reports whether the refusal comes of somebody else's change in the meantime.
func (r *Refusal) Conflict() bool {
	return r.Code == RefusedChanged || r.Code == RefusedState || r.Code == RefusedNone || r.Code == RefusedClosed
}

// DPOR is the id of the route that a nomination opens.
const DPOR = "dpor"

// Seller is the id of the route that a sale opens.
const Seller = "seller"

// Candidate is a partner that a customer means to nominate.
type Candidate struct {
	ID        string // the partner id, as the customer typed it where it is nobody's
	Known     bool
	Suspended bool // it, or its global account
	Locations int  // how many it has; above 0 it is a global account
}

// CheckCandidate refuses a partner that cannot be nominated (R6, R7), or returns nil.
func CheckCandidate(c Candidate) error {
	switch {
	case !c.Known:
		return &Refusal{Code: RefusedUnknown, Name: c.ID}
	case c.Suspended:
		return &Refusal{Code: RefusedSuspended, Name: c.ID}
	case c.Locations > 0:
		return &Refusal{Code: RefusedGlobal, Name: c.ID}
	}
	return nil
}

// CheckSubscription refuses a subscription that takes no nomination at the instant now:
// one that has ended, or whose product the DPOR route does not list (R3, R4).
func (p *Programme) CheckSubscription(id string, product int, end, now Instant) error {
	route, _ := p.Route(DPOR)
	return p.CheckOpen(route, product, end, now, id)
}

// CheckOpen refuses a subscription that takes no association by a route at the instant now, as
// CheckSubscription does for DPOR.
func (p *Programme) CheckOpen(route, product int, end, now Instant, id string) error {
	if end <= now {
		return &Refusal{Code: RefusedEnded, Name: id}
	}
	if !p.applies(&Association{Route: route}, product, max(p.MonthAt(now), p.Routes[route].From)) {
		return &Refusal{Code: RefusedProduct, Name: id}
	}
	return nil
}

// OpenAssociation is the DPOR association of one subscription that is open now.
type OpenAssociation struct {
	Key     int64 // 0 where there is none
	Partner int64
	From    Instant
}

// Nominate decides a nomination of partner for one subscription (R5): it returns the
// instant from which the new association is in effect and at which the present one ends.
// seen is the key of the association that the person was shown as the present one; where
// it is another by now, the nomination is refused, so that nobody replaces what they did
// not see. The instant is now, or just after the present one began.
func Nominate(id string, present OpenAssociation, seen, partner int64, now Instant) (Instant, error) {
	switch {
	case present.Key != seen:
		return 0, &Refusal{Code: RefusedChanged, Name: id}
	case present.Key != 0 && present.Partner == partner:
		return 0, &Refusal{Code: RefusedSame, Name: id}
	}
	return after(present, now), nil
}

// Remove decides the removal of the partner of record of one subscription, as Nominate
// does a nomination: it returns the instant at which the association ends.
func Remove(id string, present OpenAssociation, seen int64, now Instant) (Instant, error) {
	switch {
	case present.Key == 0:
		return 0, &Refusal{Code: RefusedNone, Name: id}
	case present.Key != seen:
		return 0, &Refusal{Code: RefusedChanged, Name: id}
	}
	return after(present, now), nil
}

func after(present OpenAssociation, now Instant) Instant {
	if present.Key != 0 && now <= present.From {
		return present.From + 1
	}
	return now
}

// Role reports whether the person may not do this at all.
func (r *Refusal) Role() bool {
	return r.Code == RefusedRole || r.Code == RefusedActor || r.Code == RefusedOwn
}
