package main

import (
	"fmt"

	"shimei/store"
	"shimei/store/db"
)

type userFactorsCommand struct {
	Email string `arg:"" help:"Mail address of the account."`
}

// Run takes the second factors from an account.
func (c userFactorsCommand) Run(t *terminal) error {
	return t.with(db.MayChange, func(s *store.Store) error {
		forgotten, err := s.ForgetFactorsOf(t.ctx, c.Email)
		if err != nil {
			return err
		}
		if !forgotten {
			fmt.Fprintf(t.err, "%s has no second step of signing in; nothing was changed.\n", c.Email)
			return nil
		}
		fmt.Fprintf(t.err, "%s signs in without a second step, and sets up another one where one is wanted.\n", c.Email)
		return nil
	})
}
