package store_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
)

// A nomination that is refused says why, and leaves no trace.
func TestARefusedNominationSaysWhyAndStoresNothing(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, _ := openWith(t, dsn, variant(t, `products = ["office365", "crm-online", "ems", "aad-premium", "intune", "azure"]
benefits = ["competency", "usage_data", "usage_incentive", "support_contact"]`, `products = ["office365", "crm-online", "ems", "aad-premium", "intune"]
benefits = ["competency", "usage_data", "usage_incentive", "support_contact"]`))
		p.take(small()...)
		owner, administrator, reader := p.person(directory.Owner, "T"), p.person(directory.Administrator, "T"), p.person(directory.Reader, "T")
		partner, admin := p.person(directory.Manager, "A"), p.person(directory.Admin, "vendor")
		office := store.Choice{ID: "T-office", Seen: p.seen(owner, "T-office")}
		before := p.dump()
		for name, x := range map[string]struct {
			who     directory.Person
			partner string
			choices []store.Choice
			code    string // "" is not found
			message string
		}{
			"an unknown partner": {owner, "nobody", []store.Choice{office}, programme.RefusedUnknown,
				"nobody: no partner has this id: check it with the partner"},
			"an id that is no text": {owner, "A\x00\xff", []store.Choice{office}, programme.RefusedUnknown, ""},
			"a global account": {administrator, "G", []store.Choice{office}, programme.RefusedGlobal,
				"G: this id is of a global account: nominate one of its locations"},
			"a suspended partner":            {owner, "S", []store.Choice{office}, programme.RefusedSuspended, "S: this partner is suspended and cannot be nominated"},
			"it in another spelling":         {owner, " ｓ", []store.Choice{office}, programme.RefusedSuspended, "S: this partner is suspended and cannot be nominated"},
			"a suspended account's location": {owner, "Z1", []store.Choice{office}, programme.RefusedSuspended, ""},
			"an ended subscription":          {owner, "A", []store.Choice{{ID: "T-ended"}}, programme.RefusedEnded, "T-ended: this subscription has ended"},
			"a product that takes none":      {owner, "A", []store.Choice{{ID: "T-azure"}}, programme.RefusedProduct, "T-azure: this product takes no partner of record"},
			"another tenant's subscription":  {owner, "A", []store.Choice{{ID: "U-office"}}, "", ""},
			"an absent subscription":         {owner, "A", []store.Choice{{ID: "X-office"}}, "", ""},
			"a subscription that is no text": {owner, "A", []store.Choice{{ID: "T\x00\xff"}}, "", ""},
			"several of which the last is bad": {owner, "A", []store.Choice{office, {ID: "T-ems"}, {ID: "T-ended"}},
				programme.RefusedEnded, "T-ended: this subscription has ended"},
			"several of which the last is another's": {owner, "A", []store.Choice{office, {ID: "U-office"}}, "", ""},
			"one subscription twice":                 {owner, "A", []store.Choice{office, office}, programme.RefusedChanged, ""},
			"and in another spelling":                {owner, "A", []store.Choice{office, {ID: "ｔ-OFFICE", Seen: office.Seen}}, programme.RefusedChanged, "T-office: the partner of record was changed in the meantime: look again and decide anew"},
			"another's in another spelling":          {owner, "A", []store.Choice{{ID: "u-OFFICE"}}, "", ""},
			"the same partner again":                 {owner, "B", []store.Choice{office}, programme.RefusedSame, "T-office: this partner is already the partner of record"},
			"the same in another spelling":           {owner, "ｂ", []store.Choice{office}, programme.RefusedSame, "T-office: this partner is already the partner of record"},
			"what was not seen": {owner, "A", []store.Choice{{ID: "T-office"}}, programme.RefusedChanged,
				"T-office: the partner of record was changed in the meantime: look again and decide anew"},
			"what is not there any more": {owner, "A", []store.Choice{{ID: "T-ems", Seen: office.Seen}}, programme.RefusedChanged, ""},
			"no subscription":            {owner, "A", nil, programme.RefusedNothingChosen, "choose at least one subscription"},
			"a reader": {reader, "A", []store.Choice{office}, programme.RefusedRole,
				"only the customer's owner or administrator may change the partner of record"},
			"a partner's person": {partner, "A", []store.Choice{office}, programme.RefusedRole, ""},
			"an admin":           {admin, "A", []store.Choice{office}, programme.RefusedRole, ""},
		} {
			_, err := p.Nominate(ctx, x.who, x.partner, x.choices)
			check(t, name, err, x.code, x.message)
			if diff := cmp.Diff(before, p.dump()); diff != "" {
				t.Errorf("%s left a trace:\n%s", name, diff)
			}
		}
		p.rebuilt()
	})
}

