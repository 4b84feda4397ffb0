package store

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/outbox"
	"shimei/store/programme"
	"shimei/store/report"
)

// levels is by what told keeps how far accounts were told of their levels, and eventsThrough a number that is
// another one as soon as an event is recorded, also one whose key was drawn before that of another: whatever
// changes a credit is one.
const (
	levels        = "levels"
	eventsThrough = `SELECT coalesce(max(id), 0) * 1024 + (SELECT count(*) FROM events WHERE id > (SELECT coalesce(max(id), 0) - 1000 FROM events)) FROM events`
)

// levelKey is an account in a competency, by the ids that files know.
type levelKey struct{ partner, competency string }

// levelHeld is a level as an account is told of it.
type levelHeld struct {
	level string           // id, "" for none
	ends  *programme.Month // as report.Held has it
}

// levelState is how the levels of all accounts stand, beside what was told last.
type levelState struct {
	last    toldOf
	through int64
	held    []report.Held
	month   *programme.Month // that figures are of
}

// tellLevels tells the people of accounts which levels they gained, lost, or are about to lose, if anything
// happened since they were told last. How things stand is read beside other changes, and what is told is written
// at once: an account is told of how its levels stand now against how it was told last, so that one that fell and
// rose in between is told nothing. Whoever runs this for the first time tells of no level that is held already.
func (s *Store) tellLevels(ctx context.Context) (count int, err error) {
	now, err := read(ctx, s, (*work).levelState)
	if err != nil || now.last.ever && now.last.through == now.through {
		return 0, err
	}
	err = s.update(ctx, func(w *work) error {
		count, err = w.tellLevels(now)
		return err
	})
	return count, err
}

// levelState reads how levels stand, unless nothing happened since that was told.
func (w *work) levelState() (now levelState, err error) {
	if now.last, err = lastTold(w.tx, levels); err != nil {
		return now, err
	}
	if _, err = w.tx.One([]any{&now.through}, eventsThrough); err != nil || now.last.ever && now.last.through == now.through {
		return now, err
	}
	now.month = w.basis.Through
	now.held, err = w.report().AllHeld()
	return now, err
}

func (w *work) tellLevels(now levelState) (count int, err error) {
	first, err := now.last.tell(w.tx, levels, now.through)
	if err != nil || !first {
		return 0, err
	}
	before, err := w.levelsTold()
	if err != nil {
		return 0, err
	}
	after := map[levelKey]levelHeld{}
	for _, x := range now.held {
		after[levelKey{x.Account.ID, w.p.Competencies[x.Competency].ID}] = levelHeld{w.p.Levels[x.Level], x.Ends}
	}
	changes, err := w.keepLevels(before, after, now.last.ever)
	if err != nil {
		return 0, err
	}
	for _, partner := range slices.Sorted(maps.Keys(changes)) {
		if err := w.tellAccount(partner, changes[partner], now.month); err != nil {
			return 0, err
		}
	}
	return len(changes), nil
}

// levelsTold returns what accounts were told last.
func (w *work) levelsTold() (map[levelKey]levelHeld, error) {
	told := map[levelKey]levelHeld{}
	return told, w.tx.Each(func(scan db.Scan) error {
		var k levelKey
		var h levelHeld
		var ends sql.NullInt64
		err := scan(&k.partner, &k.competency, &h.level, &ends)
		if ends.Valid {
			m := programme.Month(ends.Int64)
			h.ends = &m
		}
		told[k] = h
		return err
	}, "SELECT partner_id, competency, level, ends FROM levels_told")
}

// keepLevels keeps what changed, and returns the changes that accounts are told of, by partner id.
func (w *work) keepLevels(before, after map[levelKey]levelHeld, moves bool) (map[string][]outbox.LevelChange, error) {
	changes := map[string][]outbox.LevelChange{}
	all := maps.Clone(before)
	maps.Copy(all, after)
	for _, k := range slices.SortedFunc(maps.Keys(all), w.inOrder) {
		was, is := before[k], after[k]
		if was.level == is.level && equal(was.ends, is.ends) {
			continue
		}
		if found := w.changed(k.competency, was, is, moves); len(found) > 0 {
			changes[k.partner] = append(changes[k.partner], found...)
		}
		if err := w.keepLevel(k, is); err != nil {
			return nil, err
		}
	}
	return changes, nil
}

// inOrder orders by partner id, then as the programme has its competencies.
func (w *work) inOrder(a, b levelKey) int {
	place := func(k levelKey) int {
		return slices.IndexFunc(w.p.Competencies, func(c programme.Competency) bool { return c.ID == k.competency })
	}
	return cmp.Or(cmp.Compare(a.partner, b.partner), cmp.Compare(place(a), place(b)), cmp.Compare(a.competency, b.competency))
}

func (w *work) keepLevel(k levelKey, is levelHeld) error {
	if is.level == "" {
		return w.tx.Exec("DELETE FROM levels_told WHERE partner_id = $1 AND competency = $2", k.partner, k.competency)
	}
	var ends any
	if is.ends != nil {
		ends = *is.ends
	}
	return w.tx.Exec(`INSERT INTO levels_told (partner_id, competency, level, ends) VALUES ($1, $2, $3, $4)
		ON CONFLICT (partner_id, competency) DO UPDATE SET level = excluded.level, ends = excluded.ends`, k.partner, k.competency, is.level, ends)
}

// changed is what an account is told of one competency. That a level ends is told once, and again where it is to
// end earlier.
func (w *work) changed(competency string, was, is levelHeld, moves bool) (found []outbox.LevelChange) {
	rank := func(h levelHeld) int { return slices.Index(w.p.Levels, h.level) }
	switch {
	case !moves:
	case rank(is) > rank(was):
		found = append(found, outbox.LevelChange{Kind: outbox.LevelGained, Competency: competency, Level: is.level})
	case was.level != is.level:
		found = append(found, outbox.LevelChange{Kind: outbox.LevelLost, Competency: competency, Level: was.level, Holds: cmp.Or(is.level, programme.NoLevel)})
	}
	if is.ends != nil && (was.ends == nil || *is.ends < *was.ends || was.level != is.level) {
		found = append(found, outbox.LevelChange{Kind: outbox.LevelEnding, Competency: competency, Level: is.level, Until: is.ends.String()})
	}
	return found
}

// tellAccount tells the people of an account what changed, as one message.
func (w *work) tellAccount(partnerID string, changes []outbox.LevelChange, month *programme.Month) error {
	p, known, err := w.directory().Partner(partnerID)
	if err != nil || !known { // it was taken back
		return err
	}
	h := outbox.Happening{Topic: outbox.Levels, Kind: outbox.LevelsChanged, At: w.tx.Now,
		Details: outbox.Details{Partner: p.Name, PartnerID: p.ID, Levels: changes}}
	if len(changes) == 1 {
		h.Kind = changes[0].Kind
	}
	if month != nil {
		h.About = month.String()
	}
	return outbox.Tell(w.tx, h, outbox.AccountPeople(p.Key))
}

// equal reports whether two months that may be absent are the same.
func equal(a, b *programme.Month) bool { return a == b || a != nil && b != nil && *a == *b }
