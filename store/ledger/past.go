package ledger

import "shimei/store/programme"

// PastMonth is a closed month with the programme that it was closed under, by which it stays counted.
type PastMonth struct {
	Month     programme.Month
	Programme *programme.Programme
	Credits   MonthCredits // by Programme, as the facts give them now; nil where the kept credits are by it
}
