package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/intake"
	"shimei/store/programme"
	"shimei/store/request"
)

// correcting is a portal with two admins, who correct.
type correcting struct {
	*portal
	one, other directory.Person
}

func openCorrecting(t *testing.T, dsn string) correcting {
	p := openSmall(t, dsn)
	return correcting{p, p.person(directory.Admin, ""), p.person(directory.Admin, "other")}
}

// by corrects what a filter lets through alone, from one of its days or to one, each "" to leave it.
func (c correcting) by(of directory.AssociationFilter, from, to string) (reference string) {
	c.t.Helper()
	reference = c.ask(c.one, c.asking(of, from, to))
	c.act(c.other, reference, programme.ActApprove)
	c.rebuilt()
	return reference
}

// asking is what asks for it.
func (c correcting) asking(of directory.AssociationFilter, from, to string) request.Ask {
	c.t.Helper()
	var found []directory.Association
	for _, a := range c.associations(of) {
		if a.From < a.To { // not what a correction has replaced
			found = append(found, a)
		}
	}
	if len(found) != 1 {
		c.t.Fatal(found)
	}
	a := request.Ask{Way: programme.WayCorrection, Association: found[0].Key, Note: "by letter"}
	for text, day := range map[string]**programme.Day{from: &a.From, to: &a.To} {
		if text == "" {
			continue
		}
		d, err := programme.ParseDay(text)
		if err != nil {
			c.t.Fatal(err)
		}
		*day = &d
	}
	return a
}

// stands are when the associations of a filter are in effect, without those that never were.
func (c correcting) stands(of directory.AssociationFilter) (all []string) {
	c.t.Helper()
	for _, a := range c.associations(of) {
		if a.From == a.To {
			continue
		}
		end := ""
		if a.To != programme.NoEnd {
			end = a.To.In(c.mustProgramme().Zone).Format("2006-01-02")
		}
		all = append(all, a.From.In(c.mustProgramme().Zone).Format("2006-01-02")+" "+end)
	}
	slices.Sort(all)
	return all
}

// tells imports a row of the association of Cedar with the tenant T and checks what the import counts, and when
// the association is in effect then.
func (c correcting) tells(line, counts, stands string) intake.Import {
	c.t.Helper()
	before := c.dump("association", "corrected", "credit")
	done := c.try(rows("associations", "route,partner_id,tenant_id,from,to", "dap,C,T,"+line))[0]
	if got := fmt.Sprintf("%s %d%d%d", done.State, done.Added, done.Changed, done.Unchanged); got != counts {
		c.t.Errorf("%s: %s %s", line, got, messages(done.Faults))
	}
	if got := strings.Join(c.stands(cedar), "; "); got != stands {
		c.t.Errorf("after %s it is in effect %s, want %s", line, got, stands)
	}
	if diff := cmp.Diff(before, c.dump("association", "corrected", "credit")); (diff == "") != (done.Changed == 0) {
		c.t.Errorf("%s: %d changed, and\n%s", line, done.Changed, diff)
	}
	c.rebuilt()
	return done
}

var cedar = directory.AssociationFilter{Partner: "Cedar", Route: "dap"}

func TestAFileThatEndsWhatAdminsGaveAnotherBeginningEndsIt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		c := openCorrecting(t, dsn)
		c.by(cedar, "2015-09-01", "")
		corrected := c.dump("association", "corrected", "credit")
		c.tells("2015-07-01,", "stored 001", "2015-09-01 ")
		ended := c.tells("2015-07-01,2016-02-01", "stored 010", "2015-09-01 2016-02-01")
		c.tells("2015-07-01,2016-02-01", "stored 001", "2015-09-01 2016-02-01")
		c.tells("2015-09-01,2016-02-01", "stored 001", "2015-09-01 2016-02-01") // as an export has it
		c.tells("2015-07-01,2015-08-01", "refused 000", "2015-09-01 2016-02-01")
		after := c.dump("association", "corrected", "credit")
		undo := c.undo(ended.Key)
		if undo.Changed != 1 || undo.Unchanged != 0 || len(undo.Stays) != 0 {
			t.Errorf("%+v", undo)
		}
		if diff := cmp.Diff(corrected, c.dump("association", "corrected", "credit")); diff != "" {
			t.Error("taken back\n", diff)
		}
		c.rebuilt()
		if again := c.undo(undo.Key); again.Changed != 1 {
			t.Errorf("%+v", again)
		}
		if diff := cmp.Diff(after, c.dump("association", "corrected", "credit")); diff != "" {
			t.Error("brought back\n", diff)
		}
		c.rebuilt()
		c.tells("2015-09-01,2016-03-01", "stored 010", "2015-09-01 2016-03-01")
		c.tells("2015-07-01,", "stored 010", "2015-09-01 ")
	})
}

