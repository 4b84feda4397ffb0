package demo

// Happening is something that a person of the demo did before its clock begins: a nomination, a request
// for something, or an act on an earlier request.
type Happening struct {
	At  string // RFC 3339
	Who string // address
	// Nominate is the id of a partner that is nominated for Subscription.
	Nominate string
	// Name is by what later happenings call the request that Way asks for.
	Name, Way, Route, PartnerID, TenantID, Subscription string
	Purpose                                             string // of a delegation
	Days                                                int    // of a delegation or an extension
	Of                                                  string // name of the request whose association an extension is of
	// On is the name of the request that Act is done to.
	On, Act, Reason string
	Note            string
	File, Says      string // name of what shows a claim, and what it says
}

// The people of the demo that do something.
const (
	mika   = "mika@alpineskihouse.example"
	sam    = "sam@alpineskihouse.example"
	hayase = "hayase@hoshifurisato-seika.example"
	jo     = "jo@northwind-cloud.example"
	dana   = "dana@adatum-deployment.example"
	misaki = "misaki@hotaruzawa.example"
	robin  = "admin@vendor.example"
)

// Happenings returns what people did, in its order: each kind of request stands in a state that is worth
// looking at. None of it is credited where the guided tour and the levels of partners would be others.
func Happenings() []Happening {
	office, trial := guid("subscription", alpine.id, "office365", "1"), guid("subscription", alpine.id, "intune", "1")
	intune := guid("subscription", hoshi.id, "intune", "1")
	return []Happening{
		{At: "2016-03-14T05:10:00Z", Who: jo, Name: "expiring", Way: "delegation", Route: "dap", PartnerID: northwind, TenantID: hoshi.id, Days: 30,
			Purpose: "Moving mailboxes", Note: "We move the last 40 mailboxes until the middle of April."},
		{At: "2016-03-15T02:30:00Z", Who: hayase, On: "expiring", Act: "accept"},
		// One trial changed its partner thrice within thirty days.
		{At: "2016-03-24T15:00:00Z", Who: sam, Nominate: northwind, Subscription: trial},
		{At: "2016-04-01T15:00:00Z", Who: sam, Nominate: "4627790", Subscription: trial},
		{At: "2016-04-05T15:00:00Z", Who: mika, Nominate: northwind, Subscription: trial},
		{At: "2016-04-08T15:00:00Z", Who: sam, Nominate: adatum, Subscription: trial},
		{At: "2016-04-04T16:20:00Z", Who: jo, Name: "claim", Way: "claim", Route: "dpor", PartnerID: northwind, Subscription: office,
			Note: "We moved Alpine Ski House to Office 365 in February 2015; the acceptance of the project is attached.",
			File: "acceptance.pdf", Says: "Alpine Ski House accepts the move of its mailboxes, 27 February 2015."},
		{At: "2016-04-06T17:05:00Z", Who: dana, Name: "rival", Way: "claim", Route: "dpor", PartnerID: adatum, Subscription: office,
			Note: "We have run the service desk for Office 365 since January.",
			File: "service-desk-contract.pdf", Says: "Service desk for Office 365, from January 2016."},
		{At: "2016-04-05T01:40:00Z", Who: misaki, Name: "returned", Way: "claim", Route: "dpor", PartnerID: hotaruzawa, Subscription: intune,
			Note: "Intune の展開を昨年 11 月に支援しました。",
			File: "intune-rollout.pdf", Says: "Intune rollout, November 2015: plan."},
		{At: "2016-04-07T09:00:00Z", Who: robin, On: "returned", Act: "return", Note: "Please add what the customer signed when the work was accepted."},
		{At: "2016-04-08T18:00:00Z", Who: dana, Name: "waiting", Way: "delegation", Route: "dap", PartnerID: adatum, TenantID: alpine.id, Days: 365,
			Purpose: "Operation of Office 365", Note: "For the service desk that we agreed on."},
		{At: "2016-04-10T23:15:00Z", Who: jo, Name: "longer", Way: "extension", Of: "expiring", Days: 60, Note: "The move takes until June."},
	}
}
