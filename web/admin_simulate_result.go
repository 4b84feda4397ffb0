package web

import (
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

// simulateResult is a simulation as its page shows it.
func simulateResult(sim *report.Simulation) *views.SimulateResult {
	changed := sim.Changed()
	v := &views.SimulateResult{Month: sim.Month, Before: programmeRef(sim.Before), After: programmeRef(sim.After),
		Levels: sim.Levels(), Moved: len(changed)}
	names := map[string]programme.Text{}
	for _, x := range sim.Totals {
		names[x.Competency] = x.Name
		total := views.SimulatedTotal{Name: x.Name, Gained: x.Gained, Lost: x.Lost}
		for _, h := range x.Holders {
			total.Before, total.After = append(total.Before, h.Before), append(total.After, h.After)
		}
		v.Totals = append(v.Totals, total)
	}
	for _, row := range changed[:min(pageMoves, len(changed))] {
		move := views.SimulatedMove{Partner: partnerRef(row.Account), Competency: names[row.Competency], Kind: string(row.Move),
			Before: sim.Before.LevelID(row.Before.Level), After: sim.After.LevelID(row.After.Level)}
		for _, x := range row.Requirements {
			move.Requirements = append(move.Requirements, simulatedRequirement(sim, x))
		}
		v.Moves = append(v.Moves, move)
	}
	return v
}

// simulationFile is who would gain or lose a level, as a file.
func simulationFile(sim *report.Simulation) file {
	return textFile(sim.Month.String()+"-simulation", sim.Table(sim.Changed()))
}

func programmeRef(p *programme.Programme) views.ProgrammeRef {
	return views.ProgrammeRef{ID: p.ID, Name: p.Name, Hash: p.Hash}
}

func simulatedRequirement(sim *report.Simulation, x report.SimulatedRequirement) views.SimulatedRequirement {
	v := views.SimulatedRequirement{Metric: x.Metric.Name, Money: x.Metric.Money(), Short: x.Short, Spare: x.Spare}
	for _, id := range x.Products {
		// Whichever side asks for the product knows it.
		for _, p := range []*programme.Programme{sim.After, sim.Before} {
			if k, known := p.Product(id); known {
				v.Products = append(v.Products, p.Products[k].Name)
				break
			}
		}
	}
	if x.Before != nil {
		v.Before = &x.Before.Credited
	}
	if x.After != nil {
		v.After = &x.After.Credited
	}
	for _, level := range sim.Levels() {
		v.Needs = append(v.Needs, views.SimulatedNeed{Level: level, Before: x.Before.Needed(sim.Before, level), After: x.After.Needed(sim.After, level)})
	}
	return v
}
