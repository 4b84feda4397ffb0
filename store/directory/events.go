package directory

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"shimei/store/db"
	"shimei/store/programme"
)

// Kind is what happened.
type Kind string

// The kinds of events: what a person did to an association, and what a file or a sale brought. A
// subscription moves away for its former tenant, and here for the other. The kinds of acts, such as end,
// are those of programme.Act: of requests, and of an association that an admin ends.
const (
	Nominated Kind = "nominated"
	Changed   Kind = "changed"
	Replaced  Kind = "replaced" // as the partner is told that another one was nominated in its place
	Removed   Kind = "removed"
	Opened    Kind = "opened"
	Ended     Kind = "ended"
	MovedAway Kind = "moved_away"
	MovedHere Kind = "moved_here"

	ContactSet Kind = "contact_set" // the support contact of a partner
	ProfileSet Kind = "profile_set" // what a partner tells customers of itself
	DefaultSet Kind = "default_set" // the partner that a customer has proposed for new subscriptions
)

// What admins, and who calls the program at a shell, do to the portal itself.
const (
	Imported        Kind = "imported"
	Undone          Kind = "undone"
	Adopted         Kind = "adopted"   // another programme came into force
	Completed       Kind = "completed" // a month was declared complete (R10)
	Reopened        Kind = "reopened"
	Closed          Kind = "closed"
	AccountMade     Kind = "account_made"
	AccountDisabled Kind = "account_disabled"
	PasswordSet     Kind = "password_set"
	SignedIn        Kind = "signed_in"
	Confirmed       Kind = "confirmed"      // who it is, once more
	SignInFailed    Kind = "sign_in_failed" // of a person, or of an address that is no account's
	SessionEnded    Kind = "session_ended"

	Invited             Kind = "invited"
	InvitationWithdrawn Kind = "invitation_withdrawn"
	Joined              Kind = "joined" // somebody who was invited came in
	ResetAsked          Kind = "reset_asked"
	RoleChanged         Kind = "role_changed"
	ScopeChanged        Kind = "scope_changed"
	AccountEnabled      Kind = "account_enabled"
	NameChanged         Kind = "name_changed"
	EmailChanged        Kind = "email_changed"

	AccountErased Kind = "account_erased"
	AccountMoved  Kind = "account_moved"  // to another organisation, where a new account goes on
	AccountMerged Kind = "account_merged" // with another one of the organisation, which goes on
	DataExported  Kind = "data_exported"  // a person's own

	FactorSet       Kind = "factor_set" // a second factor
	FactorRemoved   Kind = "factor_removed"
	PasskeyCopied   Kind = "passkey_copied" // its counter went back: somebody has another one of it
	RecoveryMade    Kind = "recovery_made"
	FactorWanted    Kind = "factor_wanted" // of all people of an organisation, by one who manages them
	FactorNotWanted Kind = "factor_not_wanted"

	IdentityProved   Kind = "identity_proved" // at a provider of single sign-on
	IdentityLinked   Kind = "identity_linked"
	IdentityUnlinked Kind = "identity_unlinked"
	SignOnRefused    Kind = "sign_on_refused"
	RoleKept         Kind = "role_kept" // that a provider would have taken from the last who manages an organisation's people
)

// ByPerson reports whether a person does it. The others are not recorded: they are told by the
// associations themselves, and by who held the subscription when.
func (k Kind) ByPerson() bool { return k != Opened && k != Ended && !k.Moves() }

// Moves reports whether a subscription moved: it has no partner and no route.
func (k Kind) Moves() bool { return k == MovedAway || k == MovedHere }

// Subject is what an event happened to.
type Subject struct {
	Of  SubjectKind
	Key int64
}

// SubjectKind is the kind of thing that something happened to.
type SubjectKind string

// AnAssociation is the subject of a nomination and its like: the association that began, or that
// ended where none began. ASubscription is that of a move, and ARequest that of an act on a request,
// whose kind is the act. APartner is a location whose people said something of it, and
// ACustomer one whose people chose something for it.
const (
	AnAssociation SubjectKind = "association"
	ASubscription SubjectKind = "subscription"
	ARequest      SubjectKind = "request"
	AnImport      SubjectKind = "import"
	AProgramme    SubjectKind = "programme"
	AMonth        SubjectKind = "month" // its key is the month's number
	APerson       SubjectKind = "person"
	APartner      SubjectKind = "partner"
	ACustomer     SubjectKind = "customer"
)

// Actor is who did something; nobody for what a file or a sale brought.
type Actor struct{ Name, Email string }

