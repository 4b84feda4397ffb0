package store_test

import (
	"errors"
	"fmt"

	"pgregory.net/rapid"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/request"
)

// people are who takes part in the steps.
var people = []string{"T1", "T2", "P1", "P2", "admin", "other"}

// usageOfEachMonth is the step that brings usage of every subscription and month, and some associations.
func usageOfEachMonth() step {
	var lines []string
	for m := programme.MonthOf(2015, 12); m <= programme.MonthOf(2016, 6); m++ {
		lines = append(lines, join("S1", m.String(), "exchange", "100", ""), join("S2", m.String(), "", "", "250.50"),
			join("S3", m.String(), "exchange", "70", ""), join("S4", m.String(), "mfa", "30", ""))
	}
	return step{clock: "2016-06-11T09:00:00Z", what: "usage of each month", do: func(p *portal, _ map[string]directory.Person) string {
		p.take(rows("associations", "route,partner_id,tenant_id,subscription_id,from,to", "dap,P1,T1,,2016-01-01,2016-09-01", "dap,P2,T2,,2016-01-01,2016-09-01",
			"dpor,P1,,S3,2016-02-01,", "dpor,P2,,S1,2016-02-01,"))
		return fmt.Sprint(p.take(rows("usage", "subscription_id,month,workload,active_users,consumed", lines...))[0].Added)
	}}
}

// drawLife draws a nomination, a request, or what somebody does to one.
func drawLife(t *rapid.T) step {
	s := step{clock: fmt.Sprintf("2016-%02d-11T09:00:00Z", rapid.IntRange(6, 8).Draw(t, "clock"))}
	switch rapid.SampledFrom([]string{"act", "act", "ask", "ask", "act", "nominate", "file"}).Draw(t, "kind") {
	case "file":
		return drawToldAgain(t, s)
	case "ask":
		return drawAsk(t, s)
	case "act":
		return drawAct(t, s)
	}
	partner, id := drawPartner(t), rapid.SampledFrom(subscriptions).Draw(t, "subscription")
	s.what = "nominate " + partner + " for " + id
	s.do = nominating(partner, []string{id}, "", false)
	return s
}

// drawToldAgain draws a file that tells associations again that admins may have corrected, with an end or without.
func drawToldAgain(t *rapid.T, s step) step {
	row := rapid.SampledFrom([]string{"dap,P1,T1,,2016-01-01,", "dap,P2,T2,,2016-01-01,", "dpor,P1,,S3,2016-02-01,", "dpor,P2,,S1,2016-02-01,"}).Draw(t, "row")
	row += rapid.SampledFrom([]string{"", "2016-03-01", "2016-05-01", "2016-09-01"}).Draw(t, "end")
	s.what = "a file tells " + row
	s.do = func(p *portal, _ map[string]directory.Person) string {
		done := p.try(rows("associations", "route,partner_id,tenant_id,subscription_id,from,to", row))[0]
		return fmt.Sprint(done.State, done.Added, done.Changed, done.Unchanged)
	}
	return s
}

// drawAsk draws a request of any way, by who may make it or by another one.
func drawAsk(t *rapid.T, s step) step {
	wrong, partner := rapid.IntRange(0, 9).Draw(t, "wrong") == 5, rapid.SampledFrom([]string{"P1", "P2"}).Draw(t, "partner")
	tenant, days := rapid.SampledFrom([]string{"T1", "T2"}).Draw(t, "tenant"), rapid.IntRange(1, 90).Draw(t, "days")
	subscription := rapid.SampledFrom(subscriptions).Draw(t, "subscription")
	day := programme.DayOf(2016, 1, rapid.IntRange(1, 150).Draw(t, "day"))
	a := rapid.SampledFrom([]request.Ask{
		{Way: programme.WayDelegation, Route: "dap", PartnerID: partner, TenantID: tenant, Days: days},
		claim(partner, subscription),
		{Way: programme.WayApplication, Route: "fasttrack", PartnerID: partner, TenantID: tenant},
		{Way: programme.WayAssignment, Route: "fasttrack", PartnerID: partner, TenantID: tenant},
		{Way: programme.WayExtension, Days: days}, {Way: programme.WayCorrection, From: &day}, {Way: programme.WayCorrection, To: &day},
	}).Draw(t, "ask")
	nth := rapid.IntRange(0, 3).Draw(t, "of which association")
	who := partner
	if a.Way == programme.WayAssignment || a.Way == programme.WayCorrection {
		who = "admin"
	}
	if wrong {
		who = "T1"
	}
	s.what = fmt.Sprintf("%s asks for %+v (%d)", who, a, nth)
	s.do = func(p *portal, owners map[string]directory.Person) string {
		if a.Way == programme.WayExtension || a.Way == programme.WayCorrection {
			of := directory.AssociationFilter{Partner: partner}
			if a.Way == programme.WayExtension {
				of.Route = "dap"
			}
			found, _, err := p.Associations(ctx, of, db.Part{Sort: directory.AssociationOrder.Usual, Limit: 10})
			if err != nil || len(found) == 0 {
				return fmt.Sprint("no association ", err)
			}
			a.Association = found[nth%len(found)].Key
		}
		q, err := p.Ask(ctx, owners[who], a)
		return fmt.Sprint(q.Life.State, told(p, err))
	}
	return s
}

// drawAct draws an act on one of the requests that are there: mostly one that the person may do.
func drawAct(t *rapid.T, s step) step {
	who, nth := rapid.SampledFrom(people).Draw(t, "who"), rapid.IntRange(0, 9).Draw(t, "which")
	wrong := rapid.IntRange(0, 5).Draw(t, "wrong") == 3
	act := rapid.SampledFrom([]programme.Act{programme.ActAccept, programme.ActApprove, programme.ActEnd, programme.ActReject}).Draw(t, "act")
	s.what = fmt.Sprintf("%s acts on a request (%d), or does %s: %v", who, nth, act, wrong)
	s.do = func(p *portal, owners map[string]directory.Person) string {
		said := "nothing to do"
		for _, q := range seenBy(p, owners[who]) {
			act := act
			if d, err := p.Request(ctx, owners[who], q.Reference); err != nil || !wrong && len(d.Acts) == 0 {
				continue
			} else if !wrong {
				act = d.Acts[nth%len(d.Acts)]
			}
			q, err := p.Act(ctx, owners[who], request.On{Reference: q.Reference, Act: act, Said: request.Said{Reason: "other", Note: "because"}})
			said = fmt.Sprint(act, q.Life.State, told(p, err))
			break
		}
		if _, err := p.Clock(ctx); err != nil {
			p.t.Fatal(err)
		}
		return said
	}
	return s
}

// seenBy returns the latest requests that a person sees.
func seenBy(p *portal, who directory.Person) []request.Request {
	p.t.Helper()
	seen, _, err := p.Requests(ctx, who, request.Filter{}, db.Part{Sort: request.Order.Usual, Limit: 10})
	if err != nil {
		p.t.Fatal(err)
	}
	return seen
}

// told is the code of a refusal. Any other error but that nothing is to be seen fails the test.
func told(p *portal, err error) string {
	switch r := store.Refusal(err); {
	case err == nil:
		return "done"
	case r != nil:
		return r.Code
	case errors.Is(err, store.ErrNotFound):
		return "not found"
	}
	p.t.Fatal(err)
	return ""
}