func TestACorrectedEndStandsUntilAFileTellsAnother(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		c := openCorrecting(t, dsn)
		c.tells("2015-07-01,2016-01-01", "stored 010", "2015-07-01 2016-01-01")
		c.by(cedar, "", "2016-02-01")
		c.tells("2015-07-01,2016-01-01", "stored 001", "2015-07-01 2016-02-01") // what the file told before
		c.tells("2015-07-01,2016-02-01", "stored 001", "2015-07-01 2016-02-01") // what is so already
		c.tells("2015-07-01,", "refused 000", "2015-07-01 2016-02-01")
		told := c.tells("2015-07-01,2016-03-01", "stored 010", "2015-07-01 2016-03-01")
		c.undo(told.Key)
		if got := c.stands(cedar); !slices.Equal(got, []string{"2015-07-01 2016-02-01"}) {
			t.Error(got)
		}
		c.by(cedar, "2015-08-01", "") // which keeps the corrected end
		c.tells("2015-07-01,2016-01-01", "stored 001", "2015-08-01 2016-02-01")
		c.by(cedar, "2015-08-15", "2016-02-15")
		c.tells("2015-07-01,2016-01-01", "stored 001", "2015-08-15 2016-02-15")
		c.by(cedar, "2015-07-01", "") // back to where the file had it
		c.tells("2015-07-01,2016-01-01", "stored 001", "2015-07-01 2016-02-15")
		c.tells("2015-07-01,2016-03-01", "stored 010", "2015-07-01 2016-03-01")
		if got := len(c.associations(cedar)); got != 1 {
			t.Errorf("%d rows", got)
		}
	})
}

// What a file told before admins corrected it is theirs by then: an undo leaves it.
func TestWhatAdminsCorrectedStaysWhenTheImportBeforeItIsTakenBack(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		c := openCorrecting(t, dsn)
		told := c.tells("2015-07-01,2016-01-01", "stored 010", "2015-07-01 2016-01-01")
		c.by(cedar, "2015-08-01", "2016-02-01")
		before := c.dump("association", "corrected", "credit")
		if _, err := c.Undo(ctx, told.Key, "test"); err == nil || !strings.Contains(err.Error(), intake.ErrNothingLeft.Error()) {
			t.Error(err)
		}
		if diff := cmp.Diff(before, c.dump("association", "corrected", "credit")); diff != "" {
			t.Error(diff)
		}
		c.rebuilt()
	})
}

func TestACorrectionGoesOutAndComesBack(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		c := openCorrecting(t, dsn)
		c.by(cedar, "2015-09-01", "2016-02-01")
		before, credits := c.dump("association", "corrected", "credit"), c.credits()
		files, sum := c.out("csv")
		allUnchanged(t, c.try(files...))
		if diff := cmp.Diff(before, c.dump("association", "corrected", "credit")); diff != "" {
			t.Error("its own export changed\n", diff)
		}
		copied := in(t, t.TempDir()+"/copy.db", files, sum)
		if diff := cmp.Diff(credits, copied.credits()); diff != "" {
			t.Error("another portal credits\n", diff)
		}
		if dry := c.rehearsed(rows("associations", "route,partner_id,tenant_id,from,to", "dap,C,T,2015-07-01,2016-03-01")); dry.Files[0].Changed != 1 {
			t.Errorf("%+v", dry.Files)
		}
	})
}

func TestACorrectionStandsInEveryTimeZone(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		c := openCorrecting(t, dsn)
		c.by(cedar, "2015-09-01", "2016-02-01")
		for _, zone := range []string{"Asia/Tokyo", "America/Los_Angeles"} {
			c.portal, _ = openWith(t, dsn, inZone(t, zone))
			c.rebuilt()
			if got := c.stands(cedar); !slices.Equal(got, []string{"2015-09-01 2016-02-01"}) {
				t.Errorf("%s: %v", zone, got)
			}
			c.tells("2015-07-01,", "stored 001", "2015-09-01 2016-02-01")
		}
	})
}

