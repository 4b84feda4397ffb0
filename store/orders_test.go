package store_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/directory"
)

// TestTheOrdersBehindASellerAreToldToWhomTheyConcern asks for the orders of an association, and of an account
// at a customer: what was sold before the subscription came to the customer is not the customer's.
func TestTheOrdersBehindASellerAreToldToWhomTheyConcern(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-9,T-office,A,2016-02-01,-20", "o-8,T-office,C,2016-03-01,5"))
		list, _, err := p.Associations(ctx, directory.AssociationFilter{Route: "seller", Partner: "Aomori", Product: "office365"}, db.Part{Sort: directory.AssociationOrder.Usual, Limit: 5})
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		d, err := p.Association(ctx, list[0].Key)
		if diff := cmp.Diff([]string{"o-9 A T-office -20 line 2", "o-1 A T-office 100 line 2"}, toldOrders(d.Orders)); err != nil || diff != "" {
			t.Error(err, diff)
		}
		a, err := p.CheckPartner(ctx, "A")
		if err != nil {
			t.Fatal(err)
		}
		before, err := p.AccountCustomer(ctx, directory.Whole(a.Account), "T")
		if diff := cmp.Diff([]string{"o-9 A T-office -20 line 2", "o-4 A T-azure 0 line 5", "o-1 A T-office 100 line 2", "o-3 A T-ended 30 line 4"}, toldOrders(before.Orders)); err != nil || diff != "" {
			t.Error(err, diff)
		}
		p.take(rows("subscriptions", "subscription_id,tenant_id,as_of", "T-office,U,2016-03-15"))
		after, err := p.AccountCustomer(ctx, directory.Whole(a.Account), "U")
		if err != nil || len(after.Orders) != 0 {
			t.Errorf("the new tenant's page tells %v: %v", toldOrders(after.Orders), err)
		}
	})
}

func toldOrders(orders []directory.Order) (told []string) {
	for _, o := range orders {
		told = append(told, fmt.Sprint(o.ID, " ", o.PartnerID, " ", o.Subscription, " ", o.Seats, " line ", o.Line))
	}
	return told
}
