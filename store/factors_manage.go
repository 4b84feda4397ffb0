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
		if err := w.forgetFactors(p); err != nil {
			return err
		}
		return w.tellOf(directory.FactorRemoved, by, p, nil)
	})
}

// ForgetFactorsOf takes the second factors from the account with an address, at a shell: of an admin whom no other one
// can help. It is ErrNotFound for no account, and false where there was nothing to forget.
func (s *Store) ForgetFactorsOf(ctx context.Context, email string) (forgotten bool, err error) {
	err = s.update(ctx, func(w *work) error {
		p, err := w.personByEmail(email)
		if err != nil {
			return err
		}
		f, err := w.factors(p)
		if forgotten = f.Any(); err != nil || !forgotten {
			return err
		}
		if err := w.forgetFactors(p); err != nil {
			return err
		}
		return w.tell(directory.FactorRemoved, directory.APerson, p.Key, s.actor)
	})
	return forgotten, err
}

func (w *work) forgetFactors(p directory.Person) error {
	if err := w.deleteOf(p.Key, factorTables...); err != nil {
		return err
	}
	if err := w.endAll(p.Key); err != nil {
		return err
	}
	return w.tellFactor(p.Key)
}

// WantFactor has all people of the organisation of by, who manages all of them, sign in with a second factor from the next
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
	case by.Account != 0 && !by.Chosen:
		return w.tx.Affected("UPDATE partners SET second_factor = $2 WHERE id = $1 AND second_factor <> $2", by.Account, wanted)
	}
	return 0, ErrNotFound // of the vendor's people, whoever serves the portal decides
}
