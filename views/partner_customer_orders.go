package views

import (
	"time"

	"shimei/store/programme"
)

// Order is one sale of seats, which makes its partner the seller of a subscription.
type Order struct {
	ID           string
	PartnerID    string // of the location that sold
	Subscription string // id
	Product      programme.Text
	At           time.Time
	Seats        int64 // below 0 for a return
	ImportID     int64 // of the import that it came by; 0 where that is not known
	Line         int64 // in the import's file
}
