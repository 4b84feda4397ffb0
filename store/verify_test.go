package store_test

import (
	"path/filepath"
	"slices"
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
		for _, table := range []string{"lines", "partners", "customers"} {
			raw(t, dsn, "DELETE FROM statement_"+table+" WHERE statement_id = 1")
		}
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

func TestAPresentValueThatIsNotTheLatestOfItsHistoryIsFound(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("partners", "partner_id,name,status,parent_id,as_of", "B,Birch Consulting,suspended,G,2016-02-01"),
			rows("subscriptions", "subscription_id,tenant_id,product,kind,start_date,as_of", "T-azure,U,azure,trial,2015-07-01,2016-02-01"))
		p.verified()
		for statement, said := range map[string]string{
			"UPDATE partners SET suspended = FALSE WHERE partner_id = 'B'":                             "the latest status of B is not the one that it has now",
			"UPDATE partners SET parent_id = NULL WHERE partner_id = 'B'":                              "the latest parent of B is not",
			"UPDATE subscriptions SET customer_id = 1 WHERE subscription_id = 'T-azure'":               "the latest tenant of T-azure is not",
			"UPDATE subscriptions SET kind = 'paid' WHERE subscription_id = 'T-azure'":                 "the latest kind of T-azure is not",
			"INSERT INTO histories (attribute, subject, from_at, value) VALUES ('status', 9999, 0, 1)": "values of status are of a partner or subscription that is not there",
		} {
			raw(t, dsn, statement)
			found, err := p.Verify(ctx)
			if err != nil || len(found) == 0 || !strings.Contains(found[0].What, said) {
				t.Errorf("%s: %v (%v)", statement, found, err)
			}
			raw(t, dsn, "UPDATE partners SET suspended = TRUE, parent_id = (SELECT id FROM partners WHERE partner_id = 'G') WHERE partner_id = 'B'")
			raw(t, dsn, "UPDATE subscriptions SET kind = 'trial', customer_id = (SELECT id FROM customers WHERE tenant_id = 'U') WHERE subscription_id = 'T-azure'")
			raw(t, dsn, "DELETE FROM histories WHERE subject = 9999")
			p.verified()
		}
	})
}

func TestAnIDThatIsKeptUnderAnotherKeyIsFound(t *testing.T) {
	dsn := filepath.Join(t.TempDir(), "x.db")
	p := openSmall(t, dsn)
	for statement, said := range map[string]string{
		"UPDATE partners SET partner_key = 'x' WHERE partner_id = 'A'":                        `the partner "A" is kept under the key "x", not "a"`,
		"UPDATE customers SET tenant_key = 'x' WHERE tenant_id = 'T'":                         `the customer "T" is kept under the key "x", not "t"`,
		"UPDATE subscriptions SET subscription_id = 'Ｙ' WHERE subscription_id = 'T-ems'":      `the subscription "Ｙ" is kept under the key "t-ems", not "y"`,
		"UPDATE sales SET order_key = 'x' WHERE order_id = (SELECT max(order_id) FROM sales)": `is kept under the key "x"`,
	} {
		p.verified()
		raw(t, dsn, statement)
		if found, err := p.Verify(ctx); err != nil || len(found) != 1 || !strings.Contains(found[0].What, said) {
			t.Errorf("%s: %v (%v)", statement, found, err)
		}
		for _, mend := range []string{"UPDATE partners SET partner_key = 'a' WHERE partner_id = 'A'", "UPDATE customers SET tenant_key = 't' WHERE tenant_id = 'T'",
			"UPDATE subscriptions SET subscription_id = 'T-ems' WHERE subscription_id = 'Ｙ'", "UPDATE sales SET order_key = lower(order_id)"} {
			raw(t, dsn, mend)
		}
	}
}

// The former tenant of what a partner sold has lines of its own time, though nothing is associated with
// it any more.
func TestTheLinesOfAFormerTenantAreClosedToo(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("customers", "tenant_id,name", "V,Vanguard"),
			rows("subscriptions", "subscription_id,tenant_id,product,start_date", "V-office,V,office365,2016-01-01"),
			rows("sales", "order_id,subscription_id,partner_id,date,seats", "v-1,V-office,A,2016-01-01,7"),
			rows("usage", "subscription_id,month,active_users", "V-office,2016-03,5", "V-office,2016-04,6"),
			rows("subscriptions", "subscription_id,tenant_id,product,start_date,as_of", "V-office,U,office365,2016-01-01,2016-04-05"))
		p.closing("2016-03", "2016-04")
		want := map[string]string{"2016-03": "V V-office active_entitlements:office365 2016-03 seller 5", "2016-04": "U V-office active_entitlements:office365 2016-04 seller 6"}
		for m, line := range want {
			if lines := p.statement("A", m); !slices.Contains(lines, line) {
				t.Errorf("%s: not %q:\n%s", m, line, strings.Join(lines, "\n"))
			}
		}
		p.verified()
	})
}

func TestUsageThatOtherHandsChangedIsFound(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := twoOfOne(t, dsn)
		p.take(rows("rates", "month,currency,rate", "2016-04,EUR,1.10"), ofTenants("T1,office365,2016-04,,100"),
			rows("usage", "subscription_id,month,consumed,currency", "S4,2016-04,100.00,EUR"), rows("usage", "subscription_id,month,active_users", "S1,2016-03,5"))
		p.verified()
		raw(t, dsn, "UPDATE rates SET rate = '1.2'")
		raw(t, dsn, "UPDATE usage SET month = 24195 WHERE month = 24194")
		raw(t, dsn, "UPDATE months SET reported = 3 WHERE month = 24195")
		raw(t, dsn, "DELETE FROM months WHERE month = 24194")
		p.finds(`2016-04 has usage of tenant "T1" and office365 as a whole, and of its subscription "S1" too`,
			"2016-04: 1 amounts of usage are not what the rates of the month make of them", "kept credits are not what the facts give")
	})
}
