package main

import (
	"errors"
	"fmt"

	"shimei/store"
	"shimei/store/programme"
	"shimei/store/report"
)

type simulateCommand struct {
	Month  month  `placeholder:"2016-04" help:"Evaluation month; by default the latest that was declared complete, or else that counts."`
	All    bool   `help:"Show the accounts and competencies whose level stays, too."`
	Format string `enum:"table,json,csv" default:"table" help:"Form of the output: ${enum}."`
}

// Run compares the levels of all accounts under the programme in force and under that of
// --programme, which is not put in force. A table begins with the totals; CSV has the rows
// alone, one a requirement.
func (c simulateCommand) Run(t *terminal) error {
	p, err := programmeOf(t.cli.Programme)
	if err == nil && p == nil {
		err = misuse{errors.New("name the programme file to try with --programme FILE")}
	}
	if err != nil {
		return err
	}
	inForce := t.given(func(c *cli) { c.Programme = "" }) // to compare with
	return inForce.showing(func(s *store.Store) error {
		sim, err := s.Simulate(t.ctx, p, c.Month.Month)
		if err != nil {
			return err
		}
		rows := sim.Changed()
		if c.All {
			rows = sim.Rows
		}
		if c.Format == "json" {
			return writeJSON(t.out, simulationJSON(sim, rows))
		}
		if c.Format == "table" {
			if err := writeRows(t.out, c.Format, totalRows(sim), 1); err != nil {
				return err
			}
			fmt.Fprintln(t.out)
		}
		return writeRows(t.out, c.Format, sim.Table(rows), 8)
	})
}

// totalRows are the totals, one line a competency.
func totalRows(sim report.Simulation) [][]string {
	head := []string{"competency"}
	for _, level := range sim.Levels() {
		head = append(head, level+"_before", level+"_after")
	}
	rows := [][]string{append(head, "gained", "lost")}
	for _, x := range sim.Totals {
		row := []string{x.Competency}
		for _, h := range x.Holders {
			row = append(row, fmt.Sprint(h.Before), fmt.Sprint(h.After))
		}
		rows = append(rows, append(row, fmt.Sprint(x.Gained), fmt.Sprint(x.Lost)))
	}
	return rows
}

// simulationObject is the JSON of simulate. Programmes are named by id and by the hash of
// their file; levels are ids, "none" for none; money is a decimal string, counts are numbers,
// and a figure or threshold that a side does not have is left out. move is gains, loses,
// differs (a level of another name, neither above nor below) or empty. short is what
// is lacking of the new programme's need for the level that is lost, and spare, which is there where a
// level is gained, what is beyond the new need for that one.
type simulationObject struct {
	Month  string          `json:"month"`
	Before programmeObject `json:"before"`
	After  programmeObject `json:"after"`
	Totals []totalObject   `json:"totals"`
	Rows   []movedObject   `json:"rows"`
}

type programmeObject struct {
	ID   string `json:"id"`
	Hash string `json:"sha256"`
}

type totalObject struct {
	Competency string         `json:"competency"`
	Before     map[string]int `json:"before"` // accounts that hold exactly the level, by level
	After      map[string]int `json:"after"`
	Gained     int            `json:"gained"`
	Lost       int            `json:"lost"`
}

type movedObject struct {
	PartnerID    string        `json:"partner_id"`
	Competency   string        `json:"competency"`
	Move         string        `json:"move"`
	Before       string        `json:"level_before"`
	After        string        `json:"level_after"`
	Requirements []movedFigure `json:"requirements"`
}

type movedFigure struct {
	Metric   string         `json:"metric"`
	Products []string       `json:"products"`
	Before   map[string]any `json:"before,omitempty"` // credited, and what each level needs
	After    map[string]any `json:"after,omitempty"`
	Short    any            `json:"short"`
	Spare    any            `json:"spare,omitempty"`
}

func simulationJSON(sim report.Simulation, rows []report.SimulatedRow) simulationObject {
	o := simulationObject{sim.Month.String(), programmeObject{sim.Before.ID, sim.Before.Hash},
		programmeObject{sim.After.ID, sim.After.Hash}, []totalObject{}, []movedObject{}}
	for _, x := range sim.Totals {
		total := totalObject{x.Competency, map[string]int{}, map[string]int{}, x.Gained, x.Lost}
		for _, h := range x.Holders {
			total.Before[h.Level], total.After[h.Level] = h.Before, h.After
		}
		o.Totals = append(o.Totals, total)
	}
	for _, row := range rows {
		moved := movedObject{row.Account.ID, row.Competency, string(row.Move), sim.Before.LevelID(row.Before.Level),
			sim.After.LevelID(row.After.Level), []movedFigure{}}
		for _, r := range row.Requirements {
			figure := movedFigure{r.Metric.ID, r.Products, sideJSON(sim.Before, r.Metric, r.Before), sideJSON(sim.After, r.Metric, r.After),
				amount(sim.After, r.Metric, r.Short), nil}
			if r.Spare != nil {
				figure.Spare = amount(sim.After, r.Metric, *r.Spare)
			}
			moved.Requirements = append(moved.Requirements, figure)
		}
		o.Rows = append(o.Rows, moved)
	}
	return o
}

func sideJSON(p *programme.Programme, m *programme.Metric, f *report.SimulatedFigure) map[string]any {
	if f == nil {
		return nil
	}
	side := map[string]any{"credited": amount(p, m, f.Credited)}
	for k, level := range p.Levels {
		side[level] = amount(p, m, f.Thresholds[k])
	}
	return side
}
