package main

// mutant is a fault that is planted, and the test that finds it.
type mutant struct {
	name              string
	file              string // in which it is planted
	search, replace   string // the text that stands there once, and the fault
	in, test          string // the package and the test that fail for it
	onlyRaceDetection bool   // the figures stay right, and the race detector finds it
}

// mutants are faults of different kinds. Whoever rewrites a text that is searched for here
// plants the same fault in the new one.
var mutants = []mutant{
	{name: "a wrong sign: what was credited before a nomination is added once more and not taken away",
		file:    "store/ledger/around.go",
		search:  "b.creditMonths(since, months.Through(), difference, -1)",
		replace: "b.creditMonths(since, months.Through(), difference, +1)",
		in:      "./store", test: "TestANominationTakesEffectAtOnceAndMovesTheCreditOfItsMonth"},
	{name: "a missing tenant predicate: a customer's list has the subscriptions of all customers",
		file:    "store/directory/subscription_list.go",
		search:  `db.Where("s.customer_id = ?", customer)`,
		replace: `db.Where("(s.customer_id = ? OR s.customer_id > 0)", customer)`,
		in:      "./web", test: "TestWhatIsAnothersLooksAsIfItWereNot"},
	{name: "a lost update: a nomination replaces a partner of record that its person did not see",
		file:    "store/programme/nominate.go",
		search:  "case present.Key != seen:\n\t\treturn 0, &Refusal{Code: RefusedChanged, Name: id}\n\tcase present.Key != 0 && present",
		replace: "case present.Key != 0 && present",
		in:      "./store", test: "TestOfManyNominationsAtOnceOneIsDoneAndTheOthersSeeAConflict"},
	{name: "an unescaped cell: a name that begins like a formula is run by a spreadsheet",
		file:    "store/export/csv.go",
		search:  "guarded[k] = facts.Guarded(cells[k])",
		replace: "guarded[k] = cells[k]",
		in:      "./store/export", test: "TestACSVFileHoldsEveryLineAndNoFormula"},
	{name: "an off-by-one at a month's end: a sale in the first instant of a month counts for the one before too",
		file:    "store/programme/credit.go",
		search:  "sold >= p.First(m) && sold < p.End(m)",
		replace: "sold >= p.First(m) && sold <= p.End(m)",
		in:      "./store/programme", test: "TestSeatsSoldAreThoseOfTheWindow"},
	{name: "a rounding of money: what is finer than a cent is cut off and not refused",
		file:    "store/programme/money.go",
		search:  `trimmed := strings.TrimRight(fraction, "0"); len(trimmed) > digits`,
		replace: `trimmed := strings.TrimRight(fraction[:min(digits, len(fraction))], "0"); len(trimmed) > digits`,
		in:      "./store/programme", test: "TestWhatIsNoExactAmountIsRefused"},
	{name: "a swallowed error: a file that could be read in part only is taken for whole",
		file:    "store/facts/file.go",
		search:  `f.err = fmt.Errorf("reading %s: %w", f.name, err)`,
		replace: `f.err = nil`,
		in:      "./store/facts", test: "TestAnErrorOfTheReaderIsWrapped"},
	{name: "a missing route check: a page opens for people of another audience",
		file:    "web/page.go",
		search:  `if rt.audience != "" && r.who.Role.Audience() != string(rt.audience) {`,
		replace: `if rt.audience == "nobody" && r.who.Role.Audience() != string(rt.audience) {`,
		in:      "./web", test: "TestEveryPageOpensForThoseWhomItIsForAndForNobodyElse"},
	{name: "a session that outlives its end: what signs out deletes nothing",
		file:    "store/sessions.go",
		search:  `w.tx.Exec("DELETE FROM sessions WHERE id = $1", id)`,
		replace: `w.tx.Exec("DELETE FROM sessions WHERE id = $1 AND expires_at < 0", id)`,
		in:      "./store", test: "TestASessionLivesUntilItExpiresOrIsEnded"},
	{name: "a statement line left out: a correction of each month that is closed is not kept",
		file:    "store/statement/close.go",
		search:  "range append(lines, corrections...) {",
		replace: "range append(lines, corrections[min(1, len(corrections)):]...) {",
		in:      "./store", test: "TestWhatIsClosedStaysAsItWasAndTheNextStatementCorrectsIt"},
	{name: "a data race: what credits in parallel writes to one place",
		file:    "store/ledger/book_credit.go",
		search:  "all.Go(func() { errs[k] = b.creditFrom(",
		replace: "all.Go(func() { errs[0] = b.creditFrom(",
		in:      "./store", test: "TestALongFileOfUsageIsCreditedAsItIsStored", onlyRaceDetection: true},
	{name: "a half file: what changes while it is read from a feed is stored as it was",
		file:    "store/feed/source.go",
		search:  `err == io.EOF && !r.of.unchanged(r.root)`,
		replace: `err == io.EOF && r.of == nil`,
		in:      "./store/feed", test: "TestAFileThatChangesWhileItIsReadIsNotStored"},
}