// check holds an error to a refusal's code and message, or to ErrNotFound for no code.
func check(t *testing.T, name string, err error, code, message string) {
	t.Helper()
	refusal := store.Refusal(err)
	switch {
	case code == "":
		if !absent(err) {
			t.Errorf("%s: %v, want the bare ErrNotFound", name, err)
		}
	case refusal == nil || refusal.Code != code || message != "" && err.Error() != message:
		t.Errorf("%s: %v, want %s (%s)", name, err, code, message)
	case refusal.Conflict() != slices.Contains([]string{programme.RefusedChanged, programme.RefusedNone}, code):
		t.Errorf("%s is a conflict: %v", name, refusal.Conflict())
	}
}

// absent reports whether an error is ErrNotFound, and says no more than that.
func absent(err error) bool { return errors.Is(err, store.ErrNotFound) && err.Error() == "not found" }

func TestARefusedRemovalSaysWhyAndStoresNothing(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader := p.person(directory.Owner, "T"), p.person(directory.Reader, "T")
		office := p.choose(owner, "T-office")[0]
		before := p.dump()
		for name, x := range map[string]struct {
			who           directory.Person
			choice        store.Choice
			code, message string
		}{
			"none":                          {owner, store.Choice{ID: "T-azure"}, programme.RefusedNone, "T-azure: there is no partner of record to remove"},
			"what was not seen":             {owner, store.Choice{ID: "T-office", Seen: office.Seen + 1}, programme.RefusedChanged, ""},
			"another tenant's subscription": {owner, store.Choice{ID: "U-office"}, "", ""},
			"an absent subscription":        {owner, store.Choice{ID: "X"}, "", ""},
			"a reader":                      {reader, office, programme.RefusedRole, ""},
		} {
			check(t, name, p.Remove(ctx, x.who, x.choice), x.code, x.message)
			if diff := cmp.Diff(before, p.dump()); diff != "" {
				t.Errorf("%s left a trace:\n%s", name, diff)
			}
		}
	})
}

func TestWhatIsNotTheCustomersIsNotFoundInAllThatIsRead(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, other := p.person(directory.Owner, "T"), p.person(directory.Owner, "U")
		reference := p.nominate(owner, "A", "T-office")
		for _, id := range []string{"U-office", "X", "\x00", "T\xff"} {
			_, err := p.Subscription(ctx, owner.Customer, id)
			_, err2 := p.Chosen(ctx, owner.Customer, []string{"T-office", id})
			if !absent(err) || !absent(err2) {
				t.Errorf("%q: %v, %v", id, err, err2)
			}
		}
		if _, err := p.Nomination(ctx, other.Customer, reference); !absent(err) {
			t.Error(err)
		}
		for _, key := range []int64{0, -1, 1 << 40} {
			_, err := p.Association(ctx, key)
			_, err2 := p.ImportByKey(ctx, key)
			if !absent(err) || !absent(err2) {
				t.Errorf("%d: %v, %v", key, err, err2)
			}
		}
		if _, _, err := p.Progress(ctx, report.ProgressFilter{Partner: "X\x00"}); !errors.Is(err, store.ErrNotFound) {
			t.Error(err)
		}
	})
}

func TestAnIdIsCheckedAndItsLocationsAreShown(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		for id, code := range map[string]string{"A": "", "G1": "", "G": programme.RefusedGlobal, "S": programme.RefusedSuspended,
			"Z1": programme.RefusedSuspended, "Z": programme.RefusedSuspended, "X": programme.RefusedUnknown, "": programme.RefusedUnknown} {
			found, err := p.CheckPartner(ctx, id)
			if r := store.Refusal(err); (r == nil) != (code == "") || r != nil && r.Code != code || code == "" && (err != nil || found.ID != id) {
				t.Errorf("%q: %+v %v, want %q", id, found, err, code)
			}
			if id == "G" && (len(found.Locations) != 2 || found.Locations[0].ID != "G1" || found.Locations[1].ID != "G2") {
				t.Errorf("locations of G: %+v", found.Locations)
			}
		}
		for text, want := range map[string][]string{"global": {"G1", "G2"}, "us": {"B", "C"}, "köln": {"G2"}, "zinnia": nil, "sorrel": nil, "%": nil, "_": nil, `\`: nil, "\x00": nil} {
			found, err := p.FindPartners(ctx, store.PartnerSearch{Text: text}, 10)
			var ids []string
			for _, x := range found {
				ids = append(ids, x.ID)
			}
			if diff := cmp.Diff(want, ids); err != nil || diff != "" {
				t.Errorf("%q: %v\n%s", text, err, diff)
			}
		}
	})
}
