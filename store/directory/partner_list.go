package directory

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// PartnerEntry is a partner with the global account that it is a location of.
type PartnerEntry struct {
	Partner
	AccountID, AccountName string // "" of a partner that is its own account
}

// PartnerFilter narrows the list of partners. Empty fields let all through.
type PartnerFilter struct {
	Text      string // part of the name or its reading, or the id
	Suspended *bool  // it or its global account
}

// PartnerOrder is what the list of partners can be sorted by.
var PartnerOrder = db.Order{Key: "p.id", Usual: db.Sort{By: "name"}, Columns: map[string]string{
	"name": "p.sorted", "id": "p.partner_id", "country": "p.country", "account": "coalesce(g.sorted, '')"}}

const fromPartners = "partners p LEFT JOIN partners g ON g.id = p.parent_id"

func (d Directory) partnerEntries(where string, args ...any) (found []PartnerEntry, err error) {
	err = d.tx.Each(func(scan db.Scan) error {
		var p PartnerEntry
		err := scan(&p.Key, &p.ID, &p.Name, &p.Country, &p.Email, &p.Suspended, &p.AccountID, &p.AccountName)
		found = append(found, p)
		return err
	}, `SELECT p.id, p.partner_id, p.name, p.country, p.email, p.suspended OR coalesce(g.suspended, FALSE),
		coalesce(g.partner_id, ''), coalesce(g.name, '') FROM `+fromPartners+" "+where, args...)
	return found, err
}

func (f PartnerFilter) narrow(c *db.Conditions) {
	if f.Text != "" {
		c.Add(`(p.found LIKE ? ESCAPE '\' OR p.partner_key = ?)`, db.Contains(f.Text), programme.KeyOf(f.Text))
	}
	if f.Suspended != nil {
		c.Add("(p.suspended OR coalesce(g.suspended, FALSE)) = ?", *f.Suspended)
	}
}

// Partners lists the partners that the filter lets through.
func (d Directory) Partners(f PartnerFilter) db.List[PartnerEntry] {
	return db.List[PartnerEntry]{Tx: d.tx, Order: PartnerOrder, From: fromPartners, Narrow: f.narrow,
		Read: d.partnerEntries, Key: func(p *PartnerEntry) int64 { return p.Key }}
}
