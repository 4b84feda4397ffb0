package store

import (
	"context"
	"strings"

	"golang.org/x/text/width"

	"shimei/store/programme"
)

// Partner is a partner of the programme.
type Partner struct {
	Key       int64
	ID        string // the partner id that a customer types
	Name      string
	Country   string
	Email     string
	Suspended bool      // it, or its global account
	Account   int64     // key of its global account, or its own
	Locations []Partner // of a global account, by id
}

const selectPartner = `SELECT p.id, p.partner_id, p.name, p.country, p.email,
	p.suspended OR coalesce(g.suspended, FALSE), coalesce(p.parent_id, p.id)
	FROM partners p LEFT JOIN partners g ON g.id = p.parent_id `

func scanPartner(scan func(...any) error) (p Partner, err error) {
	err = scan(&p.Key, &p.ID, &p.Name, &p.Country, &p.Email, &p.Suspended, &p.Account)
	return p, err
}

func (t *tx) partners(where string, args ...any) (found []Partner, err error) {
	err = t.each(func(scan func(...any) error) error {
		p, err := scanPartner(scan)
		found = append(found, p)
		return err
	}, selectPartner+where, args...)
	return found, err
}

// partner returns a partner by its id with its locations, and whether there is one.
func (t *tx) partner(id string) (Partner, bool, error) {
	found, err := t.partners("WHERE p.partner_id = $1", id)
	if err != nil || len(found) == 0 {
		return Partner{}, false, err
	}
	p := found[0]
	p.Locations, err = t.partners("WHERE p.parent_id = $1 ORDER BY p.partner_id", p.Key)
	return p, true, err
}

// candidate returns what the rules ask of a partner before it is nominated.
func (p Partner) candidate(id string, known bool) programme.Candidate {
	return programme.Candidate{ID: id, Known: known, Suspended: p.Suspended, Locations: len(p.Locations)}
}

// CheckPartner returns the partner that a customer means by an id. The error is the refusal
// of one that cannot be nominated; a global account comes with its locations all the same.
func (s *Store) CheckPartner(ctx context.Context, id string) (p Partner, err error) {
	err = s.view(ctx, func(t *tx) error {
		var known bool
		if p, known, err = t.partner(id); err != nil {
			return err
		}
		return programme.CheckCandidate(p.candidate(id, known))
	})
	return p, err
}

// SearchPartners returns up to limit partners that can be nominated and whose name or
// country holds the text, by name.
func (s *Store) SearchPartners(ctx context.Context, text string, limit int) (found []Partner, err error) {
	err = s.view(ctx, func(t *tx) error {
		found, err = t.partners(`WHERE (p.found LIKE $1 ESCAPE '\' OR lower(p.country) = lower($2))
			AND NOT p.suspended AND NOT coalesce(g.suspended, FALSE)
			AND NOT EXISTS (SELECT 1 FROM partners l WHERE l.parent_id = p.id)
			ORDER BY p.sorted, p.id LIMIT $3`, contains(text), usualWidth(text), limit)
		return err
	})
	return found, err
}

// usualWidth is an id with its letters and digits half-width, however a Japanese keyboard gave
// them.
func usualWidth(s string) string { return width.Fold.String(s) }

// contains makes a LIKE pattern for folded texts that hold s.
func contains(s string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(folded(s)) + "%"
}
