package main

// The tests of web/everybody_test.go.
const (
	tables  = "TestEveryRouteIsOpenToWhomTheTablesSayAndToNobodyElse"
	ids     = "TestEveryIdOfAnotherLooksAsIfItWereNot"
	canary  = "TestNothingOfOthersIsInAPageAFileOrALetter"
	aTenant = "a missing tenant predicate: "
)

// holes are checks of a role, and predicates of a tenant, an account or a person, each taken out.
var holes = []hole{
	{"a missing check of the audience: a page opens for another one's people", "web/page.go", `r.who.Role.Audience() != string(rt.audience) {`, `r.who.Role == "x" {`, "./web", tables},
	{"a missing check of the duty: a form is taken from every role", "web/page.go", `if rt.duty != "" && !r.who.Role.May(rt.duty) {`, `if rt.duty == "x" && !r.who.Role.May(rt.duty) {`, "./web", tables},
	{"a missing check of the session: a page opens for nobody", "web/page.go", `if rt.audience != "" && r.who.Key == 0 {`, `if rt.audience == "x" && r.who.Key == 0 {`, "./web", tables},
	{aTenant + "an owner manages the people of every customer", "store/directory/roles.go", `return other.Customer == p.Customer && other.Customer != 0`, `return other.Customer != 0`, "./web", ids},
	{aTenant + "a manager manages the people of every account", "store/directory/roles.go", `return other.Account != 0 && other.Scope().Within(p.Scope())`, `return other.Account != 0`, "./web", ids},
	{aTenant + "a customer opens every customer's subscriptions", "store/directory/subscriptions.go", `"WHERE s.customer_id = $1 AND s.subscription_key = $2"`, `"WHERE (s.customer_id = $1 OR TRUE) AND s.subscription_key = $2"`, "./web", ids},
	{aTenant + "a customer sees the people of all", "store/directory/customer_people.go", `db.Where("x.customer_id = ?", customer)`, `db.Where("(x.customer_id = ? OR TRUE)", customer)`, "./web", canary},
	{aTenant + "a partner opens customers that it has nothing to do with", "store/report/account_customers.go", `" AND x.customer_id = c.id)"`, `")"`, "./web", ids},
	{aTenant + "every customer is told of a request", "store/outbox/tell.go", `" AND x.customer_id = ?", []any{customer}`, `" AND ? > 0", []any{customer}`, "./web", canary},
	{aTenant + "every partner is told what one is", "store/outbox/tell.go", `NOT x.chosen AND x.partner_id IN (?, (SELECT parent_id FROM partners WHERE id = ?))`, `NOT x.chosen AND ? + ? > 0`, "./web", canary},
	{"a missing scope: who is for one location reads what others bring", "store/directory/scope.go", `return " AND " + key + " IN " + db.Keys(s.Locations)`, `return db.Keys(s.Locations)[:0]`, "./web", canary},
	{"a missing scope: the page of a whole account opens for who is for one location", "web/page.go", `if rt.whole && r.who.Chosen {`, `if rt.whole && r.who.Key == 0 {`, "./web", tables},
	{"a missing scope: a manager of one location manages everybody of the account", "store/directory/scope.go", `return !other.Chosen || s.Chosen && len`, `return true || s.Chosen && len`, "./web", canary},
}

// hole is a check or a predicate that is taken out, with the package and the test that find it.
type hole struct{ what, file, search, replace, in, test string }

// taken are holes as faults.
func taken(holes ...hole) (all []mutant) {
	for _, h := range holes {
		all = append(all, mutant{name: h.what, file: h.file, search: h.search, replace: h.replace, in: h.in, test: h.test})
	}
	return all
}
