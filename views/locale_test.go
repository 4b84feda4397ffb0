package views

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"shimei/store/programme"
)

// messages returns every message of a language by key, its plural forms joined.
func messages(t *testing.T, language string) map[string]map[string]string {
	t.Helper()
	found := map[string]map[string]string{}
	files, err := fs.Glob(localeFiles, "locale/*"+language+".toml")
	if err != nil || len(files) == 0 {
		t.Fatal("found no messages", err)
	}
	for _, name := range files {
		body, err := fs.ReadFile(localeFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		var groups map[string]map[string]any
		if err := toml.Unmarshal(body, &groups); err != nil {
			t.Fatal(err)
		}
		for group, members := range groups {
			for key, v := range members {
				forms := map[string]string{}
				switch text := v.(type) {
				case string:
					forms["other"] = text
				case map[string]any:
					for form, text := range text {
						forms[form], _ = text.(string)
					}
				}
				found[group+"."+key] = forms
			}
		}
	}
	return found
}

var argument = regexp.MustCompile(`{{\.(\w+)}}`)

func arguments(text string) []string {
	names := map[string]bool{}
	for _, m := range argument.FindAllStringSubmatch(text, -1) {
		names[m[1]] = true
	}
	return slices.Sorted(maps.Keys(names))
}

func TestEveryMessageIsInEveryLanguageWithTheSameArguments(t *testing.T) {
	en, ja := messages(t, "en"), messages(t, "ja")
	for key, forms := range en {
		if ja[key] == nil {
			t.Errorf("%s is not in Japanese", key)
			continue
		}
		for form, text := range forms {
			if got, want := arguments(ja[key]["other"]), arguments(text); !slices.Equal(got, want) {
				t.Errorf("%s: the arguments in Japanese are %v, in English (%s) %v", key, got, form, want)
			}
			if strings.TrimSpace(text) == "" || strings.TrimSpace(ja[key]["other"]) == "" {
				t.Errorf("%s is empty", key)
			}
		}
		counted := slices.Contains(arguments(forms["other"]), "N")
		if _, plural := forms["one"]; counted != plural {
			t.Errorf("%s has N: %v, has the form one: %v", key, counted, plural)
		}
	}
	for key := range ja {
		if en[key] == nil {
			t.Errorf("%s is only in Japanese", key)
		}
	}
}

// joinKinds are the links that are good once.
var signOnReasons = []string{"down", "over", "cancelled", "unfit", "stranger", "known_mail", "no_mail", "elsewhere", "ended", "taken"}

var joinKinds = []string{string(JoinInvitation), string(JoinReset), string(JoinSetUp)}

// families are the keys that are put together from a family and a member.
var families = map[string][]string{
	"audience":           {string(Customer), string(Partner), string(Admin)},
	"help_topic":         helpTopics,
	"help_text":          helpTopics,
	"help_question":      helpQuestions,
	"help_answer":        helpQuestions,
	"help_sign_in_topic": helpSignIn,
	"help_sign_in_text":  append([]string{"password_no_mail"}, helpSignIn...),
	"guide_group":        guideFamily(0),
	"guide_part":         guideFamily(1),
	"guide_use":          guideFamily(1),
	"chart_state":        {string(ChartCounted), string(ChartProgress), string(ChartAhead)},
	"chart_split":        {ByRoute, ByProduct},
	"chart_adds_up":      {ByRoute, ByProduct},
	"chart_column":       {string(ChartCounted), string(ChartProgress), string(ChartAhead)},
	"theme":              {"system", "light", "dark"},
	"role":               {"owner", "administrator", "reader", "manager", "member", "partner_reader", "admin", "reviewer", "vendor_reader"},
	"simulate_file":      fileForms,
	"differs":            {string(programme.DiffersZone), string(programme.DiffersRoutes)},
	"search_hint":        {"customer", "partner", "admin"},
	"search_kind":        {"references", "partners", "locations", "customers", "subscriptions", "people", "imports"},
	"search_more":        {"partners", "locations", "customers", "subscriptions", "people", "imports"},
	"list_column":        listColumns(),
	"file_form":          fileForms,
	"partner_state":      {FilterActive, FilterSuspended},
	"member_state":       {"active", "suspended", "disabled", "invited"},
	"join_title":         joinKinds,
	"join_lead":          joinKinds,
	"join_act":           joinKinds,
	"join_done":          joinKinds,
	"password_fault":     {"short", "long", "easy", "own"},
	"proof":              {"password", "link", "code", "recovery_code", "passkey", "provider", "trusted_provider"},
	"person_done":        {"role", "end", "enable", "again", "withdraw", "factor", "move", "merge", "erase", "scope", "invited", "invited_mailed"},
	"sign_on_why":        signOnReasons,
	"sign_on_do":         signOnReasons,
	"refused_why":        signOnReasons,
	"profile_done":       {"linked", "unlinked", "only_way_in", "named", "ended", "ended_others", "not_there"},
	"section":            {"locations", "subscriptions", "access", "activity", "people", "partners", "customers", "overview", "credit", "assignments", "imports", "what_if", "simulate", "statement", "statements", "audit", "requests", "review", "desk", "home"},
	"kind":               {string(programme.Paid), string(programme.Trial), string(programme.Internal)},
	"licensing":          {"ea", "open", "mpsa", "direct", "csp"},
	"scope":              {string(programme.ScopeSubscription), string(programme.ScopeTenant)},
	"state":              {string(StateInEffect), string(StateEnded), string(StateScheduled), string(StateChanged), string(StateRemoved), string(StateExpired), string(StateMoved)},
	"level":              {programme.NoLevel, "silver", "gold"},
	"effect_move":        {"gains", "rises", "falls", "loses"},
	"effect_level":       {programme.NoLevel, "silver", "gold"},
	"benefit":            {"competency", "usage_data", "usage_incentive", "sales_incentive", "support_contact", "deployment_service"},
	"import_state":       {string(ImportStored), string(ImportRefused), string(ImportDryRun), string(ImportUndone), string(ImportAsked), string(ImportUntried)},
	"file_kind":          {"partners", "customers", "subscriptions", "rates", "usage", "sales", "associations", "undo"},
	"dates":              {"dmy", "mdy", "ymd"},
	"upload_asks":        {"encoding", "dates"},
	"upload_hint":        {"encoding", "dates"},
	"upload_none":        {"encoding", "dates"},
	"mapping_name":       sampleMappings,
	"mapping_reads":      sampleMappings,
	"mapping_setting":    {"tenant_id", "month"},
	"mapping_amount":     {"available_seats", "assigned_seats", "active_users", "consumed", "seats"},
	"template":           {"partners", "customers", "subscriptions", "rates", "usage", "sales", "associations"},
	"encoding":           {"utf-8", "utf-16le", "utf-16be", "shift_jis", "euc-jp", "windows-1252", "windows-1250", "windows-1251", "gb18030", "big5", "euc-kr"},
	"undo_refused":       {UndoRefused, UndoTaken, UndoNothing, UndoMixed},
	"stays":              {"later", "gone", "rate", "unfit", "people", "locations", "subscriptions", "usage", "sales", "associations", "accounts", "statements", "events"},
	"filter_state":       {FilterOpen, FilterEnded},
	"filter_chip":        {"route", "product", "partner", "customer", "state", "on", "kind", "subscription", "from", "to", "q", "role", "record", "who", "waiting", "way", "name", "about", "topic"},
	"access_state":       {FilterOpen, FilterEnded, FilterAll},
	"eligibility":        {"eligible", "no_nomination", "no_level", "neither"},
	"unfit":              {"product", "route", "currency", "workload", "takes"},
	"audit_about":        {"associations", "portal"},
	"event_kind":         append(append(everyAct(), portalKindNames()...), string(EventNominated), string(EventChanged), string(EventReplaced), string(EventRemoved), string(EventOpened), string(EventEnded), string(EventMovedAway), string(EventMovedHere)),
	"account_state":      {"active", "disabled", "invited"},
	"invite_fault":       {"email", "name", "role", "tenant", "partner", "location", "twice"},
	"invite_of":          {"customer", "partner", "admin"},
	"statement_state":    {"open", "closed", "waiting"},
	"subscription_state": {FilterOpen, FilterEnded},
	"refusal": {programme.RefusedRole, programme.RefusedUnknown, programme.RefusedSuspended, programme.RefusedGlobal,
		programme.RefusedEnded, programme.RefusedProduct, programme.RefusedSame, programme.RefusedChanged,
		programme.RefusedNone, programme.RefusedNothingChosen, programme.RefusedTooMany, programme.RefusedNoFacts,
		programme.RefusedClosed, programme.RefusedOutOfOrder, programme.RefusedNoUsage, programme.RefusedStays, programme.RefusedInForce, programme.RefusedProgramme,
		programme.RefusedActor, programme.RefusedState, programme.RefusedNotOpen, programme.RefusedTenant, programme.RefusedSubscription, programme.RefusedTerm,
		programme.RefusedAlready, programme.RefusedAsked, programme.RefusedTaken, programme.RefusedReason, programme.RefusedMoved, programme.RefusedDays, programme.RefusedNotPast, programme.RefusedReplaced, programme.RefusedOverlap, programme.RefusedOwn, programme.RefusedAgain, programme.RefusedSales},
	"message_subject":  messageWords,
	"message_body":     messageWords,
	"message_topic":    {"nominations", "requests", "levels", "reminders", "statements", "waiting", "flagged", "desk", "accounts"},
	"message_state":    {FilterUnread},
	"request_way":      requestWays,
	"request_title":    requestWays,
	"request_state":    {"proposed", "submitted", "returned", "active", "declined", "rejected", "withdrawn", "lapsed", "ended", "superseded", "moved"},
	"request_due":      {"proposed", "returned", "rejected", "active"},
	"request_act":      actsOnRequests,
	"request_ask":      append(actsWorded[:len(actsWorded):len(actsWorded)], actsOnRequests...),
	"request_means":    append(append([]string{"accept_extension"}, actsWorded...), actsOnRequests...),
	"request_done":     append(actsWorded[:len(actsWorded):len(actsWorded)], actsOnRequests...),
	"refusal_remedy":   RemediedRefusals,
	"request_reason":   {"no_evidence", "not_the_partner", "customer_objects", "other_partner", "not_eligible", "another"},
	"request_yours":    {"proposed", "returned", "submitted"},
	"request_filter":   {FilterWaiting, FilterOver},
	"ask_title":        {"delegation", "extension", "application"},
	"ask_lead":         {"delegation", "extension", "application"},
	"ask_means":        {"delegation", "extension", "application"},
	"ask_need":         {"tenant", "subscription", "name"},
	"request_refusal":  {programme.RefusedEnded, programme.RefusedProduct, programme.RefusedUnknown, programme.RefusedSuspended, programme.RefusedGlobal},
	"request_event":    everyAct(),
	"month_state":      {"open", "complete", "closed"},
	"what_if_hint":     {string(programme.FactActiveUsers), string(programme.FactCustomers), string(programme.FactSeatsSold), string(programme.FactConsumed)},
	"move":             {"gains", "loses", "differs"},
	"reason":           reasons(),
	"remedy":           reasons(),
	"error_title":      statuses(),
	"error_what":       statuses(),
	"error_why":        statuses(),
	"error_remedy":     statuses(),
	"forbidden_remedy": {"customer", "partner", "admin"},
	"review_why":       {"claim", "dispute", "objection", "objection_after", "application", "correction", "own_correction", "every_nomination"},
	"review_flag":      flags(),
	"case_key":         {"approve", "return", "reject", "end", "withdraw", "before", "after"},
}

// flags are why an admin looks at a nomination.
func flags() (all []string) {
	for _, f := range programme.Flags {
		all = append(all, string(f))
	}
	return all
}

// messageWords are the kinds of messages, with those that have words of their own for many or for the last time.
var messageWords = []string{"nominated", "nominated_many", "replaced", "replaced_many", "removed", "ending", "ended", "closed",
	"level_gained", "level_lost", "level_ending", "levels_changed", "to_review", "to_review_many", "registered", "registered_many", "supports", "supports_many",
	"delegation_ask", "delegation_accept", "delegation_decline", "delegation_withdraw", "delegation_lapse", "delegation_end", "delegation_expire",
	"extension_ask", "extension_accept", "extension_decline", "extension_withdraw", "extension_lapse",
	"assignment_open", "assignment_end", "assignment_expire",
	"application_ask", "application_approve", "application_return", "application_reject", "application_answer", "application_withdraw", "application_lapse", "application_end", "application_expire",
	"claim_ask", "claim_approve", "claim_approve_again", "claim_supersede", "claim_supersede_file", "claim_return", "claim_reject", "claim_reject_final", "claim_answer", "claim_withdraw", "claim_object", "claim_dispute", "claim_lapse", "claim_end",
	"correction_ask", "correction_approve", "correction_reject", "correction_withdraw", "nomination_end", "invited", "reset_asked", "password_changed", "factor_changed"}

// requestWays are how people ask, and actsOnRequests what they do to what was asked for; actsWorded those that no
// partner asked for have in words of their own.
var (
	actsWorded     = []string{"approve_nomination", "end_nomination", "approve_correction", "reject_correction", "withdraw_correction"}
	requestWays    = []string{"delegation", "extension", "application", "claim", "assignment", "correction", "nomination"}
	actsOnRequests = []string{"accept", "decline", "withdraw", "approve", "return", "reject", "answer", "object", "dispute", "end"}
)

// portalKindNames are the kinds of what was done to the portal itself.
func portalKindNames() (names []string) {
	for _, k := range portalKinds {
		names = append(names, string(k))
	}
	return names
}

// everyAct are all acts of the rules.
func everyAct() (all []string) {
	for _, act := range programme.Acts() {
		all = append(all, string(act))
	}
	return all
}

// guideFamily are the keys of the groups of the page of parts, or of the parts.
func guideFamily(k int) []string {
	groups, parts := guideKeys()
	return [][]string{groups, parts}[k]
}

func statuses() []string {
	var all []string
	for _, s := range worded {
		all = append(all, ErrorPage{Status: s}.status())
	}
	return all
}

var (
	usedKey    = regexp.MustCompile(`\bT\("([a-z_]+\.[a-z0-9_]+)"`)
	usedFamily = regexp.MustCompile(`(?:\bTerm\("([a-z_]+)"|\bT\("([a-z_]+)\."\+)`)
)

func reasons() []string {
	var all []string
	for _, r := range programme.Reasons {
		all = append(all, string(r))
	}
	return all
}

func TestEveryMessageIsUsedAndEveryOneUsedExists(t *testing.T) {
	used := map[string]bool{}
	for _, pattern := range []string{"*.go", "*.templ", "../web/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal("found no source", err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_templ.go") || strings.HasSuffix(file, "_test.go") {
				continue
			}
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range usedKey.FindAllStringSubmatch(string(body), -1) {
				used[m[1]] = true
			}
			for _, m := range usedFamily.FindAllStringSubmatch(string(body), -1) {
				family := m[1] + m[2]
				if families[family] == nil {
					t.Errorf("%s: %q is not among the families of this test", file, family)
				}
				for _, member := range families[family] {
					used[family+"."+member] = true
				}
			}
		}
	}
	en := messages(t, "en")
	for key := range used {
		if en[key] == nil {
			t.Errorf("%s is used and does not exist", key)
		}
	}
	for key := range en {
		if !used[key] {
			t.Errorf("%s is not used", key)
		}
	}
}

func TestAMissingKeyOrArgumentShows(t *testing.T) {
	for _, l := range []*Locale{For("en"), For("ja")} {
		for _, text := range []string{l.T("no.such_key"), l.T("record.since")} {
			if !strings.HasPrefix(text, "⟦") {
				t.Errorf("%s reads %q", l.Language(), text)
			}
		}
		if got := l.Term("level", "bronze"); got != "bronze" {
			t.Errorf("a level of another programme reads %q", got)
		}
	}
}

func TestPluralsFollowN(t *testing.T) {
	for _, c := range []struct {
		language string
		n        int64
		want     string
	}{
		{"en", 1, "1 association"}, {"en", 0, "0 associations"}, {"en", 12345, "12,345 associations"},
		{"ja", 1, "1 件の関連付け"}, {"ja", 12345, "12,345 件の関連付け"}, {"fr", 1, "1 association"},
	} {
		if got := For(c.language).T("assignments.count", "N", c.n); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.language, c.n, got, c.want)
		}
	}
}

// listColumns are the columns of all lists that let them be chosen.
func listColumns() (names []string) {
	for _, path := range ColumnLists() {
		names = append(names, ColumnsOf(path, nil, nil).All...)
	}
	return names
}
