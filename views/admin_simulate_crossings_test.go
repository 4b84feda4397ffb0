package views

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
)

func TestWhoCrossesAThresholdIsDrawnByTheFiguresOfTheTable(t *testing.T) {
	r := sampleSimulation()
	f := Frame{L: For("en"), Programme: sampleProgramme()}
	var drawn []string
	for _, c := range r.crossings() {
		for _, row := range c.Rows {
			drawn = append(drawn, row.Move.Partner.Name+" "+f.amount(row.Figure, c.Money)+" "+row.Move.Kind+" among "+c.thresholds(f)+" at "+c.span().along(row.Figure))
		}
	}
	want := []string{
		"Contoso Group 2,100 loses among Silver 2,000 → 2,500, Gold 4,000 at 52.35%",
		"コントソ社員 $15,000.50 gains among Silver – → $15,000.00 at 97.00%",
	}
	want[1] = r.Moves[1].Partner.Name + want[1][len("コントソ社員"):]
	want[0] = r.Moves[0].Partner.Name + want[0][len("Contoso Group"):]
	if diff := cmp.Diff(want, drawn); diff != "" {
		t.Error(diff)
	}
}

func TestADrawingHasTheLargestFiguresFirstAndSaysHowManyCross(t *testing.T) {
	var r SimulateResult
	for n := range int64(40) {
		r.Moves = append(r.Moves, SimulatedMove{Kind: "loses", Competency: programme.Text{En: "A"}, Requirements: []SimulatedRequirement{{After: some(n), Short: 1}, {After: some(n)}}})
	}
	list := r.crossings()
	if len(list) != 1 || list[0].All != 40 || len(list[0].Rows) != drawnCrossings || list[0].Rows[0].Figure != 39 || list[0].Rows[1].Figure != 38 {
		t.Errorf("%+v", list)
	}
}
