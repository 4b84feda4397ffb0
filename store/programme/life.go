package programme

import "slices"

// Way is how an association comes to be: it says which states it goes through, and who acts in them.
type Way string

// The ways. Sales and files bring associations too: those are facts, and nobody asks for them.
const (
	WayNomination  Way = "nomination"  // the customer nominates, and it takes effect at once (R5)
	WayDelegation  Way = "delegation"  // the partner asks for a time, and the customer answers
	WayExtension   Way = "extension"   // of a delegation: asked for and answered anew
	WayAssignment  Way = "assignment"  // the vendor opens it
	WayApplication Way = "application" // the partner asks, and the vendor decides
	WayClaim       Way = "claim"       // the partner did the work and shows evidence, and the vendor decides
	WayCorrection  Way = "correction"  // an admin asks for another beginning or end in the past, and another admin decides
)

// State is where a request and the association that comes of it stand.
type State string

// The states. Nothing stands before a request is made; those from StateDeclined on are ends.
const (
	StateNone       State = ""
	StateProposed   State = "proposed"   // waits for the customer
	StateSubmitted  State = "submitted"  // waits for the vendor
	StateReturned   State = "returned"   // waits for the partner, who has to add what is missing
	StateActive     State = "active"     // in effect, or done where it is a correction or an extension
	StateDeclined   State = "declined"   // by the customer
	StateRejected   State = "rejected"   // by the vendor
	StateWithdrawn  State = "withdrawn"  // by who asked
	StateLapsed     State = "lapsed"     // nobody answered in time
	StateEnded      State = "ended"      // somebody ended it, or its time was over
	StateSuperseded State = "superseded" // a nomination took its place (R5)
	StateMoved      State = "moved"      // the subscription moved to another tenant (R5a)
)

// Waits reports whether somebody has to act before anything comes of the request.
func (s State) Waits() bool { return s == StateProposed || s == StateSubmitted || s == StateReturned }

// Act is what somebody does to a request, or to what came of it.
type Act string

// The acts.
const (
	ActNominate  Act = "nominate"
	ActAsk       Act = "ask"
	ActOpen      Act = "open"
	ActAccept    Act = "accept"
	ActDecline   Act = "decline"
	ActWithdraw  Act = "withdraw"
	ActApprove   Act = "approve"
	ActReturn    Act = "return"
	ActReject    Act = "reject"
	ActAnswer    Act = "answer" // what was missing is added
	ActObject    Act = "object"
	ActDispute   Act = "dispute"
	ActLapse     Act = "lapse" // nobody answered in time
	ActEnd       Act = "end"
	ActExpire    Act = "expire" // the time that it was for is over
	ActSupersede Act = "supersede"
	ActMove      Act = "move"
	ActComeBack  Act = "come_back"
)

// Side is who acts.
type Side string

// The sides. A person who only reads is on none of them.
const (
	ByCustomer Side = "customer" // its owner or administrator
	ByPartner  Side = "partner"  // of the account whose the partner is
	ByVendor   Side = "vendor"   // an admin
	ByOther    Side = "other"    // an admin other than the one who asked
	ByClock    Side = "clock"    // the portal, when the time is over
	ByFacts    Side = "facts"    // what a file says, and a nomination of another partner
)

// step is one row of the table of lives: in these ways these sides may act so in these states, and what
// then is.
type step struct {
	ways  []Way
	act   Act
	sides []Side
	from  []State
	to    State // StateNone: the same as before
}

