package directory

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shimei/store/db"
)

// Scope is what of an account one of its people sees and acts for: all of it, or what chosen locations bring (R7). The
// account's figures are of the whole of it, whatever the scope.
type Scope struct {
	Account   int64 // key of the global account
	Chosen    bool  // what the Locations bring, and no more
	Locations Keys  // keys of partners of the account; of a chosen scope without any nothing is seen
}

// Whole is the scope of everything of an account, by its key.
func Whole(account int64) Scope { return Scope{Account: account} }

// Has reports whether a partner, by its key and that of its account, is in the scope.
func (s Scope) Has(partner, account int64) bool {
	return account == s.Account && account != 0 && (!s.Chosen || slices.Contains(s.Locations, partner))
}

// Within reports whether all that the scope has is in another one too. One that has nothing any more is within that of the
// whole account alone: who it was chosen for is no longer to be seen from it.
func (s Scope) Within(other Scope) bool {
	if s.Account != other.Account {
		return false
	}
	return !other.Chosen || s.Chosen && len(s.Locations) > 0 && !slices.ContainsFunc(s.Locations, func(key int64) bool { return !slices.Contains(other.Locations, key) })
}

// Partners is the list of an IN: of those partners of the account, by the placeholder of its key, that the scope has.
func (s Scope) Partners(account string) string {
	return fmt.Sprintf("(SELECT o.id FROM partners o WHERE (o.id = %s OR o.parent_id = %[1]s)%s)", account, s.Only("o.id"))
}

// Ever is Partners of the account $1 with whatever ever was its location.
func (s Scope) Ever() string {
	if !s.Chosen {
		return familyEver
	}
	return "(SELECT o.id FROM partners o WHERE o.id IN " + familyEver + s.Only("o.id") + ")"
}

// peopleWithin is the condition that the scope of a person of the account $1 is within the scope.
func (s Scope) peopleWithin(person string) string {
	of := person + ".partner_id IN " + Whole(s.Account).Partners("$1")
	if !s.Chosen {
		return of
	}
	its := "EXISTS (SELECT 1 FROM person_locations y JOIN partners v ON v.id = y.partner_id AND (v.id = $1 OR v.parent_id = $1) WHERE y.person_id = " + person + ".id AND y.partner_id "
	return of + " AND " + person + ".chosen AND " + its + "IN " + s.Partners("$1") + ") AND NOT " + its + "NOT IN " + s.Partners("$1") + ")"
}

// Only is the further condition that the key of a partner of the account is in the scope.
func (s Scope) Only(key string) string {
	if !s.Chosen {
		return ""
	}
	return " AND " + key + " IN " + db.Keys(s.Locations)
}

// Keys are keys of rows, which a database keeps in one text with spaces between them.
type Keys []int64

// Scan reads the text; NULL and an empty one are no keys.
func (k *Keys) Scan(value any) error {
	*k = nil
	var text string
	switch v := value.(type) {
	case nil:
	case string:
		text = v
	case []byte:
		text = string(v)
	default:
		return fmt.Errorf("keys in %T", value)
	}
	for _, field := range strings.Fields(text) {
		key, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return fmt.Errorf("keys: %w", err)
		}
		*k = append(*k, key)
	}
	slices.Sort(*k)
	return nil
}

// LocationsOf are the keys of all locations that people are for.
func LocationsOf(people []Person) (keys []int64) {
	for _, p := range people {
		keys = append(keys, p.Locations...)
	}
	return keys
}
