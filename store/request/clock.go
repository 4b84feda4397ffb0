package request

import (
	"shimei/store/directory"
	"shimei/store/programme"
)

// Over records what the clock does to requests whose time is over, at most limit of them, the longest ago
// first, and returns them as they are then. Nothing hangs on when this runs: an association has its end
// from its beginning, and a request that nobody answered in time can be answered by nobody.
func (r Requests) Over(limit int) (over []Request, err error) {
	type late struct {
		key   int64
		state programme.State
		due   programme.Instant
	}
	var due []late
	if err := r.tx.Each(func(scan func(...any) error) error {
		var l late
		err := scan(&l.key, &l.state, &l.due)
		due = append(due, l)
		return err
	}, `SELECT id, state, due_at FROM requests WHERE due_at <= $1 AND state IN ('proposed', 'returned', 'active') ORDER BY due_at, id LIMIT $2`, r.tx.Now, limit); err != nil {
		return nil, err
	}
	for _, l := range due {
		q, err := r.pass(l.key, l.state, l.due)
		if err != nil {
			return over, err
		}
		over = append(over, q)
	}
	return over, nil
}

// pass records that the time of one request was over at an instant.
func (r Requests) pass(key int64, state programme.State, at programme.Instant) (Request, error) {
	found, err := r.where("WHERE r.id = $1", key)
	if err != nil {
		return Request{}, err
	}
	q, act := found[0], programme.ActLapse
	if state == programme.StateActive {
		act = programme.ActExpire
	}
	q.Life.Due = programme.NoEnd
	if err := r.update(&q); err != nil {
		return q, err
	}
	return q, r.record(&q, act, directory.Person{}, at, state, Said{})
}