// steps is the table, and the one place that says who may do what from where. doc.go has it in words.
var steps = []step{
	{[]Way{WayNomination}, ActNominate, []Side{ByCustomer}, []State{StateNone}, StateActive},
	{[]Way{WayDelegation, WayExtension}, ActAsk, []Side{ByPartner}, []State{StateNone}, StateProposed},
	{[]Way{WayApplication, WayClaim}, ActAsk, []Side{ByPartner}, []State{StateNone}, StateSubmitted},
	{[]Way{WayCorrection}, ActAsk, []Side{ByVendor}, []State{StateNone}, StateSubmitted},
	{[]Way{WayAssignment}, ActOpen, []Side{ByVendor}, []State{StateNone}, StateActive},

	{[]Way{WayDelegation, WayExtension}, ActAccept, []Side{ByCustomer}, []State{StateProposed}, StateActive},
	{[]Way{WayDelegation, WayExtension}, ActDecline, []Side{ByCustomer}, []State{StateProposed}, StateDeclined},
	{[]Way{WayDelegation, WayExtension}, ActWithdraw, []Side{ByPartner}, []State{StateProposed}, StateWithdrawn},
	{[]Way{WayDelegation, WayExtension}, ActLapse, []Side{ByClock}, []State{StateProposed}, StateLapsed},

	{[]Way{WayApplication, WayClaim}, ActApprove, []Side{ByVendor}, []State{StateSubmitted}, StateActive},
	{[]Way{WayApplication, WayClaim}, ActReturn, []Side{ByVendor}, []State{StateSubmitted}, StateReturned},
	{[]Way{WayApplication, WayClaim}, ActReject, []Side{ByVendor}, []State{StateSubmitted}, StateRejected},
	{[]Way{WayApplication, WayClaim}, ActAnswer, []Side{ByPartner}, []State{StateReturned}, StateSubmitted},
	{[]Way{WayApplication, WayClaim}, ActWithdraw, []Side{ByPartner}, []State{StateSubmitted, StateReturned}, StateWithdrawn},
	{[]Way{WayApplication, WayClaim}, ActLapse, []Side{ByClock}, []State{StateReturned}, StateLapsed},
	{[]Way{WayClaim}, ActObject, []Side{ByCustomer}, []State{StateSubmitted, StateReturned, StateActive}, StateNone},
	{[]Way{WayClaim}, ActDispute, []Side{ByPartner}, []State{StateRejected}, StateSubmitted},

	{[]Way{WayCorrection}, ActApprove, []Side{ByOther}, []State{StateSubmitted}, StateActive},
	{[]Way{WayCorrection}, ActReject, []Side{ByOther}, []State{StateSubmitted}, StateRejected},
	{[]Way{WayCorrection}, ActWithdraw, []Side{ByVendor}, []State{StateSubmitted}, StateWithdrawn},

	{[]Way{WayNomination, WayClaim}, ActApprove, []Side{ByVendor}, []State{StateActive}, StateNone},
	{[]Way{WayNomination, WayDelegation, WayClaim}, ActEnd, []Side{ByCustomer}, []State{StateActive}, StateEnded},
	{[]Way{WayDelegation, WayAssignment, WayApplication, WayClaim}, ActEnd, []Side{ByPartner}, []State{StateActive}, StateEnded},
	{[]Way{WayNomination, WayDelegation, WayAssignment, WayApplication, WayClaim}, ActEnd, []Side{ByVendor}, []State{StateActive}, StateEnded},
	{[]Way{WayDelegation, WayAssignment, WayApplication}, ActExpire, []Side{ByClock}, []State{StateActive}, StateEnded},
	{[]Way{WayNomination, WayClaim}, ActSupersede, []Side{ByFacts}, []State{StateActive, StateMoved}, StateSuperseded},
	{[]Way{WayClaim}, ActSupersede, []Side{ByFacts}, []State{StateSubmitted, StateReturned}, StateSuperseded},
	{[]Way{WayNomination, WayClaim}, ActMove, []Side{ByFacts}, []State{StateActive}, StateMoved},
	{[]Way{WayNomination, WayClaim}, ActComeBack, []Side{ByFacts}, []State{StateMoved}, StateActive},
}

// takes reports whether the step is one of a way and state by a side.
func (s *step) takes(w Way, from State, side Side) bool {
	return slices.Contains(s.ways, w) && slices.Contains(s.from, from) && slices.Contains(s.sides, side)
}
