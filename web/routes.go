package web

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"shimei/views"
)

// route is one address of the portal, and for whom it is. Every page is in this table, so
// that tests can read who may open what.
type route struct {
	method, path string
	audience     views.Audience // "" for anybody, signed in or not
	handle       func(*request) (templ.Component, error)
	demo         bool // only in the demonstration
	upload       bool // takes a large body
}

const (
	get  = http.MethodGet
	post = http.MethodPost
)

var routes []route

func init() {
	routes = []route{
		{method: get, path: views.HomePath, handle: home},
		{method: get, path: views.SignInPath, handle: signInPage},
		{method: post, path: views.SignInPath, handle: signIn},
		{method: get, path: views.HelpPath, handle: helpPage},
		{method: get, path: views.ProgrammePath, handle: programmePage},
		{method: get, path: views.StyleguidePath, handle: styleguidePage, demo: true},
		{method: post, path: views.SignOutPath, handle: signOut},
		{method: post, path: views.LanguagePath, handle: chooseLanguage},
		{method: post, path: views.ThemePath, handle: chooseTheme},
		{method: post, path: views.DemoSignInPath, handle: demoSignIn, demo: true},

		{method: get, path: views.SubscriptionsPath, audience: views.Customer, handle: subscriptionsPage},
		{method: get, path: views.SubscriptionsPath + "/:id", audience: views.Customer, handle: subscriptionPage},
		{method: get, path: views.SubscriptionsPath + "/:id/remove", audience: views.Customer, handle: removePage},
		{method: post, path: views.SubscriptionsPath + "/:id/remove", audience: views.Customer, handle: remove},
		{method: get, path: views.NominatePath, audience: views.Customer, handle: choosePage},
		{method: get, path: views.NominatePartnerPath, audience: views.Customer, handle: partnerPage},
		{method: get, path: views.NominateMeaningPath, audience: views.Customer, handle: meaningPage},
		{method: get, path: views.NominateCheckPath, audience: views.Customer, handle: checkPage},
		{method: post, path: views.NominatePath, audience: views.Customer, handle: nominate},
		{method: get, path: "/nominations/:reference", audience: views.Customer, handle: nominationPage},

		{method: get, path: views.AccessPath, audience: views.Customer, handle: accessPage},
		{method: get, path: views.ActivityPath, audience: views.Customer, handle: activityPage},
		{method: get, path: views.PeoplePath, audience: views.Customer, handle: peoplePage},

		{method: get, path: views.OverviewPath, audience: views.Partner, handle: overviewPage},
		{method: get, path: views.CreditPath, audience: views.Partner, handle: creditPage},
		{method: get, path: views.LinesPath, audience: views.Partner, handle: linesPage},
		{method: get, path: views.CustomersPath, audience: views.Partner, handle: customersPage},
		{method: get, path: views.LocationsPath, audience: views.Partner, handle: locationsPage},
		{method: get, path: views.CustomersPath + "/:id", audience: views.Partner, handle: customerPage},
		{method: get, path: views.StatementPath, audience: views.Partner, handle: statementPage},
		{method: get, path: views.StatementCSVPath, audience: views.Partner, handle: statementCSV},
		{method: get, path: views.StatementXLSXPath, audience: views.Partner, handle: statementXLSX},
		{method: get, path: views.IncentivesPath, audience: views.Partner, handle: incentivesPage},
		{method: get, path: views.WhatIfPath, audience: views.Partner, handle: whatIfPage},

		{method: get, path: views.PartnersPath, audience: views.Admin, handle: partnersPage},
		{method: get, path: views.CustomerDirectoryPath, audience: views.Admin, handle: customerDirectoryPage},
		{method: get, path: views.AccountsPath, audience: views.Admin, handle: accountsPage},
		{method: get, path: views.AssignmentsPath, audience: views.Admin, handle: assignmentsPage},
		{method: get, path: views.AssignmentsPath + "/:key", audience: views.Admin, handle: assignmentPage},
		{method: get, path: views.AuditPath, audience: views.Admin, handle: auditPage},
		{method: get, path: views.StatementsPath, audience: views.Admin, handle: statementsPage},
		{method: get, path: views.StatementsPath + "/:month/close", audience: views.Admin, handle: closeMonthPage},
		{method: post, path: views.StatementsPath + "/:month/close", audience: views.Admin, handle: closeMonth},
		{method: get, path: views.ImportsPath, audience: views.Admin, handle: importsPage},
		{method: post, path: views.ImportsPath, audience: views.Admin, handle: importFiles, upload: true},
		{method: get, path: views.ImportsPath + "/:key", audience: views.Admin, handle: importPage},
		{method: get, path: views.SimulatePath, audience: views.Admin, handle: simulatePage},
		{method: post, path: views.SimulatePath, audience: views.Admin, handle: simulate},
	}
	routes = slices.Concat(routes,
		files(views.SubscriptionsPath, views.Customer, subscriptionList),
		files(views.AccessPath, views.Customer, accessList),
		files(views.ActivityPath, views.Customer, activityList),
		files(views.PeoplePath, views.Customer, personList),
		files(views.CreditPath, views.Partner, creditList),
		files(views.LinesPath, views.Partner, lineList),
		files(views.IncentivesPath, views.Partner, incentiveList),
		files(views.CustomersPath, views.Partner, customerList),
		files(views.PartnersPath, views.Admin, partnerList),
		files(views.CustomerDirectoryPath, views.Admin, customerDirectoryList),
		files(views.AccountsPath, views.Admin, accountList),
		files(views.LocationsPath, views.Partner, locationList),
		files(views.AssignmentsPath, views.Admin, assignmentList),
		files(views.AuditPath, views.Admin, auditList),
		files(views.StatementsPath, views.Admin, statementList),
		files(views.ImportsPath, views.Admin, importList),
		files(views.ImportsPath+"/:key/errors", views.Admin, importErrors))
}
