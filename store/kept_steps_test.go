package store_test

import (
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"shimei/store/directory"
)

// drawStep draws what happens next. Most of it is taken in, some is refused.
func drawStep(t *rapid.T) step {
	s := step{clock: fmt.Sprintf("2016-%02d-11T09:00:00Z", rapid.IntRange(1, 6).Draw(t, "clock"))}
	kind := rapid.SampledFrom([]string{"usage", "usage", "rates", "sales", "associations", "associations", "partners", "subscriptions",
		"nominate", "nominate", "nominate", "nominate", "remove", "remove", "ask", "ask", "act", "act", "act", "programme"}).Draw(t, "kind")
	switch kind {
	case "ask":
		return drawAsk(t, s)
	case "act":
		return drawAct(t, s)
	case "programme":
		s.what = rapid.SampledFrom([]string{"the built-in programme", "other counts", "other routes", "another zone", "a zone ahead"}).Draw(t, "programme")
		return s
	case "nominate", "remove":
		partner := ""
		if kind == "nominate" {
			partner = drawPartner(t)
		}
		ids := rapid.SliceOfNDistinct(rapid.SampledFrom(subscriptions), 1, 2, rapid.ID).Draw(t, "subscriptions")
		owner := rapid.SampledFrom([]string{"", "", "", "", "T1", "T2"}).Draw(t, "owner")
		stale := rapid.IntRange(0, 9).Draw(t, "stale") == 5
		s.what = fmt.Sprint(kind, " ", partner, " ", ids, " ", owner, " stale: ", stale)
		s.do = nominating(partner, ids, owner, stale)
		return s
	}
	f := rows(kind, headers[kind], rapid.SliceOfNDistinct(rapid.Custom(drawRow[kind]), 1, 5, knownBy(kind)).Draw(t, "rows")...)
	s.what = f.name + "\n" + f.text
	s.do = func(p *portal, _ map[string]directory.Person) string {
		one := p.try(f)[0]
		return fmt.Sprint(one.State, one.Added, one.Changed, one.Unchanged, messages(one.Faults))
	}
	return s
}

var subscriptions = []string{"S1", "S2", "S3", "S4"}

var headers = map[string]string{
	"usage":         "subscription_id,tenant_id,product,month,workload,active_users,consumed,currency",
	"rates":         "month,currency,rate",
	"sales":         "order_id,subscription_id,partner_id,date,seats",
	"associations":  "route,partner_id,subscription_id,tenant_id,from,to",
	"partners":      "partner_id,name,parent_id,status,as_of",
	"subscriptions": "subscription_id,tenant_id,product,kind,start_date,end_date,as_of",
}

