package web

import (
	"strconv"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

func init() {
	add(entry{path: views.SubscriptionsPath, audience: views.Customer, section: "subscriptions", place: 10,
		get: subscriptionsPage, file: subscriptionsFile})
}

func subscriptionsPage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.SubscriptionsPage{Filter: r.subscriptionQuery(), Products: productOptions(p), MayNominate: r.who.Role.May(directory.ToNominate)}
	page.List = r.list(views.SubscriptionsPath, page.Filter.Query(), directory.SubscriptionOrder)
	var together []directory.Together
	page.Rows, page.Count, err = listed(r, &page.List, directory.SubscriptionOrder, func(part db.Part) ([]directory.Subscription, int64, error) {
		return r.Store.Subscriptions(r.ctx(), r.who.Customer, subscriptionFilter(page.Filter), part)
	}, func(s directory.Subscription) (int64, views.SubscriptionRow) {
		together = s.AddTogether(together)
		return s.Key, subscriptionRow(p, s, r.now(), false)
	})
	if err != nil {
		return nil, err
	}
	page.Together = togetherRows(p, together)
	if page.ToAnswer, err = r.toAnswer(); err != nil {
		return nil, err
	}
	soon, err := r.Store.Renewing(r.ctx(), r.who.Customer)
	if err != nil {
		return nil, err
	}
	if soon.Count > 0 {
		page.Renewing = views.Renewing{Count: soon.Count, Days: p.Work.RenewalDays, First: p.Products[soon.Product].Name, On: soon.First.In(p.Zone)}
	}
	if page.Without, err = r.Store.WithoutPartnerOfRecord(r.ctx(), r.who.Customer); err != nil || page.Without == 0 {
		return page, err
	}
	asked, count, err := r.Store.AskedToNominate(r.ctx(), r.who.Customer)
	page.AskedCount = count
	for _, a := range asked {
		page.Asked = append(page.Asked, views.AskedSubscription{ID: a.ID, Product: p.Products[a.Product].Name, Since: a.Since.In(p.Zone)})
	}
	if err != nil || !page.MayNominate {
		return page, err
	}
	page.Usual, err = r.usualPartner()
	return page, err
}

// usualPartner is who could be nominated for those without a partner of record too, as for most others; nil
// for nobody.
func (r *request) usualPartner() (*views.UsualPartner, error) {
	u, err := r.Store.Usual(r.ctx(), r.who.Customer, mostChosen)
	if err != nil || u.Partner.Key == 0 || len(u.Without) == 0 {
		return nil, err
	}
	return &views.UsualPartner{Partner: partnerRef(u.Partner), Has: u.Has, Of: u.Of, Without: u.Without}, nil
}

// toAnswer is how many requests wait for an answer that the person may give.
func (r *request) toAnswer() (int64, error) {
	if !r.who.Role.May(directory.ToNominate) {
		return 0, nil
	}
	_, count, err := r.Store.Requests(r.ctx(), r.who, requests.Filter{ToAnswer: true}, db.Part{Sort: requests.Oldest, Limit: 1})
	return count, err
}

// subscriptionsFile is the same as a file. What was reported of the subscriptions of a product together is
// a row without their ids, after all others.
func subscriptionsFile(r *request) (file, error) {
	p, err := r.programme()
	columns := []string{"subscription_id", "product", "kind", "licensing", "seats", "assigned_seats", "active_seats", "start_date", "end_date",
		"renewal_date", "auto_renew", "partner_of_record", "partner_id", "since"}
	return file{name: "subscriptions", columns: columns, rows: func(write func(...any) error) error {
		filter := subscriptionFilter(r.subscriptionQuery())
		var together []directory.Together
		err := r.Store.EachSubscription(r.ctx(), r.who.Customer, filter, r.sort(directory.SubscriptionOrder), func(s directory.Subscription) error {
			together = s.AddTogether(together)
			return write(subscriptionCells(p, s)...)
		})
		for k := 0; k < len(together) && err == nil; k++ {
			err = write(togetherCells(p, together[k])...)
		}
		return err
	}}, err
}

func subscriptionCells(p *programme.Programme, s directory.Subscription) []any {
	cells := []any{s.ID, p.Products[s.Product].ID, string(s.Kind), s.Licensing, whole(s.Seats), whole(s.Assigned), whole(s.Active),
		day(s.Start, p.Zone), day(s.End, p.Zone), nil, nil, nil, nil, nil}
	if s.Renewal != nil {
		cells[9] = day(*s.Renewal, p.Zone)
	}
	if s.AutoRenew != nil {
		cells[10] = strconv.FormatBool(*s.AutoRenew)
	}
	if x := s.Present; x != nil {
		cells[11], cells[12], cells[13] = x.Partner.Name, x.Partner.ID, moment(x.From, p.Zone)
	}
	return cells
}

func togetherCells(p *programme.Programme, x directory.Together) []any {
	return []any{nil, p.Products[x.Product].ID, nil, nil, whole(x.Available), whole(x.Assigned), whole(x.Active),
		nil, nil, nil, nil, nil, nil, nil}
}

// subscriptionQuery reads the filter from the query.
func (r *request) subscriptionQuery() views.SubscriptionFilter {
	return views.SubscriptionFilter{Product: r.QueryParam("product"), Record: r.choice("record", views.FilterNone),
		State: r.choice("state", views.FilterOpen, views.FilterEnded), ID: r.text("subscription")}
}

func subscriptionFilter(v views.SubscriptionFilter) directory.SubscriptionFilter {
	f := directory.SubscriptionFilter{Product: v.Product, ID: v.ID, Without: v.Record != ""}
	if v.State != "" {
		ended := v.State == views.FilterEnded
		f.Ended = &ended
	}
	return f
}
