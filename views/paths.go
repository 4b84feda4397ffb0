package views

import (
	"net/url"
	"strconv"

	"shimei/store/programme"
)

// The addresses that take no id. Paths are all written here, and routes use the same.
const (
	HomePath              = "/"
	SignInPath            = "/sign-in"
	SignOutPath           = "/sign-out"      // POST
	LanguagePath          = "/language"      // POST language, return
	ThemePath             = "/theme"         // POST theme, return
	DemoSignInPath        = "/demo/sign-in"  // POST person
	SubscriptionsPath     = "/subscriptions" // of the customer
	AccessPath            = "/access"        // of the customer: who is associated with it
	ActivityPath          = "/activity"      // of the customer: what changed
	PeoplePath            = "/people"        // of the customer: who has an account
	NominatePath          = "/nominate"      // GET s, partner: choose; POST s, seen, partner: nominate
	NominatePartnerPath   = "/nominate/partner"
	NominateMeaningPath   = "/nominate/meaning"
	NominateCheckPath     = "/nominate/check"
	HelpPath              = "/help"
	StyleguidePath        = "/styleguide" // in the demonstration only
	ProgrammePath         = "/programme"
	OverviewPath          = "/partner"
	CreditPath            = "/partner/credit"
	LinesPath             = "/partner/credit/lines"
	CustomersPath         = "/partner/customers"
	IncentivesPath        = "/partner/incentives"
	WhatIfPath            = "/partner/what-if" // GET month, and a field for each measure
	SimulatePath          = "/admin/simulate"  // POST file, month, format: simulate, or the same as CSV
	StatementPath         = "/partner/statement"
	StatementCSVPath      = "/partner/statement.csv"
	StatementXLSXPath     = "/partner/statement.xlsx"
	AssignmentsPath       = "/admin/assignments"
	PartnersPath          = "/admin/partners"
	CustomerDirectoryPath = "/admin/customers"
	AccountsPath          = "/admin/people"
	StatementsPath        = "/admin/statements"
	AuditPath             = "/admin/audit"
	ImportsPath           = "/admin/imports" // POST file, dry_run: import
	LocationsPath         = "/partner/people"
)

// Audience is whom a page is for. It decides the sections that a person sees.
type Audience string

// The audiences.
const (
	Customer Audience = "customer"
	Partner  Audience = "partner"
	Admin    Audience = "admin"
)

// HomeOf returns the first page of an audience, or the portal's own for none.
func HomeOf(a Audience) string {
	switch a {
	case Customer:
		return SubscriptionsPath
	case Partner:
		return OverviewPath
	case Admin:
		return AssignmentsPath
	}
	return HomePath
}

// SubscriptionPath returns the address of a customer's subscription.
func SubscriptionPath(id string) string { return SubscriptionsPath + "/" + url.PathEscape(id) }

// RemovePath returns the address of the page, and of the POST, that removes the partner of
// record of a subscription.
func RemovePath(id string) string { return SubscriptionPath(id) + "/remove" }

// NominationPath returns the address of the confirmation of a nomination.
func NominationPath(reference string) string { return "/nominations/" + url.PathEscape(reference) }

// NominateStep returns a step's path with what is chosen so far: subscription ids and a
// partner id, either of which may be empty.
func NominateStep(step string, subscriptions []string, partner string) string {
	q := url.Values{}
	for _, id := range subscriptions {
		q.Add("s", id)
	}
	if partner != "" {
		q.Set("partner", partner)
	}
	return withQuery(step, q)
}

// CustomerPath returns the address of a customer of a partner's account, by its tenant id.
func CustomerPath(tenantID string) string { return CustomersPath + "/" + url.PathEscape(tenantID) }

// OverviewMonth returns the address of a partner's overview of a month.
func OverviewMonth(m programme.Month) string {
	return withQuery(OverviewPath, url.Values{"month": {m.String()}})
}

// CreditOf returns the address of one figure: a competency's requirement, by its place from 0,
// in a month.
func CreditOf(m programme.Month, competency string, requirement int) string {
	return CreditPath + "?competency=" + url.QueryEscape(competency) + "&month=" + m.String() + "&requirement=" + strconv.Itoa(requirement)
}

// AssignmentPath returns the address of one association by its key.
func AssignmentPath(key int64) string { return AssignmentsPath + "/" + strconv.FormatInt(key, 10) }

// ImportPath returns the address of one import.
func ImportPath(id int64) string { return ImportsPath + "/" + strconv.FormatInt(id, 10) }

// ImportErrorsPath returns the address of an import's errors, as files only (FilePath).
func ImportErrorsPath(id int64) string { return ImportPath(id) + "/errors" }

func withQuery(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
