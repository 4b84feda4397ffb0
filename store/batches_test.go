package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/intake"
)

func TestOfSeveralFilesThoseBeforeABadOneStayAndThoseAfterItAreNotTried(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		files := small()
		files[2] = rows("subscriptions", "subscription_id,tenant_id,product,start_date", "T-office,T,office365,2015-06-01", "X-office,X,office365,2015-06-01")
		done := p.try(files[5], files[2], files[0], files[4], files[1])
		var states []string
		for _, one := range done {
			states = append(states, string(one.Kind)+" "+string(one.State))
		}
		if diff := cmp.Diff([]string{"partners stored", "customers stored", "subscriptions refused"}, states); diff != "" {
			t.Error(diff)
		}
		if n := len(p.dump("customer")); n != 2 || len(p.dump("subscription")) != 0 {
			t.Errorf("%d customers, and subscriptions %v", n, p.dump("subscription"))
		}
		if found, err := p.Imports(ctx, db.Part{Sort: intake.Order.Parse(""), Limit: 10}); err != nil || len(found) != 3 {
			t.Errorf("%+v: %v", found, err)
		}
	})
}

// A header is looked at before any file is taken in, as the order hangs on it.
func TestWhereAHeaderIsBadNoFileIsTakenIn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		done := p.try(small()[0], rows("usage", "subscription_id,month,users", "T-office,2016-04,5"), small()[1])
		if len(done) != 1 || done[0].State != intake.Refused || done[0].File != "usage.csv" || len(p.dump("partner")) != 0 {
			t.Errorf("%+v, and partners %v", done, p.dump("partner"))
		}
	})
}

func TestADryRunTellsWhatAnImportWouldDoAndStoresNothing(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		before := p.dump()
		more := []file{
			rows("customers", "tenant_id,name,domain,country", "T,Tailspin,tailspin.example,US", "U,Umeda Foods,umeda.example,JP", "V,Vintners,,US"),
			rows("subscriptions", "subscription_id,tenant_id,product,start_date", "V-office,V,office365,2016-04-01"),
			rows("usage", "subscription_id,month,active_users", "V-office,2016-05,7"),
		}
		rehearsal, err := p.Rehearse(ctx, sources(more), intake.Options{})
		if err != nil {
			t.Fatal(err)
		}
		dry := rehearsal.Files
		if broken, err := p.Rehearse(ctx, sources([]file{more[2], {"bad.csv", "x"}}), intake.Options{}); err != nil || broken.Effect != nil {
			t.Errorf("%+v, %v", broken, err)
		}
		refused, err := p.Rehearse(ctx, sources(more[2:]), intake.Options{})
		if bad := refused.Files; err != nil || refused.Effect != nil || bad[0].State != intake.Refused || bad[0].Key != 0 || len(bad[0].Faults) != 1 {
			t.Errorf("without the subscription: %+v, %v", refused, err)
		}
		if diff := cmp.Diff(before, p.dump()); diff != "" {
			t.Error(diff)
		}
		if found, err := p.Imports(ctx, db.Part{Sort: intake.Order.Parse(""), Limit: 100}); err != nil || len(found) != 6 {
			t.Errorf("%d imports are recorded, want the 6 before it (%v)", len(found), err)
		}
		done := p.take(more...)
		for k := range dry {
			if dry[k].State != intake.DryRun || dry[k].Key != 0 {
				t.Errorf("%+v", dry[k])
			}
			dry[k].State, dry[k].Key = intake.Stored, done[k].Key
		}
		if diff := cmp.Diff(done, dry); diff != "" {
			t.Errorf("the import, and what the dry run said of it:\n%s", diff)
		}
	})
}

func TestAKindThatIsGivenOverridesTheHeader(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		done, err := p.Import(ctx, sources(small()[1:2]), intake.Options{Reading: facts.Options{As: facts.Partners}})
		if err != nil || done[0].State != intake.Refused || done[0].Kind != facts.Partners || len(done[0].Faults) != 1 {
			t.Errorf("%+v: %v", done, err)
		}
	})
}

func TestARowThatStandsTwiceInAFileIsOne(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		for _, f := range []file{
			rows("usage", "subscription_id,month,active_users", "T-office,2016-05,6", "T-office,2016-05,6"),
			rows("partners", "partner_id,name,parent_id", "N1,New One,", "N1,New One,"),
			rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-9,T-office,B,2016-04-02,6", "o-9,T-office,B,2016-04-02,6"),
			rows("associations", "route,partner_id,tenant_id,from,to", "dap,A,U,2016-04-01,", "dap,A,U,2016-04-01,"),
			rows("customers", "tenant_id,name", "N1,New One", "N1,New One"),
			rows("subscriptions", "subscription_id,tenant_id,product,start_date", "N1-office,N1,office365,2016-04-01", "N1-office,N1,office365,2016-04-01"),
		} {
			if done := p.take(f)[0]; done.Rows != 2 || done.Added != 1 || done.Changed != 0 || done.Unchanged != 1 {
				t.Errorf("%+v", done)
			}
		}
		p.rebuilt()
		for table, want := range map[string]string{
			"usage": "usage\tT-office\t24196\t\t-\t-\t6\t-\t-", "partner": "partner\tN1\tNew One\t\t\t\t0\t",
			"sale": "sale\to-9\tT-office\tB\tday 16893\t6", "association": "association\tdap\tA\tU\t\tday 16892\t-\t-\timport\t-",
		} {
			found := 0
			for _, line := range p.dump(table) {
				if line == want {
					found++
				}
			}
			if found != 1 {
				t.Errorf("%d times %s in %v", found, want, p.dump(table))
			}
		}
	})
}