var drawRow = map[string]func(*rapid.T) string{
	"usage": func(t *rapid.T) string {
		s := rapid.SampledFrom(subscriptions).Draw(t, "subscription")
		workloads := map[string][]string{"S1": {"", "exchange", "skype"}, "S2": {""}, "S3": {"exchange", "proplus"}, "S4": {"mfa", "app-access"}}[s]
		of := join(s, "", "")
		if rapid.IntRange(0, 3).Draw(t, "of the tenant?") == 0 {
			of = join("", rapid.SampledFrom([]string{"T1", "T2"}).Draw(t, "tenant"), map[string]string{"S1": "office365", "S2": "azure", "S3": "office365", "S4": "aad-premium"}[s])
		}
		users, consumed, currency := drawCount(t, 0), "", ""
		if s == "S2" {
			users, consumed = "", drawCount(t, 0)+".50"
			currency = rapid.SampledFrom([]string{"", "USD", "EUR", "EUR", "EUR", "JPY"}).Draw(t, "currency")
		}
		return join(of, drawDay(t, "month")[:7], rapid.SampledFrom(workloads).Draw(t, "workload"), users, consumed, currency)
	},
	"rates": func(t *rapid.T) string {
		return join(drawDay(t, "month")[:7], rapid.SampledFrom([]string{"EUR", "EUR", "EUR", "JPY"}).Draw(t, "currency"),
			rapid.SampledFrom([]string{"1.2", "0.955", "2"}).Draw(t, "rate"))
	},
	"sales": func(t *rapid.T) string {
		order := rapid.SampledFrom([]string{"o1", "o2", "o3", "o4", "o5"}).Draw(t, "order")
		return join(order, rapid.SampledFrom(subscriptions).Draw(t, "subscription"), drawPartner(t), drawMoment(t, "date"), drawCount(t, -30))
	},
	"associations": func(t *rapid.T) string {
		route := rapid.SampledFrom([]string{"dpor", "dpor", "dpor", "dap", "fasttrack", "seller"}).Draw(t, "route")
		subscription, tenant := rapid.SampledFrom(subscriptions).Draw(t, "subscription"), ""
		if route == "dap" || route == "fasttrack" {
			subscription, tenant = "", rapid.SampledFrom([]string{"T1", "T2"}).Draw(t, "tenant")
		}
		from, to := drawMoment(t, "from"), drawMoment(t, "to")
		if to < from || rapid.Bool().Draw(t, "open") {
			to = ""
		}
		return join(route, drawPartner(t), subscription, tenant, from, to)
	},
	"partners": func(t *rapid.T) string {
		id := rapid.SampledFrom([]string{"G", "H", "P1", "P2", "P3", "P4"}).Draw(t, "partner")
		parent := rapid.SampledFrom([]string{"", "", "G", "H"}).Draw(t, "parent")
		if id == "G" || id == "H" {
			parent = ""
		}
		return join(id, id, parent, rapid.SampledFrom([]string{"active", "active", "suspended"}).Draw(t, "status"), drawAsOf(t))
	},
	"subscriptions": func(t *rapid.T) string {
		s := rapid.SampledFrom(subscriptions).Draw(t, "subscription")
		product := map[string]string{"S1": "office365", "S2": "azure", "S3": "office365", "S4": "aad-premium"}[s]
		if rapid.IntRange(0, 4).Draw(t, "another product") == 0 {
			product = "crm-online"
		}
		start, end := drawMoment(t, "start"), drawMoment(t, "end")
		if end < start || rapid.Bool().Draw(t, "goes on") {
			end = ""
		}
		return join(s, rapid.SampledFrom([]string{"T1", "T2"}).Draw(t, "tenant"), product,
			rapid.SampledFrom([]string{"paid", "paid", "paid", "trial"}).Draw(t, "kind"), start, end, drawAsOf(t))
	},
}

// knownBy returns the cells by which a row of a kind is known: twice in one file is refused.
func knownBy(kind string) func(row string) string {
	return func(row string) string {
		cells := strings.Split(row, ",")
		switch kind {
		case "usage":
			return join(cells[:5]...)
		case "rates":
			return join(cells[:2]...)
		case "associations":
			return join(cells[:5]...)
		case "partners", "subscriptions":
			return join(cells[0], cells[len(cells)-1])
		}
		return cells[0]
	}
}

func drawPartner(t *rapid.T) string {
	return rapid.SampledFrom([]string{"P1", "P2", "P3", "P4", "P4", "G"}).Draw(t, "partner")
}

// drawAsOf draws the day from which a row holds: mostly none.
func drawAsOf(t *rapid.T) string {
	if rapid.IntRange(0, 2).Draw(t, "dated") > 0 {
		return ""
	}
	return rapid.SampledFrom([]string{"2015-03-01", "2015-09-15", "2015-12-31", "2016-01-01"}).Draw(t, "as of")
}

// drawDay draws a day from 2015-01-01 on, in a year and a half.
func drawDay(t *rapid.T, name string) string {
	return time.Date(2015, 1, 1+rapid.IntRange(0, 540).Draw(t, name), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// drawMoment draws a day, or an instant about when a day begins somewhere. Some are about when months
// begin, and so often near each other.
func drawMoment(t *rapid.T, name string) string {
	day := drawDay(t, name)
	if rapid.IntRange(0, 2).Draw(t, name+" about a month's beginning") == 0 {
		day = day[:8] + "01"
	}
	hours := rapid.SampledFrom([]string{"", "", "", "T00:00:00Z", "T02:00:00Z", "T04:00:00Z", "T05:00:00Z", "T15:00:00Z"}).Draw(t, name+" hours")
	return day + hours
}

func drawCount(t *rapid.T, least int) string {
	return fmt.Sprint(rapid.IntRange(least, 100).Draw(t, "count"))
}

func join(cells ...string) string { return strings.Join(cells, ",") }
