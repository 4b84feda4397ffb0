package store

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// OwnData is what the portal keeps of a person, as the person takes it along. Instants are of UTC.
type OwnData struct {
	Email        string       `json:"email"`
	Name         string       `json:"name"`
	Role         string       `json:"role"`
	Organisation string       `json:"organisation"`
	ID           string       `json:"organisation_id"`
	Locations    string       `json:"locations,omitempty"` // ids of chosen ones, with spaces between them
	Reading      string       `json:"reading"`
	Language     string       `json:"language"`
	Theme        string       `json:"theme"`
	Zone         string       `json:"zone"` // in which moments are shown
	Columns      []OwnColumns `json:"columns"`
	SecondFactor bool         `json:"second_factor"`
	Devices      int64        `json:"known_browsers"`
	Sessions     []OwnSession `json:"sessions"`
	Events       []OwnEvent   `json:"events"`
	Messages     []OwnMessage `json:"messages"`
}

// OwnSession is a browser in which the person is signed in.
type OwnSession struct {
	Browser string    `json:"browser"`
	Address string    `json:"address"`
	Began   time.Time `json:"began_at"`
	Seen    time.Time `json:"seen_at"`
}

// OwnColumns are the columns that the person has a list show.
type OwnColumns struct {
	List    string   `json:"list"` // its address
	Columns []string `json:"columns"`
}

// OwnEvent is something that the person did, or that happened to the account.
type OwnEvent struct {
	At        time.Time       `json:"at"`
	Kind      string          `json:"kind"`
	Of        string          `json:"of"` // such as association or person
	Reference string          `json:"reference,omitempty"`
	Before    json.RawMessage `json:"before,omitempty"`
	After     json.RawMessage `json:"after,omitempty"`
}

// OwnMessage is something that the person was told.
type OwnMessage struct {
	At      time.Time       `json:"at"`
	Kind    string          `json:"kind"`
	About   string          `json:"about,omitempty"`
	Details json.RawMessage `json:"details,omitempty"`
}

// ExportOwn returns what the portal keeps of a person, and records that it was taken along.
func (s *Store) ExportOwn(ctx context.Context, who directory.Person) (d OwnData, err error) {
	err = s.update(ctx, func(w *work) error {
		if d, err = w.ownData(who); err != nil {
			return err
		}
		return w.tellOf(directory.DataExported, who, who, nil)
	})
	return d, err
}

// ExportOf is ExportOwn at a shell, of the account with an address.
func (s *Store) ExportOf(ctx context.Context, email string) (d OwnData, err error) {
	err = s.update(ctx, func(w *work) error {
		p, err := w.personByEmail(email)
		if err != nil {
			return err
		}
		if d, err = w.ownData(p); err != nil {
			return err
		}
		return w.tell(directory.DataExported, directory.APerson, p.Key, s.actor)
	})
	return d, err
}

func (w *work) ownData(p directory.Person) (d OwnData, err error) {
	d = OwnData{Email: p.Email, Name: p.Name, Role: string(p.Role), Organisation: p.Organisation, ID: p.OrgID, Language: p.Language, Reading: p.Reading, Theme: p.Theme, Zone: p.Zone,
		Columns: []OwnColumns{}, Sessions: []OwnSession{}, Events: []OwnEvent{}, Messages: []OwnMessage{}}
	if d.Locations, err = w.idsOf(p.Locations); err != nil {
		return d, err
	}
	f, err := w.factors(p)
	if err != nil {
		return d, err
	}
	d.SecondFactor = f.Any()
	if _, err := w.tx.One([]any{&d.Devices}, "SELECT count(*) FROM devices WHERE person_id = $1", p.Key); err != nil {
		return d, err
	}
	for _, part := range []func(int64, *OwnData) error{w.ownColumns, w.ownSessions, w.ownEvents, w.ownMessages} {
		if err := part(p.Key, &d); err != nil {
			return d, err
		}
	}
	return d, nil
}

func utc(at programme.Instant) time.Time { return time.UnixMilli(int64(at)).UTC() }

func (w *work) ownColumns(person int64, d *OwnData) error {
	return w.tx.Each(func(scan db.Scan) error {
		var x OwnColumns
		var kept string
		err := scan(&x.List, &kept)
		x.Columns = strings.Split(kept, ",")
		d.Columns = append(d.Columns, x)
		return err
	}, "SELECT list, columns FROM chosen_columns WHERE person_id = $1 ORDER BY list", person)
}

func (w *work) ownSessions(person int64, d *OwnData) error {
	return w.tx.Each(func(scan db.Scan) error {
		var x OwnSession
		var began, seen programme.Instant
		err := scan(&x.Browser, &x.Address, &began, &seen)
		x.Began, x.Seen = utc(began), utc(seen)
		d.Sessions = append(d.Sessions, x)
		return err
	}, "SELECT browser, address, began_at, seen_at FROM sessions WHERE person_id = $1 AND expires_at > $2 ORDER BY began_at", person, w.tx.Now)
}

func (w *work) ownEvents(person int64, d *OwnData) error {
	return w.tx.Each(func(scan db.Scan) error {
		var x OwnEvent
		var at programme.Instant
		var before, after string
		err := scan(&at, &x.Kind, &x.Of, &x.Reference, &before, &after)
		x.At, x.Before, x.After = utc(at), raw(before), raw(after)
		d.Events = append(d.Events, x)
		return err
	}, `SELECT at, kind, subject, reference, before, after FROM events WHERE actor_id = $1 OR subject = 'person' AND subject_key = $1 ORDER BY id`, person)
}

func (w *work) ownMessages(person int64, d *OwnData) error {
	return w.tx.Each(func(scan db.Scan) error {
		var x OwnMessage
		var at programme.Instant
		var details string
		err := scan(&at, &x.Kind, &x.About, &details)
		x.At, x.Details = utc(at), raw(details)
		d.Messages = append(d.Messages, x)
		return err
	}, "SELECT at, kind, about, details FROM messages WHERE person_id = $1 ORDER BY id", person)
}

// raw is JSON as it is kept; nothing for "".
func raw(text string) json.RawMessage {
	if text == "" {
		return nil
	}
	return json.RawMessage(text)
}
