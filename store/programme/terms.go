package programme

// Terms are the times that requests take, in days of the programme's zone, each of which counts whole.
type Terms struct {
	AnswerDays  int   // a customer has to answer a partner
	ReturnDays  int   // a partner has to add what is missing
	DisputeDays int   // a partner may dispute a rejection
	LinkDays    int   // a partner's link holds
	LongestDays int   // a delegation takes
	RemindDays  []int // before the end of a delegation both sides are told, the most first
}

// usualTerms are those of a programme that does not name them.
func usualTerms() Terms {
	return Terms{AnswerDays: 90, ReturnDays: 14, DisputeDays: 30, LinkDays: 30, LongestDays: 730, RemindDays: []int{30, 7, 1}}
}
