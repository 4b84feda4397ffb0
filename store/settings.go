package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// ErrZone is returned for a time zone that there is not.
var ErrZone = errors.New("is no time zone; write a name such as Asia/Tokyo")

// Settings are how a person has pages shown.
type Settings struct {
	Language string // "en" or "ja"
	Theme    string // "light", "dark" or "" for the system's
	Zone     string // in which moments are shown, by its IANA name; "" for the programme's
}

// SetSettings keeps how a person has pages shown, or is ErrZone.
func (s *Store) SetSettings(ctx context.Context, person int64, x Settings) error {
	if x.Zone = strings.TrimSpace(x.Zone); x.Zone != "" {
		if _, err := programme.Zone(x.Zone); err != nil {
			return fmt.Errorf("%q %w", x.Zone, ErrZone)
		}
	}
	return s.update(ctx, func(w *work) error {
		return w.tx.Exec("UPDATE people SET language = $2, theme = $3, zone = $4 WHERE id = $1", person, x.Language, x.Theme, x.Zone)
	})
}

// SetLanguage keeps the language that a person chose.
func (s *Store) SetLanguage(ctx context.Context, person int64, language string) error {
	return s.update(ctx, func(w *work) error {
		return w.tx.Exec("UPDATE people SET language = $2 WHERE id = $1", person, language)
	})
}

// SetTheme keeps the theme that a person chose.
func (s *Store) SetTheme(ctx context.Context, person int64, theme string) error {
	return s.update(ctx, func(w *work) error {
		return w.tx.Exec("UPDATE people SET theme = $2 WHERE id = $1", person, theme)
	})
}

// SetName gives a person the name that others read, and its reading, by which lists sort it.
func (s *Store) SetName(ctx context.Context, who directory.Person, name, reading string) error {
	name, reading = strings.TrimSpace(name), strings.TrimSpace(reading)
	if name == "" {
		return ErrNoName
	}
	return s.update(ctx, func(w *work) error {
		if err := w.setName(who.Key, name, reading); err != nil {
			return err
		}
		return w.tellChange(directory.NameChanged, who, who, map[string]string{"name": who.Name, "reading": who.Reading}, map[string]string{"name": name, "reading": reading})
	})
}

// setName keeps a name and its reading, and by what both are sorted and found.
func (w *work) setName(person int64, name, reading string) error {
	return w.tx.Exec("UPDATE people SET name = $2, reading = $3, sorted = $4, found = $5 WHERE id = $1",
		person, name, reading, db.SortedAs(name, reading), db.FoundAs(name, reading))
}
