package ledger

// Rebuild derives all credits anew and returns how many of the kept ones differed: none, unless other
// hands changed the database or another programme came into force. Its errors are those of Derive.
func (l *Ledger) Rebuild() (differed int, err error) {
	right, differed, err := l.compared()
	if err != nil || differed == 0 {
		return 0, err
	}
	if err := l.facts.tx.Exec("DELETE FROM credits"); err != nil {
		return 0, err
	}
	return differed, l.add(right)
}

// Compare returns how many of the kept credits are not what the facts give. It changes nothing.
func (l *Ledger) Compare() (differed int, err error) {
	_, differed, err = l.compared()
	return differed, err
}

func (l *Ledger) compared() (right Credits, differed int, err error) {
	months, err := l.Months()
	if err != nil {
		return nil, 0, err
	}
	right = Credits{}
	if months.Any {
		if right, err = l.facts.Derive(Earliest, months.Through()); err != nil {
			return nil, 0, err
		}
	}
	staging, err := StagingIn(l.facts.tx)
	if err != nil {
		return nil, 0, err
	}
	missing := right.count()
	err = l.eachKept(func(k keptCredit) {
		amount := right.Of(k.account, k.month, k.measure)
		if amount != k.amount {
			differed++
		}
		if amount != 0 {
			missing--
		}
	}, "month <= $1", int64(staging.through()))
	return right, differed + missing, err
}

// count returns how many amounts there are.
func (c Credits) count() (n int) {
	for _, month := range c {
		for _, row := range month {
			for _, amount := range row {
				if amount != 0 {
					n++
				}
			}
		}
	}
	return n
}