// State is what changed of a subject, as it was before an event or is after it.
type State struct {
	Partner *Partner          // nil for none
	Values  map[string]string // by name; nil for none
}

// Event is one thing that happened: an entry of a timeline, of an activity, of the audit.
type Event struct {
	Key           int64 // tells the events of one list apart
	At            programme.Instant
	Kind          Kind
	Subject       Subject
	By            Actor
	Reference     string
	Before, After State
	Route         int    // of an association, as a place in Programme.Routes; -1 for a move
	Source        string // of an association: "nomination", "request", "import" or "sale"
	TenantID      string // whose history it is part of, "" for nobody's
	Customer      string // name of that customer
	Subscription  string // id, "" for the whole tenant
	Product       int    // of the subscription, -1 for none
	About         string // the file of an import or a programme, the address of a person; "" for the rest

	until programme.Instant // end of the association that it is of
}

// recorded selects events e as they were recorded, from e or from tables that lead to it. key and
// place tell them apart in a list and put them in order, tie those of one place where the latest
// comes first; reference is what is shown of theirs.
func recorded(key, place, reference, from string) string {
	return `SELECT ` + key + ` AS key, ` + place + ` AS place, -e.id AS tie, e.at AS at, e.kind AS kind, e.subject AS subject, e.subject_key AS subject_key,
		e.actor_id AS actor_id, ` + reference + ` AS reference, e.customer_id AS customer_id, e.subscription_id AS subscription_id,
		e.before_partner_id AS before_partner_id, e.after_partner_id AS after_partner_id, e.before AS before, e.after AS after, e.actor AS actor,
		a.route AS route, a.source AS source, a.to_at AS until
	FROM ` + from + ` LEFT JOIN associations a ON e.subject = '` + string(AnAssociation) + `' AND a.id = e.subject_key`
}

// brought selects the beginnings and ends that files and sales brought to the associations a of a
// scope, as far as they do not lie after the instant now. One that a person ended before it began
// never did either.
func (d Directory) brought(associations, scope, now string) string {
	const columns = ` AS kind, 'association' AS subject, a.id AS subject_key, NULL AS actor_id, '' AS reference, a.customer_id, a.subscription_id, `
	return `SELECT a.id * 4 + 1, a.from_at * 4 + 1, a.from_at, a.from_at, '` + string(Opened) + `'` + columns + `NULL, a.partner_id, '', '', '', a.route, a.source, a.to_at
	FROM ` + associations + ` a WHERE ` + scope + ` AND a.from_at <= ` + now + ` AND a.source NOT IN ('nomination', 'request')
		AND NOT coalesce(a.closed_at <= a.from_at, FALSE)
	UNION ALL SELECT a.id * 4, a.to_at * 4, a.from_at, a.to_at, '` + string(Ended) + `'` + columns + `a.partner_id, NULL, '', '', '', a.route, a.source, a.to_at
	FROM ` + associations + ` a WHERE ` + scope + ` AND a.to_at <= ` + now + ` AND a.source <> 'request' AND NOT coalesce(a.closed_at = a.to_at OR a.closed_at <= a.from_at, FALSE)`
}

// moved selects the moves of the tenures t in a scope, as far as they do not lie after the instant now.
// Nothing of it tells who held the subscription before or holds it since. What ends by a move ends
// before it, and what begins by one begins after it.
func moved(scope, now string) string {
	return movedAway(scope, now) + " UNION ALL " + movedHere(scope, now)
}

func movedAway(scope, now string) string {
	return "SELECT " + moveKey + " + 1) * 4 + 3), t.to_at * 4 + 3, t.to_at, t.to_at, '" + string(MovedAway) + "'" + moveColumns + scope + " AND t.to_at <= " + now
}

func movedHere(scope, now string) string {
	return "SELECT " + moveKey + ") * 4 + 3), t.from_at * 4, t.from_at, t.from_at, '" + string(MovedHere) + "'" + moveColumns + scope +
		" AND t.from_at > -9223372036854775807 AND t.from_at <= " + now
}

// moveKey begins the key of a move, and moveColumns are what is told of it from its kind on.
const (
	moveKey     = "((t.subscription_id * 65536 + 2 * (SELECT count(*) FROM histories n WHERE n.attribute = 'tenant' AND n.subject = t.subscription_id AND n.from_at < t.from_at)"
	moveColumns = `, '` + string(ASubscription) + `', t.subscription_id, NULL, '', t.customer_id, t.subscription_id, NULL, NULL, '', '', '', NULL, 'import', NULL FROM tenures t WHERE `
)

