package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/signin"
)

// ErrErased is returned for what nobody does to an account that is erased.
var ErrErased = errors.New("the account is erased")

// personal are the tables of which an account's rows go as it is erased: what only its person needs.
var personal = append(ownFactors(), "sessions", "devices", "tokens", "passkey_challenges", "unsent_forms", "unmailed", "elected", "chosen_columns", "messages", "identities", "person_locations")

// acting are the columns that name by its address who did something.
var acting = []struct{ table, column string }{{"events", "actor"}, {"imports", "actor"}, {"months", "completed_by"}, {"months", "reopened_by"},
	{"programmes", "adopted_by"}}

// Erase replaces what an account says of its person by a pseudonym, for good: name and address, also where events,
// imports, months and messages to others name them, and the addresses of browsers. What the person did stays, and so do
// all figures. Nobody signs in with it again. It is ErrNotFound for a person whom by does not manage, ErrLastManager
// where nobody would manage the organisation's people any more, and ErrErased at a second time.
func (s *Store) Erase(ctx context.Context, by directory.Person, key int64) error {
	return s.manage(ctx, by, key, func(w *work, p directory.Person) error {
		if err := w.erase(p); err != nil {
			return err
		}
		return w.tellOf(directory.AccountErased, by, p, nil)
	})
}

// EraseAt erases the account with an address, at a shell: also that of the last who manages an organisation.
func (s *Store) EraseAt(ctx context.Context, email string) error {
	return s.update(ctx, func(w *work) error {
		p, err := w.personByEmail(email)
		if err != nil {
			return err
		}
		if err := w.erase(p); err != nil {
			return err
		}
		return w.tell(directory.AccountErased, directory.APerson, p.Key, s.actor)
	})
}

func (w *work) erase(p directory.Person) error {
	pseudonym := "erased-" + strings.ToLower(signin.NewSecret()[:10])
	erased, err := w.tx.Affected(`UPDATE people SET email = $2, password = '', language = '', theme = '', zone = '', disabled = TRUE, erased_at = $3
		WHERE id = $1 AND erased_at IS NULL`, p.Key, pseudonym, w.tx.Now)
	if err == nil && erased == 0 {
		err = ErrErased
	}
	if err != nil {
		return err
	}
	if err := w.setName(p.Key, pseudonym, ""); err != nil {
		return err
	}
	if err := w.deleteOf(p.Key, personal...); err != nil {
		return err
	}
	for _, x := range acting {
		if err := w.tx.Exec("UPDATE "+x.table+" SET "+x.column+" = $2 WHERE "+x.column+" = $1", p.Email, pseudonym); err != nil {
			return err
		}
	}
	// The digest stays, which the hash covers: a statement that was closed before there were digests keeps the address.
	if err := w.tx.Exec("UPDATE statements SET closed_by = $2, closer_salt = '' WHERE closed_by = $1 AND closer_salt <> ''", p.Email, pseudonym); err != nil {
		return err
	}
	if err := w.tx.Exec("DELETE FROM guesses WHERE id IN ($1, $2)", signin.Hashed("account "+p.Email), signin.Hashed("code of account "+p.Email)); err != nil {
		return err
	}
	return errors.Join(w.eraseFromEvents(p, pseudonym), w.eraseFromMessages(p, pseudonym))
}

// eraseFromEvents takes name and address of the account out of its events, and the addresses of browsers out of what its
// person did.
func (w *work) eraseFromEvents(p directory.Person, pseudonym string) error {
	for _, column := range []string{"before", "after"} {
		own := "subject = 'person' AND subject_key = $1"
		err := errors.Join(
			rewrite(w, "events", column, "("+own+")", p.Key, func(values map[string]string) {
				for _, name := range []string{"email", "name", "reading"} {
					if values[name] != "" {
						values[name] = pseudonym
					}
				}
			}),
			rewrite(w, "events", column, "actor_id = $1 OR ("+own+" AND actor_id IS NULL)", p.Key, func(values map[string]string) { delete(values, "address") }))
		if err != nil {
			return err
		}
	}
	return nil
}

// eraseFromMessages takes the name out of what others were told, unless somebody else has the same one.
func (w *work) eraseFromMessages(p directory.Person, pseudonym string) error {
	others, err := w.directory().PeopleWhere("WHERE x.name = $1", p.Name)
	if err != nil || len(others) > 0 {
		return err
	}
	quoted, err := json.Marshal(p.Name)
	if err != nil {
		return err
	}
	like := "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(string(quoted)) + "%"
	return rewrite(w, "messages", "details", `details LIKE $1 ESCAPE '\'`, like, func(d map[string]any) {
		for _, name := range []string{"by", "contact"} {
			if d[name] == p.Name {
				d[name] = pseudonym
			}
		}
	})
}

// rewrite changes what a column of JSON says in the rows that meet a condition of one value.
func rewrite[T any](w *work, table, column, where string, value any, change func(T)) error {
	kept := map[int64]string{}
	err := w.tx.Each(func(scan db.Scan) error {
		var id int64
		var text string
		err := scan(&id, &text)
		kept[id] = text
		return err
	}, "SELECT id, "+column+" FROM "+table+" WHERE "+column+" <> '' AND ("+where+")", value)
	for id, text := range kept {
		if err != nil {
			return err
		}
		var says T
		if err = json.Unmarshal([]byte(text), &says); err != nil {
			return fmt.Errorf("%s %d: %w", table, id, err)
		}
		change(says)
		var now []byte
		if now, err = json.Marshal(says); err == nil {
			err = w.tx.Exec("UPDATE "+table+" SET "+column+" = $2 WHERE id = $1", id, string(now))
		}
	}
	return err
}
