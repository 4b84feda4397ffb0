package store

import (
	"context"
	"database/sql"
	"fmt"

	"shimei/store/db"
	"shimei/store/programme"
)

// inForce is a programme as it was last read from the database.
type inForce struct {
	hash      string
	programme *programme.Programme
}

// Programme returns the programme in force.
func (s *Store) Programme(ctx context.Context) (*programme.Programme, error) {
	return read(ctx, s, func(w *work) (*programme.Programme, error) { return w.p, nil })
}

// programmeOf returns the programme in force, which has this hash: read anew where another
// process changed it. Without a hash there is none yet.
func (s *Store) programmeOf(tx *db.Tx, hash sql.NullString) (*programme.Programme, error) {
	if !hash.Valid {
		return nil, nil
	}
	if current := s.current.Load(); current != nil && current.hash == hash.String {
		return current.programme, nil
	}
	var name, source string
	if _, err := tx.One([]any{&name, &source}, "SELECT name, source FROM programmes WHERE id = (SELECT max(id) FROM programmes)"); err != nil {
		return nil, err
	}
	p, err := programme.Load(name, []byte(source))
	if err != nil {
		return nil, fmt.Errorf("the programme kept in the database: %w", err)
	}
	s.current.Store(&inForce{hash.String, p})
	return p, nil
}

// putInForce records the programme and derives all credits by it, where it differs from
// the one in force. Without one the database keeps its own, and a new database gets the
// built-in one. from is that of Adopting. changed reports that another one was in force before.
func (s *Store) putInForce(ctx context.Context, p *programme.Programme, from *programme.Month, actor string) (changed bool, err error) {
	same := false
	err = s.view(ctx, func(w *work) error {
		same = w.p != nil && (p == nil || p.Hash == w.p.Hash)
		return nil
	})
	if err != nil || same {
		return false, err
	}
	if p == nil {
		p = programme.BuiltIn()
	}
	err = s.bulk(ctx, func(w *work) error {
		changed = w.p != nil && w.p.Hash != p.Hash
		if w.p != nil && !changed {
			return nil
		}
		return w.adopt(p, from, actor)
	})
	return changed, err
}