// happened is what a person did to what is in one scope, and what files and sales brought. Of two
// events at the same instant what a person did is the later, and an end is the earlier: place has
// that in it.
func happened(selects ...string) string { return strings.Join(selects, " UNION ALL ") }

// fromEvents joins to events x, of any of these, what they are told by.
func fromEvents(events string) string {
	return "(" + events + `) x LEFT JOIN people y ON y.id = x.actor_id LEFT JOIN customers c ON c.id = x.customer_id
		LEFT JOIN subscriptions s ON s.id = x.subscription_id
		LEFT JOIN partners p ON p.id = x.after_partner_id LEFT JOIN partners q ON q.id = x.before_partner_id`
}

const selectEvents = `SELECT x.key, x.at, x.kind, x.subject, x.subject_key, x.reference, x.before, x.after, coalesce(x.route, ''), coalesce(x.source, ''), x.until,
	coalesce(y.name, x.actor), coalesce(y.email, ''), coalesce(c.tenant_id, ''), coalesce(c.name, ''), coalesce(s.subscription_id, ''), coalesce(s.product, ''),
	coalesce(p.partner_id, ''), coalesce(p.name, ''), coalesce(q.partner_id, ''), coalesce(q.name, ''),
	coalesce(CASE x.subject WHEN 'import' THEN (SELECT i.file FROM imports i WHERE i.id = x.subject_key)
		WHEN 'programme' THEN (SELECT g.name FROM programmes g WHERE g.id = x.subject_key)
		WHEN 'person' THEN (SELECT z.email FROM people z WHERE z.id = x.subject_key) END, '') FROM `

// events reads events of fromEvents that end a statement. It is the one reading of them.
func (d Directory) events(from, tail string, args ...any) (found []Event, err error) {
	err = d.tx.Each(func(scan db.Scan) error {
		var e Event
		var route, product, before, after string
		var came, went Partner
		var until sql.NullInt64
		if err := scan(&e.Key, &e.At, &e.Kind, &e.Subject.Of, &e.Subject.Key, &e.Reference, &before, &after, &route, &e.Source, &until,
			&e.By.Name, &e.By.Email, &e.TenantID, &e.Customer, &e.Subscription, &product, &came.ID, &came.Name, &went.ID, &went.Name, &e.About); err != nil {
			return err
		}
		e.until = db.InstantOrNoEnd(until)
		e.Route, _ = d.p.Route(route)
		e.Product = -1
		if product != "" {
			e.Product, _ = d.p.Product(product)
		}
		if err := e.Before.fill(went, before); err != nil {
			return err
		}
		err := e.After.fill(came, after)
		found = append(found, e)
		return err
	}, selectEvents+from+" "+tail, args...)
	return found, err
}

// fill makes a state of what is kept of it.
func (s *State) fill(partner Partner, values string) error {
	if partner.ID != "" {
		s.Partner = &partner
	}
	if values == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(values), &s.Values); err != nil {
		return fmt.Errorf("what an event keeps of a change: %w", err)
	}
	return nil
}

// NewEvent is an event to be recorded.
type NewEvent struct {
	At                     programme.Instant
	Kind                   Kind
	Subject                Subject
	Actor                  int64  // key of the person who signed in; 0 for another one
	ActorName              string // of that other one; "" for the portal itself
	Reference              string
	Customer, Subscription int64 // whose history it is part of; 0 for nobody's
	Before, After          State // of a partner only the key
}

// Record records an event.
func Record(tx *db.Tx, e NewEvent) error {
	before, err := e.Before.kept()
	if err != nil {
		return err
	}
	after, err := e.After.kept()
	if err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO events (at, kind, subject, subject_key, actor_id, reference, customer_id, subscription_id,
		before_partner_id, after_partner_id, before, after, actor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		e.At, e.Kind, e.Subject.Of, e.Subject.Key, orNull(e.Actor), e.Reference, orNull(e.Customer), orNull(e.Subscription),
		e.Before.partnerKey(), e.After.partnerKey(), before, after, e.ActorName)
}

// kept is the values as they are kept, "" for none.
func (s State) kept() (string, error) {
	if len(s.Values) == 0 {
		return "", nil
	}
	text, err := json.Marshal(s.Values)
	return string(text), err
}

func (s State) partnerKey() any {
	if s.Partner == nil {
		return nil
	}
	return s.Partner.Key
}

// orNull is a key as the database holds it: NULL for none.
func orNull(key int64) any {
	if key == 0 {
		return nil
	}
	return key
}
