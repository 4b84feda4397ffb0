package storetest

// Shard says by what a table would be split over several servers (docs/scale.md, "Split over several servers"): tests hold
// the schema and the pages to it.
type Shard struct {
	By     Split
	Column string // that carries what it is split by; "" for a table that is not split
	Of     string // the table whose keys are in the column, where these are no keys of a customer or a partner; "" for none
}

// Split is by what a table is split.
type Split string

const (
	ByTenant   Split = "tenant"     // by the customer
	ByAccount  Split = "account"    // by the global account of a partner
	ByPerson   Split = "person"     // by whom it is for
	Everywhere Split = "everywhere" // the same on each server: it is small, and everybody's pages need it
	OnePlace   Split = "one place"  // on one server, with no statement that joins it with a table that is split
)

// Shards has every table of the schema. Keys of subscriptions, of requests and of products would be given out by the
// tenant, so that what names them is where the tenant is.
var Shards = map[string]Shard{
	"customers":           {By: ByTenant, Column: "id"},
	"subscriptions":       {By: ByTenant, Column: "customer_id"},
	"tenant_products":     {By: ByTenant, Column: "customer_id"},
	"usage":               {By: ByTenant, Column: "subscription_id", Of: "subscriptions"},
	"sales":               {By: ByTenant, Column: "subscription_id", Of: "subscriptions"},
	"associations":        {By: ByTenant, Column: "customer_id"},
	"requests":            {By: ByTenant, Column: "customer_id"},
	"evidence":            {By: ByTenant, Column: "request_id", Of: "requests"},
	"events":              {By: ByTenant, Column: "customer_id"},
	"looks":               {By: ByTenant, Column: "customer_id"},
	"default_partners":    {By: ByTenant, Column: "customer_id"},
	"statement_customers": {By: ByTenant, Column: "customer_id"},

	"credits":         {By: ByAccount, Column: "account_id"},
	"statement_lines": {By: ByAccount, Column: "account_id"},

	"messages":       {By: ByPerson, Column: "person_id"},
	"unmailed":       {By: ByPerson, Column: "person_id"},
	"elected":        {By: ByPerson, Column: "person_id"},
	"chosen_columns": {By: ByPerson, Column: "person_id"},

	"partners":           {By: Everywhere},
	"contacts":           {By: Everywhere},
	"profiles":           {By: Everywhere},
	"people":             {By: Everywhere},
	"person_locations":   {By: Everywhere},
	"histories":          {By: Everywhere},
	"programmes":         {By: Everywhere},
	"months":             {By: Everywhere},
	"rates":              {By: Everywhere},
	"statements":         {By: Everywhere},
	"statement_partners": {By: Everywhere},
	"secrets":            {By: Everywhere},

	"sessions":           {By: OnePlace},
	"devices":            {By: OnePlace},
	"guesses":            {By: OnePlace},
	"tokens":             {By: OnePlace},
	"code_apps":          {By: OnePlace},
	"recovery_codes":     {By: OnePlace},
	"identities":         {By: OnePlace},
	"sign_ons":           {By: OnePlace},
	"passkey_handles":    {By: OnePlace},
	"passkeys":           {By: OnePlace},
	"passkey_challenges": {By: OnePlace},
	"unsent_forms":       {By: OnePlace},
	"imports":            {By: OnePlace},
	"import_faults":      {By: OnePlace},
	"import_changes":     {By: OnePlace},
	"import_stays":       {By: OnePlace},
	"staging":            {By: OnePlace},
	"staged_changes":     {By: OnePlace},
	"turns":              {By: OnePlace},
	"told":               {By: OnePlace},
	"levels_told":        {By: OnePlace},
	"reminded":           {By: OnePlace},
}
