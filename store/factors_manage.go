package store

import (
	"context"

	"shimei/store/directory"
)

// ForgetFactors takes the second factors from a person whom by manages, who has lost them: the person signs in without,
// and sets up another one where one is wanted. All sessions of the person are ended. It is ErrNotFound for a person of
// others, for by itself, and where there is nothing to forget.
func (s *Store) ForgetFactors(ctx context.Context, by directory.Person, key int64) error {
	return s.update(ctx, func(w *work) error {
		p, err := w.managed(by, key)
		if err != nil {
			return err
		}
		f, err := w.factors(p)
		if err == nil && (!f.Any() || p.Key == by.Key) {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		return w.forgetFactors(by, p)
	})
}

func (w *work) forgetFactors(by, p directory.Person) error {
	for _, table := range []string{"code_apps", "recovery_codes"} {
		if err := w.tx.Exec("DELETE FROM "+table+" WHERE person_id = $1", p.Key); err != nil {
			return err
		}
	}
	if err := w.endAll(p.Key); err != nil {
		return err
	}
	if err := w.tellOf(directory.FactorRemoved, by, p, nil); err != nil {
		return err
	}
	return w.tellFactor(p.Key)
}

// WantFactor has all people of the organisation of by, who manages them, sign in with a second factor from the next
// time on, or no longer.
func (s *Store) WantFactor(ctx context.Context, by directory.Person, wanted bool) error {
	kind := directory.FactorNotWanted
	if wanted {
		kind = directory.FactorWanted
	}
	return s.update(ctx, func(w *work) error {
		changed, err := w.wantFactor(by, wanted)
		if err != nil || changed == 0 {
			return err
		}
		return w.tellOf(kind, by, by, nil)
	})
}

func (w *work) wantFactor(by directory.Person, wanted bool) (changed int64, err error) {
	switch {
	case !by.Role.May(directory.ToManage):
		return 0, ErrNotFound
	case by.Customer != 0:
		return w.tx.Affected("UPDATE customers SET second_factor = $2 WHERE id = $1 AND second_factor <> $2", by.Customer, wanted)
	case by.Account != 0:
		return w.tx.Affected("UPDATE partners SET second_factor = $2 WHERE id = $1 AND second_factor <> $2", by.Account, wanted)
	}
	return 0, ErrNotFound // of the vendor's people, whoever serves the portal decides
}
