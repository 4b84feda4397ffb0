// Package request is what partners, customers and admins ask each other for: delegations and their
// extensions, applications, claims, corrections, and nominations that an admin looks at. Who may do
// what from where is decided by programme.Life; here it is read, stored, and made to have its effect
// on associations and credits.
//
//	request.go   a request as it stands, and who sees it
//	list.go      lists of them: a partner's, a customer's, the vendor's queue
//	detail.go    one with its history and, for the vendor, with what a decision hangs on
//	ask.go       how each way begins
//	act.go       what somebody does to one: one method for every act
//	outcome.go   what an act does to the association
//	end.go       an association that an admin ends, however it came
//	correct.go   one that two admins give another beginning or end in the past
//	nominated.go nominations that an admin looks at
//	clock.go     what is over because its time is; remind.go what ends soon
//	tell.go      who is told of an act
package request
