package directory

import "slices"

// Role is what a person may do in the own organisation.
type Role string

// The roles of a customer's, a partner's and the vendor's people.
const (
	Owner         Role = "owner"
	Administrator Role = "administrator"
	Reader        Role = "reader"

	Manager       Role = "manager"
	Member        Role = "member"
	PartnerReader Role = "partner_reader"

	Admin        Role = "admin"
	Reviewer     Role = "reviewer"
	VendorReader Role = "vendor_reader"
)

// Duty is something that some roles may do. To read is no duty: each role reads what its organisation sees.
type Duty string

// The duties.
const (
	ToNominate Duty = "nominate" // a customer's: nominate, change and remove (R5), and answer what partners ask
	ToAsk      Duty = "ask"      // a partner's: links, requests, claims, the support contact
	ToDecide   Duty = "decide"   // the vendor's: review, open, end and correct associations
	ToRun      Duty = "run"      // the vendor's: facts, months, statements, mail
	ToManage   Duty = "manage"   // people: invite, change roles, end access; an admin those of every organisation
)

// roles is who may do what. It is told nowhere else: pages, methods and tests read it.
var roles = []struct {
	Role     Role
	Audience string
	Duties   []Duty
}{
	{Owner, "customer", []Duty{ToNominate, ToManage}},
	{Administrator, "customer", []Duty{ToNominate}},
	{Reader, "customer", nil},
	{Manager, "partner", []Duty{ToAsk, ToManage}},
	{Member, "partner", []Duty{ToAsk}},
	{PartnerReader, "partner", nil},
	{Admin, "admin", []Duty{ToDecide, ToRun, ToManage}},
	{Reviewer, "admin", []Duty{ToDecide}},
	{VendorReader, "admin", nil},
}

// Roles are all roles, in the order of the audiences, those who may do most first.
func Roles() []Role { return RolesOf("customer", "partner", "admin") }

// RolesOf are the roles of audiences, those who may do most first.
func RolesOf(audiences ...string) (all []Role) {
	for _, r := range roles {
		if slices.Contains(audiences, r.Audience) {
			all = append(all, r.Role)
		}
	}
	return all
}

// RolesWith are the roles that have a duty.
func RolesWith(d Duty) (all []Role) {
	for _, r := range roles {
		if slices.Contains(r.Duties, d) {
			all = append(all, r.Role)
		}
	}
	return all
}

// Audience returns whose pages the role opens: "customer", "partner" or "admin"; "" for what
// is no role, which opens none.
func (r Role) Audience() string {
	for _, x := range roles {
		if x.Role == r {
			return x.Audience
		}
	}
	return ""
}

// Duties are what the role may do. What is no role may nothing.
func (r Role) Duties() []Duty {
	for _, x := range roles {
		if x.Role == r {
			return x.Duties
		}
	}
	return nil
}

// May reports whether the role has a duty.
func (r Role) May(d Duty) bool { return slices.Contains(r.Duties(), d) }

// Manages reports whether a person may invite another, change its role and end its access: an owner those of the
// customer, a manager those whose scope is within the own one, an admin everybody.
func (p Person) Manages(other Person) bool {
	if !p.Role.May(ToManage) {
		return false
	}
	switch p.Role.Audience() {
	case "customer":
		return other.Customer == p.Customer && other.Customer != 0
	case "partner":
		return other.Account != 0 && other.Scope().Within(p.Scope())
	}
	return true
}
