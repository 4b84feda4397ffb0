package store_test

import (
	"strings"
	"testing"

	"shimei/store/storetest"
)

// finds checks what Verify says, in the order of what is said.
func (p *portal) finds(said ...string) {
	p.t.Helper()
	found, err := p.Verify(ctx)
	if err != nil || len(found) != len(said) {
		p.t.Fatalf("%d differences, want %d: %v (%v)", len(found), len(said), found, err)
	}
	for k, d := range found {
		if !strings.Contains(d.String(), said[k]) {
			p.t.Errorf("it says %q, want %q", d, said[k])
		}
	}
}

func TestAStatementThatOtherHandsChangedIsNamedWithTheLine(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.closing("2016-03", "2016-04")
		p.verified()
		for statement, said := range map[string]string{
			"UPDATE statement_lines SET amount = amount + 1 WHERE credit_month = 24194 AND account_id = 2 AND measure = 'active_entitlements:office365'": "statement 2016-03: partner B, tenant T, subscription T-office, active_entitlements:office365 of 2016-03, credited in 2016-03: the statements hold 1 more than the facts give",
			"UPDATE statement_lines SET amount = amount - 50 WHERE credit_month = 24194 AND account_id = 1 AND measure = 'consumed_revenue:azure'":       "consumed_revenue:azure of 2016-03, credited in 2016-03: the statements hold -0.50 more than the facts give",
			"DELETE FROM statement_lines WHERE credit_month = 24194 AND account_id = 2 AND measure = 'net_new_customers:office365'":                      "statement 2016-03: partner B, tenant T, net_new_customers:office365 of 2015-06, credited in 2016-03: the statements hold -1 more than the facts give",
		} {
			dsn := copied(t, p, dsn)
			raw(t, dsn, statement)
			open(t, dsn).finds("statement 2016-03: it is not what was closed: its hash is ", said)
		}
	})
}

// copied gives another database of the same facts and statements.
func copied(t *testing.T, p *portal, dsn string) string {
	t.Helper()
	other := storetest.Beside(t, dsn)
	q := openSmall(t, other)
	q.closing("2016-03", "2016-04")
	if strings.Join(q.dump(), "\n") != strings.Join(p.dump(), "\n") {
		t.Fatal("the same facts, closed at the same time, give other statements")
	}
	return other
}

func TestWhatStandsAroundAStatementIsVerifiedToo(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.closing("2016-03", "2016-04")
		raw(t, dsn, "UPDATE statements SET closed_by = 'somebody else' WHERE month = 24195")
		p.finds("statement 2016-04: it is not what was closed")
		raw(t, dsn, "UPDATE statements SET closed_by = 'hana' WHERE month = 24195")
		p.verified()
		raw(t, dsn, "UPDATE statement_lines SET route = 'dap' WHERE credit_month = 24195 AND account_id = 2")
		p.finds("statement 2016-04: it is not what was closed")
		raw(t, dsn, "UPDATE statement_lines SET route = 'dpor' WHERE credit_month = 24195 AND account_id = 2")
		p.verified()
		raw(t, dsn, "DELETE FROM statement_lines WHERE statement_id = 1")
		raw(t, dsn, "DELETE FROM statements WHERE month = 24194")
		if found, err := p.Verify(ctx); err != nil || len(found) == 0 || found[0].Month != *month("2016-04") {
			t.Errorf("a statement that was taken out is not missed: %v %v", found, err)
		}
	})
}

func TestKeptCreditsThatOtherHandsChangedAreFoundWithoutBeingMended(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		raw(t, dsn, "UPDATE credits SET amount = amount + 1 WHERE measure = 0 AND month = 24195 AND account_id = 1")
		for range 2 {
			p.finds("1 kept credits are not what the facts give; shimei recompute rebuilds them")
		}
	})
}

func TestAStatementOfAProgrammeWhoseTextWasChangedIsNamed(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.closing("2016-03")
		openWith(t, dsn, flipped(t))
		raw(t, dsn, "UPDATE programmes SET source = (SELECT p.source FROM programmes p WHERE p.id = 2) WHERE id = 1")
		found, err := open(t, dsn).Verify(ctx)
		if err != nil || len(found) != 1 || !strings.Contains(found[0].What, "the programme that it was closed under is not the one recorded") {
			t.Errorf("%v %v", found, err)
		}
	})
}
