package directory

import (
	"slices"
	"strconv"
	"strings"

	"shimei/store/db"
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

func scanPartner(scan db.Scan) (p Partner, err error) {
	err = scan(&p.Key, &p.ID, &p.Name, &p.Country, &p.Email, &p.Suspended, &p.Account)
	return p, err
}

// PartnersWhere returns the partners p, of a global account g, that end a statement: a WHERE, and
// an order where it matters.
func (d Directory) PartnersWhere(where string, args ...any) (found []Partner, err error) {
	err = d.tx.Each(func(scan db.Scan) error {
		p, err := scanPartner(scan)
		found = append(found, p)
		return err
	}, selectPartner+where, args...)
	return found, err
}

// Partner returns a partner by its id with its locations, and whether there is one.
func (d Directory) Partner(id string) (Partner, bool, error) {
	found, err := d.PartnersWhere("WHERE p.partner_key = $1", programme.KeyOf(id))
	if err != nil || len(found) == 0 {
		return Partner{}, false, err
	}
	p := found[0]
	p.Locations, err = d.PartnersWhere("WHERE p.parent_id = $1 ORDER BY p.partner_id", p.Key)
	return p, true, err
}

// candidate returns what the rules ask of a partner before it is nominated.
func (p Partner) candidate(id string, known bool) programme.Candidate {
	return programme.Candidate{ID: id, Known: known, Suspended: p.Suspended, Locations: len(p.Locations)}
}

// Nominee returns the partner that a customer means by an id. The error is the refusal of one
// that cannot be nominated; a global account comes with its locations all the same.
func (d Directory) Nominee(id string) (Partner, error) {
	p, known, err := d.Partner(id)
	if err != nil {
		return p, err
	}
	if known {
		id = p.ID
	}
	return p, programme.CheckCandidate(p.candidate(id, known))
}

// nominable is the condition that a partner p, of a global account g, can be nominated.
const nominable = `NOT p.suspended AND NOT coalesce(g.suspended, FALSE) AND NOT EXISTS (SELECT 1 FROM partners l WHERE l.parent_id = p.id)`

// PartnerSearch is what partners are looked for by. Empty fields let all through.
type PartnerSearch struct {
	Text      string   // part of the name, its reading or the place, the id, or the code of the country
	Countries []string // the codes of those that the text names in words
	Accounts  []int64  // keys of the accounts that they are of
}

// SearchPartners returns up to limit partners that can be nominated and that the search means, by name.
func (d Directory) SearchPartners(s PartnerSearch, limit int) ([]Partner, error) {
	c := db.Where(nominable)
	if s.Text != "" {
		countries := []any{programme.KeyOf(s.Text)}
		for _, code := range s.Countries {
			countries = append(countries, strings.ToLower(code))
		}
		c.Add(`(p.found LIKE ? ESCAPE '\' OR p.partner_key = ? OR lower(p.country) IN (?`+strings.Repeat(", ?", len(s.Countries))+`)
			OR EXISTS (SELECT 1 FROM profiles f WHERE f.partner_id = p.id AND f.found LIKE ? ESCAPE '\'))`,
			slices.Concat([]any{db.Contains(s.Text), programme.KeyOf(s.Text)}, countries, []any{db.Contains(s.Text)})...)
	}
	if s.Accounts != nil {
		c.Add("coalesce(p.parent_id, p.id) IN " + db.Keys(s.Accounts))
	}
	return d.PartnersWhere("WHERE "+c.String()+" ORDER BY p.sorted, p.id LIMIT "+strconv.Itoa(limit), c.Args...)
}
