package store_test

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
	"shimei/store/storetest"
)

// tables are those of a database, with their columns.
func (p *portal) tables() map[string][]string {
	p.t.Helper()
	ask := "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
	if strings.HasPrefix(p.dsn, "postgres:") {
		ask = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
	}
	all := map[string][]string{}
	for _, row := range p.asked(ask) {
		all[row[0]] = append(all[row[0]], row[1])
	}
	return all
}

// asked are the rows of a statement, as text.
func (p *portal) asked(query string) (all [][]string) {
	p.t.Helper()
	storetest.Connected(p.t, p.dsn, func(db *sql.DB) error {
		rows, err := db.Query(query)
		if err != nil {
			return err
		}
		defer rows.Close()
		columns, err := rows.Columns()
		for err == nil && rows.Next() {
			cells, to := make([]sql.NullString, len(columns)), make([]any, len(columns))
			for k := range cells {
				to[k] = &cells[k]
			}
			err = rows.Scan(to...)
			row := make([]string, len(cells))
			for k, c := range cells {
				row[k] = c.String
			}
			all = append(all, row)
		}
		return errors.Join(err, rows.Err())
	})
	return all
}

// left are the rows that hold one of several words, or are a person's own.
func (p *portal) left(person int64, words ...string) (found []string) {
	p.t.Helper()
	for table, columns := range p.tables() {
		for _, row := range p.asked("SELECT * FROM " + table) {
			text := strings.Join(row, "|")
			if slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) }) {
				found = append(found, table+": "+text)
			}
		}
		if slices.Contains(columns, "person_id") && p.count(fmt.Sprintf("SELECT count(*) FROM %s WHERE person_id = %d", table, person)) > 0 {
			found = append(found, table+" has rows of the person")
		}
	}
	return found
}

func TestAnErasedPersonIsNamedNowhereAndWhatItDidStays(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, admin := p.person(directory.Owner, "T"), p.person(directory.Admin, "")
		gone := p.canary()
		if err := p.CloseMonth(ctx, gone.Email, *month("2016-03")); err != nil {
			t.Fatal(err)
		}
		reset, _, err := p.ResetLink(ctx, owner, gone.Key)
		if err != nil {
			t.Fatal(err)
		}
		before := p.dump()
		if err := p.Erase(ctx, owner, gone.Key); err != nil {
			t.Fatal(err)
		}
		for _, row := range p.left(gone.Key, "canary", "Canary", "192.0.2.77", "カナリア") {
			t.Errorf("left in %s", row)
		}
		if after := p.dump(); strings.ReplaceAll(strings.Join(after, "\n"), p.nameOf(gone.Key), gone.Email) != strings.Join(before, "\n") {
			t.Error("something else changed")
		}
		p.verified()
		if _, err := p.CanReset(ctx, reset); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a link of before is good: %v", err)
		}
		if err := p.Erase(ctx, admin, gone.Key); !errors.Is(err, store.ErrErased) {
			t.Errorf("a second time: %v", err)
		}
		if err := p.GiveAccess(ctx, owner, gone.Key); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("an erased person is let in again: %v", err)
		}
		if err := p.Enable(ctx, p.nameOf(gone.Key)); !errors.Is(err, store.ErrGone) {
			t.Errorf("at a shell: %v", err)
		}
		if err := p.Erase(ctx, owner, owner.Key); !errors.Is(err, store.ErrLastManager) {
			t.Errorf("the last owner: %v", err)
		}
		if n := p.count("SELECT count(*) FROM events WHERE kind = 'account_erased'"); n != 1 {
			t.Errorf("%d events tell of it", n)
		}
		p.rebuilt()
	})
}

// nameOf is what a person is called now.
func (p *portal) nameOf(key int64) string {
	p.t.Helper()
	for _, x := range p.all() {
		if x.Key == key {
			return x.Email
		}
	}
	p.t.Fatalf("there is no person %d", key)
	return ""
}

func (p *portal) all() []directory.Person {
	p.t.Helper()
	people, err := p.Everybody(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	return people
}

// canary is an administrator who leaves traces wherever people do.
func (p *portal) canary() directory.Person {
	p.t.Helper()
	must := func(err error) {
		p.t.Helper()
		if err != nil {
			p.t.Fatal(err)
		}
	}
	must(p.AddPerson(ctx, store.NewPerson{Email: "canary@t.example", Name: "Canary", Role: directory.Administrator, TenantID: "T", Password: password}))
	x := p.who("canary@t.example")
	x.From = "192.0.2.77"
	must(p.SetName(ctx, x, "カナリア Canary", "カナリア"))
	x = p.who("canary@t.example")
	x.From = "192.0.2.77"
	_, err := p.SignIn(ctx, store.Attempt{Email: x.Email, Password: "wrong", Address: x.From})
	if !errors.Is(err, store.ErrSignIn) {
		p.t.Fatal(err)
	}
	must(p.BeginSession(ctx, x, store.Session{ID: "the canary's own", Expires: instant("2016-04-12T09:00:00Z"), Address: x.From, Browser: "Canary 1"}, ""))
	must(p.KeepDevice(ctx, "canary", x.Key))
	_, err = p.KeepUnsent(ctx, "canary", "", store.Unsent{Person: x.Key, Path: "/canary"})
	must(err)
	must(p.SetLanguage(ctx, x.Key, "ja"))
	p.person(directory.Manager, "C") // who is told by whom
	p.nominate(x, "C", "T-office")
	must(p.AskReset(ctx, x.Email, x.From))
	p.withApp(x)
	return x
}

func TestTwoOwnersWhoEraseEachOtherLeaveOne(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		one, other := p.person(directory.Owner, "T"), p.another(directory.Owner, "T")
		errs := make(chan error, 2)
		go func() { errs <- p.Erase(ctx, one, other.Key) }()
		go func() { errs <- p.Erase(ctx, other, one.Key) }()
		first, second := <-errs, <-errs
		if (first == nil) == (second == nil) {
			t.Errorf("%v and %v", first, second)
		}
	})
}

