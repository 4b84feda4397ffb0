package views

import (
	"shimei/store/programme"
)

// OpenAssignmentPath is the address where an association is opened.
const OpenAssignmentPath = AssignmentsPath + "/open"

// OpenPage opens an association by a route that the vendor opens. A refused POST shows it again.
type OpenPage struct {
	Frame
	Routes                                     []Option     // that the programme takes now
	Later                                      []LaterRoute // that it takes from a later month on
	Route, Partner, Tenant, Subscription, Note string       // typed
	Errors                                     []FieldError
}

// LaterRoute is a route with the month that it opens with.
type LaterRoute struct {
	Name programme.Text
	From programme.Month
}

// routes are the choices of a route.
func (p OpenPage) routes() (list []choice) {
	for _, o := range p.Routes {
		list = append(list, choice{o.ID, p.L.Text(o.Name)})
	}
	return list
}
