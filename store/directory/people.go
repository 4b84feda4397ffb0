package directory

import "shimei/store/db"

// Person is somebody who can sign in.
type Person struct {
	Key          int64
	Email        string // in lower case
	Name         string
	Reading      string // of the name, such as in kana; "" for none
	Role         Role
	Customer     int64  // key of the customer whose the person is, or 0
	Partner      int64  // key of the partner whose the person is, or 0
	Account      int64  // key of that partner's global account, or its own
	Chosen       bool   // of a partner's person: only for chosen locations of the account
	Locations    Keys   // keys of those that are of the account still
	Organisation string // name of that customer or partner
	OrgID        string // its tenant id or partner id
	Language     string // "en", "ja" or "" for the browser's
	Theme        string // "light", "dark" or "" for the system's
	Zone         string // in which moments are shown, by its IANA name; "" for the programme's
	Disabled     bool
	Gone         bool   // erased, moved or merged: nobody signs in with it again
	Joined       bool   // false for one who was invited and has not come in yet
	From         string // the address from which the person asks now; "" where it is not known
	PasswordHash string // what is kept of the password, "" for none
}

// PersonColumns and JoinOrganisation select a person x, who may be none, for Person.Dest.
const (
	PersonColumns = `coalesce(x.id, 0), coalesce(x.email, ''), coalesce(x.name, ''), coalesce(x.role, ''),
	coalesce(x.customer_id, 0), coalesce(x.partner_id, 0), coalesce(p.parent_id, p.id, 0), coalesce(c.name, p.name, ''),
	coalesce(c.tenant_id, p.partner_id, ''), coalesce(x.language, ''), coalesce(x.reading, ''), coalesce(x.theme, ''), coalesce(x.zone, ''), coalesce(x.chosen, FALSE),
	CASE WHEN x.chosen THEN (SELECT string_agg(CAST(l.partner_id AS TEXT), ' ') FROM person_locations l
		JOIN partners o ON o.id = l.partner_id AND coalesce(o.parent_id, o.id) = coalesce(p.parent_id, p.id) WHERE l.person_id = x.id) END`
	JoinOrganisation = ` LEFT JOIN customers c ON c.id = x.customer_id LEFT JOIN partners p ON p.id = x.partner_id `
)

// Dest are what PersonColumns are scanned into.
func (p *Person) Dest() []any {
	return []any{&p.Key, &p.Email, &p.Name, &p.Role, &p.Customer, &p.Partner, &p.Account, &p.Organisation,
		&p.OrgID, &p.Language, &p.Reading, &p.Theme, &p.Zone, &p.Chosen, &p.Locations}
}

// Scope is what of the account a partner's person sees and acts for.
func (p Person) Scope() Scope {
	return Scope{Account: p.Account, Chosen: p.Chosen, Locations: p.Locations}
}

// PeopleWhere returns the people x, of a customer c or a partner p, that end a statement.
func (d Directory) PeopleWhere(where string, args ...any) (found []Person, err error) {
	err = d.tx.Each(func(scan db.Scan) error {
		var p Person
		err := scan(append(p.Dest(), &p.Disabled, &p.Joined, &p.Gone, &p.PasswordHash)...)
		found = append(found, p)
		return err
	}, "SELECT "+PersonColumns+", x.disabled, x.joined_at IS NOT NULL, x.erased_at IS NOT NULL OR x.became IS NOT NULL, x.password FROM people x"+JoinOrganisation+where, args...)
	return found, err
}

// PersonWhere returns the one that ends a statement, or ErrNotFound.
func (d Directory) PersonWhere(where string, args ...any) (Person, error) {
	found, err := d.PeopleWhere(where, args...)
	if err == nil && len(found) == 0 {
		err = db.ErrNotFound
	}
	if err != nil {
		return Person{}, err
	}
	return found[0], nil
}

// PersonFilter narrows the list of people. Empty fields let all through.
type PersonFilter struct {
	Text string // part of the name or its reading, of the address or of the organisation's name
	Role Role
}

// PersonOrder is what the list of people can be sorted by.
var PersonOrder = db.Order{Key: "x.id", Usual: db.Sort{By: "email"}, Columns: map[string]string{
	"email": "x.email", "name": "x.sorted", "role": "x.role", "organisation": "coalesce(c.sorted, p.sorted, '')",
	"state": "CASE WHEN x.disabled THEN 1 ELSE 0 END"}}

// People lists everybody who can sign in, or could, whom the filter lets through.
func (d Directory) People(f PersonFilter) db.List[Person] {
	return db.List[Person]{Tx: d.tx, Order: PersonOrder, From: "people x" + JoinOrganisation, Narrow: f.narrow,
		Read: d.PeopleWhere, Key: func(x *Person) int64 { return x.Key }}
}

func (f PersonFilter) narrow(c *db.Conditions) {
	if f.Text != "" {
		like := db.Contains(f.Text)
		c.Add(`(x.found LIKE ? ESCAPE '\' OR x.email LIKE ? ESCAPE '\' OR coalesce(c.found, p.found, '') LIKE ? ESCAPE '\')`,
			like, like, like)
	}
	if f.Role != "" {
		c.Add("x.role = ?", f.Role)
	}
}
