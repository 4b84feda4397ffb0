package web

import (
	"strings"

	"github.com/a-h/templ"

	"shimei/store/directory"
	"shimei/views"
)

func subscriptionsPage(r *request) (templ.Component, error) {
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	ctx := r.Request().Context()
	page := views.SubscriptionsPage{Frame: f, Filter: r.subscriptionQuery(), MayNominate: r.who.Role.MayNominate()}
	list, part := r.list(views.SubscriptionsPath, page.Filter.Query(), directory.SubscriptionOrder)
	page.List = list
	for _, x := range f.Programme.Products {
		page.Products = append(page.Products, views.Option{ID: x.ID, Name: x.Name})
	}
	found, count, err := r.Store.Subscriptions(ctx, r.who.Customer, subscriptionFilter(page.Filter), part)
	if err != nil {
		return nil, err
	}
	page.Count = count
	if page.Without, err = r.Store.WithoutPartnerOfRecord(ctx, r.who.Customer); err != nil {
		return nil, err
	}
	for _, s := range onPage(&page.List, found, func(s *directory.Subscription) int64 { return s.Key }) {
		page.Rows = append(page.Rows, subscriptionRow(f.Programme, s, r.now(), false))
	}
	return page.Page(), nil
}

// subscriptionList is the same as a file.
func subscriptionList(r *request) (list, error) {
	b, err := r.standsOn()
	if err != nil {
		return list{}, err
	}
	columns := []string{"subscription_id", "product", "kind", "licensing", "seats", "assigned_seats", "active_seats", "start_date", "end_date",
		"renewal_date", "auto_renew", "partner_of_record", "partner_id", "since"}
	return list{"subscriptions", columns, func(write func(...any) error) error {
		sort := directory.SubscriptionOrder.Parse(r.QueryParam("sort"))
		filter := subscriptionFilter(r.subscriptionQuery())
		return r.Store.EachSubscription(r.Request().Context(), r.who.Customer, filter, sort, func(s directory.Subscription) error {
			return write(subscriptionCells(b.Programme, s)...)
		})
	}}, nil
}

// subscriptionQuery reads what the list is narrowed to.
func (r *request) subscriptionQuery() views.SubscriptionFilter {
	f := views.SubscriptionFilter{Product: r.QueryParam("product"), Record: r.QueryParam("record"), State: r.QueryParam("state"),
		ID: strings.TrimSpace(r.QueryParam("subscription"))}
	if f.Record != views.FilterNone {
		f.Record = ""
	}
	if f.State != views.FilterOpen && f.State != views.FilterEnded {
		f.State = ""
	}
	return f
}

func subscriptionFilter(v views.SubscriptionFilter) directory.SubscriptionFilter {
	f := directory.SubscriptionFilter{Product: v.Product, ID: typed(v.ID), Without: v.Record != ""}
	if v.State != "" {
		ended := v.State == views.FilterEnded
		f.Ended = &ended
	}
	return f
}
