package main

import (
	"fmt"
	"time"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/programme"
	"shimei/store/report"
)

type monthCommand struct {
	List     monthListCommand     `cmd:"" help:"List the months with how many usage reports are in, and who declared them complete."`
	Complete monthCompleteCommand `cmd:"" help:"Declare a month complete: figures are of the latest such month."`
	Reopen   monthReopenCommand   `cmd:"" help:"Take back that a month is complete."`
}

type monthListCommand struct {
	Format string `enum:"table,json,csv" default:"table" help:"Form of the output: ${enum}."`
}

type monthObject struct {
	Month       string `json:"month"`
	Reported    int64  `json:"reported"`
	State       string `json:"state"`
	CompleteAt  string `json:"complete_at"`
	CompletedBy string `json:"completed_by"`
	Default     bool   `json:"default"`
}

// monthStates returns the months, latest first, as the command shows them.
func monthStates(months []report.MonthState, b report.Basis) []monthObject {
	objects := make([]monthObject, 0, len(months))
	for k := len(months) - 1; k >= 0; k-- {
		m := months[k]
		o := monthObject{Month: m.Month.String(), Reported: m.Reported, State: "open", Default: b.Through != nil && *b.Through == m.Month}
		switch {
		case m.Closed:
			o.State = "closed"
		case m.Complete:
			o.State = "complete"
		}
		if m.CompleteAt != nil {
			o.CompleteAt, o.CompletedBy = m.CompleteAt.In(b.Programme.Zone).Format(time.RFC3339), m.CompletedBy
		}
		objects = append(objects, o)
	}
	return objects
}

// Run lists the months with usage, latest first.
func (c monthListCommand) Run(t *terminal) error {
	return t.with(db.MayRead, func(s *store.Store) error {
		months, err := s.Months(t.ctx)
		if err != nil {
			return err
		}
		b, err := s.Basis(t.ctx)
		if err != nil {
			return err
		}
		objects := monthStates(months, b)
		if c.Format == "json" {
			return writeJSON(t.out, objects)
		}
		rows := [][]string{{"month", "reported", "state", "complete_at", "completed_by", "default"}}
		for _, o := range objects {
			rows = append(rows, []string{o.Month, fmt.Sprint(o.Reported), o.State, o.CompleteAt, o.CompletedBy, map[bool]string{true: "default"}[o.Default]})
		}
		return writeRows(t.out, c.Format, rows, 6)
	})
}

type monthCompleteCommand struct {
	Month month `arg:"" help:"The month, such as 2016-04."`
}

// Run declares a month complete.
func (c monthCompleteCommand) Run(t *terminal) error {
	return t.declaring(func(s *store.Store) error { return s.CompleteMonth(t.ctx, account(), *c.Month.Month) },
		fmt.Sprintf("%s is complete.", c.Month.Month))
}

type monthReopenCommand struct {
	Month month `arg:"" help:"The month, such as 2016-04."`
}

// Run takes back that a month is complete.
func (c monthReopenCommand) Run(t *terminal) error {
	return t.declaring(func(s *store.Store) error { return s.ReopenMonth(t.ctx, account(), *c.Month.Month) },
		fmt.Sprintf("%s is not declared complete.", c.Month.Month))
}

// declaring changes which months are whole, and says which one figures are of by it.
func (t *terminal) declaring(change func(*store.Store) error, said string) error {
	return t.with(db.MayChange, func(s *store.Store) error {
		if err := change(s); err != nil {
			return err
		}
		fmt.Fprintln(t.err, said)
		return t.sayFreshness(s)
	})
}

// showing runs fn, which shows figures, and says what they rest on.
func (t *terminal) showing(fn func(*store.Store) error) error {
	return t.with(db.MayRead, func(s *store.Store) error {
		if err := fn(s); err != nil {
			return err
		}
		return t.sayFreshness(s)
	})
}

// sayFreshness says which month figures are of, when facts came in and which months are in progress
// (R10), beside the result and not in it.
func (t *terminal) sayFreshness(s *store.Store) error {
	b, err := s.Basis(t.ctx)
	if err != nil {
		return err
	}
	if b.Through == nil {
		fmt.Fprintln(t.err, "No usage data yet.")
		return nil
	}
	line := fmt.Sprintf("Data through %s", *b.Through)
	if b.Received != nil {
		line += fmt.Sprintf("; facts received %s", b.Received.In(b.Programme.Zone).Format(time.RFC3339))
	}
	fmt.Fprintln(t.err, line+".")
	for _, m := range b.InProgress {
		fmt.Fprintln(t.err, inProgress(m))
	}
	return nil
}

// inProgress says how much of a month is in: as many reports as there are subscriptions, and tenants'
// products, with any usage.
func inProgress(m programme.MonthReported) string {
	said := fmt.Sprintf("%s is in progress: %d", m.Month, m.Reported)
	reports := map[bool]string{true: "usage report is in", false: "usage reports are in"}
	switch {
	case m.Of == 0: // no month before it counts
		return fmt.Sprintf("%s %s.", said, reports[m.Reported == 1])
	case m.Reported > m.Of:
		return fmt.Sprintf("%s %s, more than before (%d).", said, reports[false], m.Of)
	}
	return fmt.Sprintf("%s of %d %s.", said, m.Of, reports[m.Of == 1])
}
