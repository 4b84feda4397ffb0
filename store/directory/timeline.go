package directory

import (
	"cmp"
	"database/sql"
	"slices"

	"shimei/store/db"
	"shimei/store/programme"
)

// Action is what a person did to an association.
type Action string

// The actions that events record.
const (
	Nominated Action = "nominated"
	Changed   Action = "changed"
	Removed   Action = "removed"
)

// Event is one entry of a timeline: what a person did, or what a file or a sale brought.
type Event struct {
	At           programme.Instant
	Action       Action // "" for what a file or a sale brought
	Opened       bool   // of a file or a sale: the association begins; else it ends
	Route        int    // place in Programme.Routes
	Source       string // "nomination", "import" or "sale"
	By           string // the person's name, or ""
	Subscription string // id, "" for the db.Whole tenant
	Partner      *Partner
	Earlier      *Partner // who was replaced, or removed
	Reference    string

	until programme.Instant // end of the association that it opened
}

// events returns what people did, latest first.
func (d Directory) events(where string, args ...any) (found []Event, err error) {
	route, _ := d.p.Route(programme.DPOR)
	err = d.tx.Each(func(scan db.Scan) error {
		e := Event{Source: "nomination", Route: route}
		var partner, earlier Partner
		var until sql.NullInt64
		if err := scan(&e.At, &e.Action, &e.Reference, &e.By, &e.Subscription, &until, &partner.ID, &partner.Name, &earlier.ID, &earlier.Name); err != nil {
			return err
		}
		e.until = db.InstantOrNoEnd(until)
		if partner.ID != "" {
			e.Partner = &partner
		}
		if earlier.ID != "" {
			e.Earlier = &earlier
		}
		found = append(found, e)
		return nil
	}, `SELECT e.at, e.action, e.reference, coalesce(x.name, ''), coalesce(s.subscription_id, ''), a.to_at,
			coalesce(p.partner_id, ''), coalesce(p.name, ''), coalesce(q.partner_id, ''), coalesce(q.name, '')
		FROM events e LEFT JOIN people x ON x.id = e.person_id LEFT JOIN subscriptions s ON s.id = e.subscription_id
			LEFT JOIN associations a ON a.id = e.association_id
			LEFT JOIN partners p ON p.id = e.partner_id LEFT JOIN partners q ON q.id = e.earlier_partner_id
		WHERE `+where+` ORDER BY e.at DESC, e.id DESC`, args...)
	return found, err
}

// timeline joins what people did with the beginnings and ends that files and sales brought
// to some associations, latest first. Nothing that lies ahead is in it.
func (d Directory) timeline(associations []Association, where string, args ...any) ([]Event, error) {
	line, err := d.events(where, args...)
	if err != nil {
		return nil, err
	}
	for k := range associations {
		a := &associations[k]
		if a.closedByPerson && a.To <= a.From {
			continue // it never began
		}
		e := Event{At: a.From, Opened: true, Route: a.Route, Source: a.Source, Subscription: a.Subscription, Partner: &a.Partner}
		if a.Source != "nomination" && a.From <= d.tx.Now {
			line = append(line, e)
		}
		if a.To <= d.tx.Now && !a.closedByPerson {
			e.At, e.Opened = a.To, false
			line = append(line, e)
		}
	}
	slices.SortStableFunc(line, func(a, b Event) int {
		return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(a.atOnce(), b.atOnce()))
	})
	return line, nil
}

// atOnce orders what happened at the same instant: below the beginning of an association
// stands the end of the one before it.
func (e *Event) atOnce() int {
	if e.Action == "" && !e.Opened {
		return 1
	}
	return 0
}
