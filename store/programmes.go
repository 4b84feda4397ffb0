package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

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
// built-in one. changed reports that another one was in force before.
func (s *Store) putInForce(ctx context.Context, p *programme.Programme, actor string) (changed bool, err error) {
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
		return w.adopt(p, actor)
	})
	return changed, err
}

// UnfitError says one thing for which a programme cannot be put in force in a database.
type UnfitError struct {
	Kind      UnfitKind
	Programme string // id
	Held      string // by the database: the id that the programme does not know, or the currency
	Currency  string // of the programme, where it is another
}

// UnfitKind tells in which respect a programme does not fit a database.
type UnfitKind string

// What the database holds.
const (
	UnfitProduct  UnfitKind = "product"
	UnfitRoute    UnfitKind = "route"
	UnfitCurrency UnfitKind = "currency"
)

// Error returns the cause, then the remedy.
func (e UnfitError) Error() string {
	if e.Kind == UnfitCurrency {
		return fmt.Sprintf("the database counts money in %s and the programme %s in %s: start a database of its own", e.Held, e.Programme, e.Currency)
	}
	return fmt.Sprintf("the database holds %s %q, which the programme %s does not know: add it to the file", e.Kind, e.Held, e.Programme)
}

// fits refuses a programme that does not know a product or route that the database holds, or that has
// another currency. The error joins an UnfitError for each.
func (w *work) fits(p *programme.Programme) error {
	var unknown []error
	check := func(query string, kind UnfitKind, known func(string) bool) error {
		return w.tx.Each(func(scan db.Scan) error {
			var id string
			if err := scan(&id); err != nil {
				return err
			}
			if !known(id) {
				unknown = append(unknown, UnfitError{Kind: kind, Programme: p.ID, Held: id})
			}
			return nil
		}, query)
	}
	err := errors.Join(
		check("SELECT DISTINCT product FROM subscriptions", UnfitProduct, func(id string) bool { _, ok := p.Product(id); return ok }),
		check("SELECT DISTINCT route FROM associations", UnfitRoute, func(id string) bool { _, ok := p.Route(id); return ok }))
	if err != nil {
		return err
	}
	if w.p != nil && w.p.Currency != p.Currency {
		unknown = append(unknown, UnfitError{UnfitCurrency, p.ID, w.p.Currency, p.Currency})
	}
	slices.SortFunc(unknown, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(unknown...)
}
