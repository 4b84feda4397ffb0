package programme_test

import (
	"errors"
	"strings"
	"testing"

	"shimei/store/programme"
)

// checkRefusal fails where err is not the refusal of a code, or "" for none, and where its
// text does not name whom it refuses.
func checkRefusal(t *testing.T, err error, code, name string) {
	t.Helper()
	refusal, refused := errors.AsType[*programme.Refusal](err)
	switch {
	case code == "" && err != nil:
		t.Errorf("refused: %v", err)
	case code != "" && (!refused || refusal.Code != code):
		t.Errorf("%v, not the refusal %q", err, code)
	case code != "" && (!strings.HasPrefix(err.Error(), name+": ") || len(err.Error()) < len(name)+10):
		t.Errorf("the refusal says %q", err)
	}
}

func TestOnlyAPartnerThatCanBeAssociatedIsNominated(t *testing.T) {
	for _, c := range []struct {
		name      string
		candidate programme.Candidate
		code      string
	}{
		{"a partner without locations", programme.Candidate{ID: "42", Known: true}, ""},
		{"an id that nobody has", programme.Candidate{ID: "42"}, programme.RefusedUnknown},
		{"a suspended partner", programme.Candidate{ID: "42", Known: true, Suspended: true}, programme.RefusedSuspended},
		{"a global account with locations", programme.Candidate{ID: "42", Known: true, Locations: 2}, programme.RefusedGlobal},
	} {
		t.Run(c.name, func(t *testing.T) { checkRefusal(t, programme.CheckCandidate(c.candidate), c.code, "42") })
	}
}

func TestOnlyASubscriptionThatGoesOnTakesANomination(t *testing.T) {
	noAzure := variant(t, `["office365", "crm-online", "ems", "aad-premium", "intune", "azure"]
benefits = ["competency", "usage_data"`, `["office365", "crm-online", "ems", "aad-premium", "intune"]
benefits = ["competency", "usage_data"`)
	later := variant(t, "opened_by = \"customer\"\n", "opened_by = \"customer\"\nfrom = \"2016-07\"\n")
	for _, c := range []struct {
		name    string
		p       *programme.Programme
		product string
		end     string
		code    string
	}{
		{"one without end", programme.BuiltIn(), "azure", "", ""},
		{"one that ends later", programme.BuiltIn(), "office365", "2016-04-15T00:00:00.001", ""},
		{"one that ends now", programme.BuiltIn(), "office365", "2016-04-15", programme.RefusedEnded},
		{"one that has ended", programme.BuiltIn(), "office365", "2016-04-01", programme.RefusedEnded},
		{"one of a product without a partner of record", noAzure, "azure", "", programme.RefusedProduct},
		{"one of a product with a partner of record", noAzure, "office365", "", ""},
		{"one before the route credits", later, "office365", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.p.CheckSubscription("s-1", product(c.product), at(c.end), at("2016-04-15"))
			checkRefusal(t, err, c.code, "s-1")
		})
	}
}

func TestANominationTakesEffectAtOnce(t *testing.T) {
	now := at("2016-04-15")
	present := programme.OpenAssociation{Key: 3, Partner: 7, From: at("2016-01-01")}
	for _, c := range []struct {
		name          string
		present       programme.OpenAssociation
		seen, partner int64
		from          programme.Instant
		code          string
	}{
		{"the first", programme.OpenAssociation{}, 0, 8, now, ""},
		{"a change", present, 3, 8, now, ""},
		{"a change in the millisecond of the one before", programme.OpenAssociation{Key: 3, Partner: 7, From: now}, 3, 8, now + 1, ""},
		{"a change by a clock that runs behind", programme.OpenAssociation{Key: 3, Partner: 7, From: now + 5}, 3, 8, now + 6, ""},
		{"the same partner again", present, 3, 7, 0, programme.RefusedSame},
		{"somebody changed it meanwhile", present, 2, 8, 0, programme.RefusedChanged},
		{"somebody changed it meanwhile to the same", present, 2, 7, 0, programme.RefusedChanged},
		{"somebody nominated meanwhile", present, 0, 8, 0, programme.RefusedChanged},
		{"somebody removed it meanwhile", programme.OpenAssociation{}, 3, 8, 0, programme.RefusedChanged},
	} {
		t.Run(c.name, func(t *testing.T) {
			from, err := programme.Nominate("s-1", c.present, c.seen, c.partner, now)
			checkRefusal(t, err, c.code, "s-1")
			if from != c.from {
				t.Errorf("from %d, not %d", from, c.from)
			}
		})
	}
}

func TestARemovalTakesEffectAtOnce(t *testing.T) {
	now := at("2016-04-15")
	present := programme.OpenAssociation{Key: 3, Partner: 7, From: at("2016-01-01")}
	for _, c := range []struct {
		name    string
		present programme.OpenAssociation
		seen    int64
		to      programme.Instant
		code    string
	}{
		{"of the present one", present, 3, now, ""},
		{"in the millisecond of its nomination", programme.OpenAssociation{Key: 3, Partner: 7, From: now}, 3, now + 1, ""},
		{"of none", programme.OpenAssociation{}, 0, 0, programme.RefusedNone},
		{"of one that was removed meanwhile", programme.OpenAssociation{}, 3, 0, programme.RefusedNone},
		{"of one that was changed meanwhile", present, 2, 0, programme.RefusedChanged},
	} {
		t.Run(c.name, func(t *testing.T) {
			to, err := programme.Remove("s-1", c.present, c.seen, now)
			checkRefusal(t, err, c.code, "s-1")
			if to != c.to {
				t.Errorf("to %d, not %d", to, c.to)
			}
		})
	}
}

func TestARefusalSaysWhetherSomebodyElseWasFaster(t *testing.T) {
	for code, want := range map[string]bool{
		programme.RefusedChanged: true, programme.RefusedNone: true, programme.RefusedSame: false,
		programme.RefusedRole: false, programme.RefusedUnknown: false, programme.RefusedNothingChosen: false,
		programme.RefusedSuspended: false, programme.RefusedGlobal: false, programme.RefusedEnded: false, programme.RefusedProduct: false,
	} {
		refusal := &programme.Refusal{Code: code}
		if refusal.Conflict() != want || refusal.Role() != (code == programme.RefusedRole) || refusal.Error() == "" {
			t.Errorf("%s: %q", code, refusal)
		}
	}
}
