package main

// The tests of web/everybody_test.go.
const (
	tables  = "TestEveryRouteIsOpenToWhomTheTablesSayAndToNobodyElse"
	ids     = "TestEveryIdOfAnotherLooksAsIfItWereNot"
	canary  = "TestNothingOfOthersIsInAPageAFileOrALetter"
	aTenant = "a missing tenant predicate: "
)

// holes are checks of a role, and predicates of a tenant, an account or a person, each taken out.
var holes = []struct{ what, file, search, replace, test string }{
	{"a missing check of the audience: a page opens for another one's people", "web/page.go", `r.who.Role.Audience() != string(rt.audience) {`, `r.who.Role == "x" {`, tables},
	{"a missing check of the duty: a form is taken from every role", "web/page.go", `if rt.duty != "" && !r.who.Role.May(rt.duty) {`, `if rt.duty == "x" && !r.who.Role.May(rt.duty) {`, tables},
	{"a missing check of the session: a page opens for nobody", "web/page.go", `if rt.audience != "" && r.who.Key == 0 {`, `if rt.audience == "x" && r.who.Key == 0 {`, tables},
	{aTenant + "an owner manages the people of every customer", "store/directory/roles.go", `return other.Customer == p.Customer && other.Customer != 0`, `return other.Customer != 0`, ids},
	{aTenant + "a manager manages the people of every account", "store/directory/roles.go", `return other.Account == p.Account && other.Account != 0`, `return other.Account != 0`, ids},
}

// tenancyMutants are the holes as faults.
func tenancyMutants() (all []mutant) {
	for _, h := range holes {
		all = append(all, mutant{name: h.what, file: h.file, search: h.search, replace: h.replace, in: "./web", test: h.test})
	}
	return all
}