// another makes a second account of a role.
func (p *portal) another(role directory.Role, tenant string) directory.Person {
	p.t.Helper()
	n := store.NewPerson{Email: "another@" + tenant + ".example", Name: "Another", Role: role, TenantID: tenant, Password: password}
	if err := p.AddPerson(ctx, n); err != nil {
		p.t.Fatal(err)
	}
	return p.who(n.Email)
}

func TestAPersonGoesOnInAnotherOrganisationAndLeavesTheHistory(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, admin := p.person(directory.Owner, "T"), p.person(directory.Admin, "")
		x := p.another(directory.Administrator, "T")
		p.withApp(x)
		reference := p.nominate(x, "C", "T-office")
		to := store.NewPerson{Role: directory.Member, PartnerID: "B"}
		for name, c := range map[string]struct {
			by   directory.Person
			to   store.NewPerson
			want error
		}{
			"an owner":       {owner, to, store.ErrNotFound},
			"nowhere":        {admin, store.NewPerson{Role: directory.Member, PartnerID: "nobody"}, store.ErrNotFound},
			"to where it is": {admin, store.NewPerson{Role: directory.Owner, TenantID: "T"}, store.ErrSameOrganisation},
			"in no role":     {admin, store.NewPerson{Role: "king", PartnerID: "B"}, store.ErrRole},
		} {
			if _, err := p.Move(ctx, c.by, x.Key, c.to); !errors.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := p.Move(ctx, admin, owner.Key, to); !errors.Is(err, store.ErrLastManager) {
			t.Errorf("the last owner leaves: %v", err)
		}
		moved, err := p.Move(ctx, admin, x.Key, to)
		if err != nil || moved.Email != x.Email || moved.OrgID != "B" || moved.Key == x.Key {
			t.Fatalf("%+v %v", moved, err)
		}
		if f, err := p.Factors(ctx, moved); err != nil || !f.App {
			t.Errorf("the second factor is left behind: %+v %v", f, err)
		}
		if _, err := p.SignIn(ctx, store.Attempt{Email: x.Email, Password: password}); err != nil {
			t.Errorf("the password is another one: %v", err)
		}
		if old := p.nameOf(x.Key); old != fmt.Sprintf("moved.%d.%s", x.Key, x.Email) {
			t.Errorf("the old account is %s", old)
		}
		if n := p.count(fmt.Sprintf("SELECT count(*) FROM events WHERE reference = '%s' AND actor_id = %d", reference, x.Key)); n != 1 {
			t.Error("the history went along")
		}
	})
}

func TestTwoAccountsOfOnePersonBecomeOne(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, admin, partner := p.person(directory.Owner, "T"), p.person(directory.Admin, ""), p.person(directory.Manager, "B")
		x := p.another(directory.Administrator, "T")
		p.withApp(x) // which is told of it
		for name, c := range map[string]struct {
			by   directory.Person
			into string
			want error
		}{
			"itself": {owner, x.Email, store.ErrNotFound}, "nobody": {owner, "nobody@t.example", store.ErrNotFound},
			"another's": {owner, partner.Email, store.ErrNotFound}, "of two organisations": {admin, partner.Email, store.ErrOtherOrganisation},
		} {
			if _, err := p.Merge(ctx, c.by, x.Key, c.into); !errors.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := p.Merge(ctx, owner, x.Key, owner.Email); err != nil {
			t.Fatal(err)
		}
		if n := p.count(fmt.Sprintf("SELECT count(*) FROM messages WHERE person_id = %d", owner.Key)); n != 1 {
			t.Errorf("%d messages came along", n)
		}
		if _, err := p.SignIn(ctx, store.Attempt{Email: x.Email, Password: password}); !errors.Is(err, store.ErrSignIn) {
			t.Errorf("the merged account lets in: %v", err)
		}
		if err := p.GiveAccess(ctx, owner, x.Key); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the merged account is opened again: %v", err)
		}
	})
}

func TestAPersonTakesTheOwnDataAlongAndNobodyElses(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		x := p.canary()
		for person, columns := range map[int64][]string{x.Key: {"product", "since"}, owner.Key: {"licensing"}} {
			if err := p.SetColumns(ctx, person, "/subscriptions", columns); err != nil {
				t.Fatal(err)
			}
		}
		d, err := p.ExportOwn(ctx, x)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{x.Email, x.Name, "192.0.2.77", `"changed"`, `"second_factor":true`, `{"list":"/subscriptions","columns":["product","since"]}`} {
			if !strings.Contains(string(text), want) {
				t.Errorf("%q is missing in %s", want, text)
			}
		}
		for _, secret := range []string{owner.Email, x.PasswordHash, signin.Hashed("the canary's own"), "licensing"} {
			if secret != "" && strings.Contains(string(text), secret) {
				t.Errorf("%q is in %s", secret, text)
			}
		}
	})
}
