package views

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
)

func TestACardSaysWhatEachLevelNeedsAndWhatIsMissing(t *testing.T) {
	p := sampleProgramme()
	card := NewCompetencyCard(p, 1, april, []int64{310, 12})
	if card.Level != "silver" || card.NoVersion || card.Sample {
		t.Errorf("the card is %+v", card)
	}
	want := []Need{{"silver", 4, 0}, {"gold", 25, 13}}
	if diff := cmp.Diff(want, card.Requirements[1].Needs); diff != "" {
		t.Error(diff)
	}
	if !NewCompetencyCard(p, 3, april, []int64{1}).Sample {
		t.Error("sample thresholds are not marked")
	}
	if card := NewCompetencyCard(p, 1, april-7, nil); !card.NoVersion || card.Level != programme.NoLevel {
		t.Errorf("before the first version the card is %+v", card)
	}
	if !NewCompetencyCard(p, 2, april, []int64{1}).Requirements[0].Money {
		t.Error("consumed revenue is not money")
	}
}

func TestABarStaysWithinItsEnds(t *testing.T) {
	for _, c := range []struct {
		n, whole int64
		want     string
	}{{0, 0, "0%"}, {-3, 10, "0%"}, {1, 3, "33.33%"}, {10, 10, "100.00%"}, {20, 10, "100.00%"}, {1 << 62, 1<<63 - 1, "50.00%"}} {
		if got := share(c.n, c.whole); got != c.want {
			t.Errorf("%d of %d is %s, want %s", c.n, c.whole, got, c.want)
		}
	}
	r := NewCompetencyCard(sampleProgramme(), 0, april, []int64{2345}).Requirements[0]
	if got, want := r.described(Frame{}), "Silver needs 2,000, which is met. Gold needs 4,000; 1,655 missing."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestFiguresAreChosenAmongTheMonthsOwn(t *testing.T) {
	choices := CreditChoices(sampleProgramme(), april)
	if len(choices) != 4 || len(choices[1].Requirements) != 2 {
		t.Fatalf("the choices are %+v", choices)
	}
	for _, c := range []struct {
		competency  string
		requirement int
		want        bool
	}{{"smmcs", 1, true}, {"smmcs", 2, false}, {"smmcs", -1, false}, {"cloud-crm", 0, false}, {"", 0, false}} {
		p := CreditPage{Choices: choices, Competency: c.competency, Requirement: c.requirement}
		if p.hasFigure() != c.want {
			t.Errorf("%s %d: %v", c.competency, c.requirement, p.hasFigure())
		}
	}
}
