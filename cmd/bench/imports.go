package main

import (
	"errors"
	"fmt"
	"os"
)

// importMonth is the import of one month of usage against the sqlite3 shell's.
func (b *bench) importMonth() (row, error) {
	db, err := b.after(monthsAtFirst - 1)
	if err != nil {
		return row{}, err
	}
	file, err := b.monthFile(monthsAtFirst)
	if err != nil {
		return row{}, err
	}
	ours, against, err := inTurn(
		func() (float64, error) { return b.takeInCopy(db, file) },
		func() (float64, error) { return b.takeBare(file) })
	return row{
		work: fmt.Sprintf("import a month of usage (%d rows)", b.world.subscriptions),
		ours: inSeconds(ours), against: inSeconds(against) + ", sqlite3 .import", ratio: ours / against,
		must: atMost(1, "1.0"), aim: atMost(0.5, "0.5"),
	}, errors.Join(err, os.Remove(file))
}

// takeInCopy imports a file into a copy of a database and returns the seconds of the import.
func (b *bench) takeInCopy(db, file string) (float64, error) {
	copied := b.path("month.db")
	if err := copyDB(copied, db); err != nil {
		return 0, err
	}
	took, err := b.take(copied, file)
	return took, errors.Join(err, removeDB(copied))
}

// takeBare imports a usage file by the sqlite3 shell into a table of nothing else.
func (b *bench) takeBare(file string) (float64, error) {
	bare := b.path("bare.db")
	if err := removeDB(bare); err != nil {
		return 0, err
	}
	took, err := b.shell(bare, `PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE usage (
	subscription_id TEXT NOT NULL,
	month           TEXT NOT NULL,
	workload        TEXT NOT NULL,
	available_seats INTEGER,
	assigned_seats  INTEGER,
	active_users    INTEGER,
	consumed        NUMERIC,
	PRIMARY KEY (subscription_id, month, workload)
);
.import --csv --skip 1 "`+file+`" usage
`)
	return took, errors.Join(err, removeDB(bare))
}

// shell runs a script in the sqlite3 shell and returns the seconds that it took.
func (b *bench) shell(db, script string) (float64, error) {
	return seconds(command{name: "sqlite3", args: []string{"-batch", "-bail", "-init", os.DevNull, db}, stdin: script}.run(b.ctx))
}

// importLastMonth is the import of the 24th month against that of the first.
func (b *bench) importLastMonth() (row, error) {
	none, err := b.after(0)
	if err != nil {
		return row{}, err
	}
	first, err := b.monthFile(1)
	if err != nil {
		return row{}, err
	}
	db, err := b.after(monthsAtLast - 1)
	if err != nil {
		return row{}, err
	}
	last, err := b.monthFile(monthsAtLast)
	if err != nil {
		return row{}, err
	}
	ours, against, err := inTurn(
		func() (float64, error) { return b.takeInCopy(db, last) },
		func() (float64, error) { return b.takeInCopy(none, first) })
	return row{
		work: fmt.Sprintf("import month %d", monthsAtLast), ours: inSeconds(ours),
		against: inSeconds(against) + ", month 1", ratio: ours / against,
		must: atMost(1.3, "1.3"), aim: atMost(1.1, "1.1"),
	}, errors.Join(err, os.Remove(first), os.Remove(last))
}

// memory is the most memory that an import of a year's usage takes, against that of a
// hundredth of it.
func (b *bench) memory() (row, error) {
	db, err := b.after(0)
	if err != nil {
		return row{}, err
	}
	all := b.world.subscriptions
	few := max(all/100, 1)
	ours, err := b.peakOfYear(db, all)
	if err != nil {
		return row{}, err
	}
	against, err := b.peakOfYear(db, few)
	return row{
		work: fmt.Sprintf("peak memory, import of %d rows", all*monthsAtFirst), ours: inMiB(ours),
		against: fmt.Sprintf("%s, %d rows", inMiB(against), few*monthsAtFirst), ratio: ours / against,
		must: atMost(1.3, "1.3"), aim: atMost(1.1, "1.1"),
	}, err
}

// peakOfYear imports a year's usage of some subscriptions, as one file, into a copy of a
// database and returns the most memory that this took.
func (b *bench) peakOfYear(db string, subscriptions int) (float64, error) {
	file, err := b.world.writeUsage(b.folder, 1, monthsAtFirst, subscriptions)
	if err != nil {
		return 0, err
	}
	copied := b.path("year.db")
	if err := copyDB(copied, db); err != nil {
		return 0, err
	}
	b.say("importing a year of %d subscriptions", subscriptions)
	var most int64
	_, err = command{name: b.shimei, args: []string{"--db", copied, "import", file}, peak: &most}.run(b.ctx)
	if err == nil && most == 0 {
		err = errors.New("this system does not tell how much memory a process takes; leave the work out by --only")
	}
	return float64(most), errors.Join(err, os.Remove(file), removeDB(copied))
}
