package main

import (
	"bufio"
	"fmt"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/export"
)

type statementCommand struct {
	List   statementListCommand   `cmd:"" help:"List the months, with who closed them and their hashes."`
	Close  statementCloseCommand  `cmd:"" help:"Close a month: its credits are kept as they are now."`
	Export statementExportCommand `cmd:"" help:"Write a partner's statement of a month."`
}

type statementListCommand struct {
	Format string `enum:"table,json,csv" default:"table" help:"Form of the output: ${enum}."`
}

type statementObject struct {
	Month         string `json:"month"`
	State         string `json:"state"`
	ClosedAt      string `json:"closed_at"`
	ClosedBy      string `json:"closed_by"`
	Programme     string `json:"programme"`
	ProgrammeHash string `json:"programme_hash"`
	Hash          string `json:"hash"`
}

// Run lists the months with facts, latest first.
func (c statementListCommand) Run(t *terminal) error {
	return t.with(db.MayRead, func(s *store.Store) error {
		all, err := s.Statements(t.ctx)
		if err != nil {
			return err
		}
		objects := make([]statementObject, 0, len(all))
		rows := [][]string{{"month", "state", "closed_at", "closed_by", "programme", "programme_hash", "hash"}}
		for _, m := range all {
			o := statementObject{Month: m.Month.String(), State: "open", Programme: m.Programme.ID, ProgrammeHash: m.Programme.Hash}
			if m.ClosedAt != nil {
				o.State, o.ClosedAt, o.ClosedBy, o.Hash = "closed", m.ClosedAt.Format("2006-01-02T15:04:05Z07:00"), m.ClosedBy, m.Hash
			}
			objects = append(objects, o)
			rows = append(rows, []string{o.Month, o.State, o.ClosedAt, o.ClosedBy, o.Programme, o.ProgrammeHash, o.Hash})
		}
		if c.Format == "json" {
			return writeJSON(t.out, objects)
		}
		return writeRows(t.out, c.Format, rows, len(rows[0]))
	})
}

type statementCloseCommand struct {
	Month month `arg:"" help:"The month, such as 2016-04."`
}

// Run closes a month.
func (c statementCloseCommand) Run(t *terminal) error {
	return t.with(db.MayChange, func(s *store.Store) error {
		if err := s.CloseMonth(t.ctx, account(), *c.Month.Month); err != nil {
			return err
		}
		fmt.Fprintf(t.err, "%s is closed. What is corrected of it from now on stands in the next statement.\n", c.Month.Month)
		return nil
	})
}

type statementExportCommand struct {
	Partner string `required:"" placeholder:"ID" help:"The account of this partner."`
	Month   month  `required:"" placeholder:"2016-04" help:"The month of the statement."`
	Format  string `enum:"csv,json,xlsx" default:"csv" help:"Form of the output: ${enum}."`
}

// Run writes a statement to standard output.
func (c statementExportCommand) Run(t *terminal) error {
	return t.with(db.MayRead, func(s *store.Store) error {
		out := bufio.NewWriter(t.out)
		if err := export.Statement(t.ctx, s, c.Partner, *c.Month.Month, c.Format, out); err != nil {
			return err
		}
		return out.Flush()
	})
}

type verifyCommand struct{}

// Run verifies statements, credits and database and fails where anything differs.
func (verifyCommand) Run(t *terminal) error {
	return t.with(db.MayRead, func(s *store.Store) error {
		found, err := s.Verify(t.ctx)
		if err != nil {
			return err
		}
		for _, d := range found {
			fmt.Fprintln(t.out, d)
		}
		fmt.Fprintf(t.out, "%d differences\n", len(found))
		if len(found) > 0 {
			return errSaid
		}
		return nil
	})
}