// An import settles when associations end that follow each other. So does the correction, so that no credit
// changes at an import that tells nothing new.
func TestACorrectionSettlesWhatCameBeforeAsAnImportDoes(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		c := openCorrecting(t, dsn)
		aomori, birch := directory.AssociationFilter{Partner: "Aomori", Route: "dpor"}, directory.AssociationFilter{Partner: "Birch", Route: "dpor"}
		follows := rows("associations", "route,partner_id,subscription_id,from", "dpor,A,T-office,2016-02-01")
		stand := func(want []string) {
			t.Helper()
			if got := slices.Concat(c.stands(birch), c.stands(aomori)); !slices.Equal(got, want) {
				t.Errorf("%q, want %q", got, want)
			}
		}
		again := func(want []string) {
			t.Helper()
			stand(want)
			dump := c.dump("association", "corrected", "credit")
			allUnchanged(t, c.take(follows))
			other := c.take(rows("associations", "route,partner_id,subscription_id,from", "dpor,C,T-office,2014-01-01")) // which is of the same scope
			stand(want)
			c.undo(other[0].Key)
			if diff := cmp.Diff(dump, c.dump("association", "corrected", "credit")); diff != "" {
				t.Error("an import that told nothing new changed\n", diff)
			}
			c.rebuilt()
		}
		c.take(follows)
		for _, x := range []struct {
			of       directory.AssociationFilter
			from, to string
			want     []string
		}{
			{aomori, "2016-03-01", "", []string{"2015-06-10 2016-03-01", "2016-03-01 "}},
			{aomori, "2016-04-01", "", []string{"2015-06-10 2016-04-01", "2016-04-01 "}},
			{birch, "", "2016-03-15", []string{"2015-06-10 2016-03-15", "2016-04-01 "}},
			{aomori, "2016-03-20", "2016-04-05", []string{"2015-06-10 2016-03-15", "2016-03-20 2016-04-05"}},
		} {
			c.by(x.of, x.from, x.to)
			again(x.want)
		}
	})
}

// A nomination ends the one before for good: a later beginning of its own leaves that end where it was made.
func TestACorrectedNominationLeavesTheEndThatItMade(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		c := openCorrecting(t, dsn)
		aomori, birch := directory.AssociationFilter{Partner: "Aomori", Route: "dpor"}, directory.AssociationFilter{Partner: "Birch", Route: "dpor"}
		c.nominate(c.person(directory.Owner, "T"), "A", "T-office")
		c.set("2016-04-20T09:00:00Z")
		c.by(aomori, "2016-04-15", "")
		want := []string{"2015-06-10 2016-04-11", "2016-04-15 "}
		for range 2 {
			if got := slices.Concat(c.stands(birch), c.stands(aomori)); !slices.Equal(got, want) {
				t.Errorf("%q, want %q", got, want)
			}
			dump := c.dump("association", "corrected", "credit")
			allUnchanged(t, c.take(rows("associations", "route,partner_id,subscription_id,from", "dpor,B,T-office,2015-06-10")))
			if diff := cmp.Diff(dump, c.dump("association", "corrected", "credit")); diff != "" {
				t.Error(diff)
			}
		}
		c.rebuilt()
	})
}

func TestACorrectionThatCannotBeIsRefusedWhenItIsAskedFor(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		c := openCorrecting(t, dsn)
		owner := c.person(directory.Owner, "T")
		c.nominate(owner, "A", "T-office") // in place of Birch, from today
		c.set("2016-04-20T09:00:00Z")
		refused := func(a request.Ask, code string) {
			t.Helper()
			if _, err := c.Ask(ctx, c.one, a); store.Refusal(err) == nil || store.Refusal(err).Code != code {
				t.Errorf("%+v: %v, want %s", a, err, code)
			}
		}
		aomori, birch := directory.AssociationFilter{Partner: "Aomori", Route: "dpor"}, directory.AssociationFilter{Partner: "Birch", Route: "dpor"}
		refused(c.asking(aomori, "2016-04-01", ""), programme.RefusedOverlap)
		refused(c.asking(birch, "", "2016-04-15"), programme.RefusedOverlap)
		refused(c.asking(birch, "2016-04-15", ""), programme.RefusedDays)
		refused(c.asking(birch, "2015-06-10", ""), programme.RefusedNothingChosen)
		waits := c.ask(c.one, c.asking(aomori, "2016-04-15", ""))
		c.by(birch, "", "2016-04-05")
		c.act(c.other, waits, programme.ActReject)
		waits = c.ask(c.one, c.asking(aomori, "2016-04-08", ""))
		c.by(cedar, "2015-09-01", "")
		for _, a := range c.associations(cedar) {
			if a.From != a.To {
				continue
			}
			d, err := c.Association(ctx, a.Key)
			if err != nil || d.Replaced == nil || d.Replaced.Association == a.Key || d.Replaced.Reference == "" {
				t.Errorf("%+v %v", d.Replaced, err)
			}
			from := programme.DayOf(2015, 8, 1)
			refused(request.Ask{Way: programme.WayCorrection, Association: a.Key, From: &from}, programme.RefusedReplaced)
		}
		c.act(c.other, waits, programme.ActApprove)
		c.rebuilt()
	})
}
