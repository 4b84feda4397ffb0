package programme

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"strconv"
	"strings"
)

// SealedHead is the part of a statement that its hash covers besides the lines. Previous is the hash
// of the statement before it, so that none can be taken out or closed anew unnoticed: the latest hash
// vouches for all.
type SealedHead struct {
	Month     Month
	ClosedAt  Instant
	ClosedBy  string // who closed it, or a digest of that
	Programme string // hash of the programme file
	Previous  string // "" for the first
}

// Closer is a digest of who closed a month, for SealedHead. Without the salt nobody finds out who that was, so that the
// address can be erased.
func Closer(salt, who string) string {
	sum := sha256.Sum256([]byte(salt + " " + who))
	return "digest " + hex.EncodeToString(sum[:])
}

// SealedLine is a line as the hash covers it: by the ids that people and files know, which a
// copy of the database keeps. The names that a statement shows beside them are not covered.
type SealedLine struct {
	Partner, Measure, Tenant, Subscription, Route string
	Product                                       string // of the usage of a tenant and a product (R8); "" for other lines
	Credit, Month                                 Month
	Amount                                        int64
}

// Canonical writes the line's text: the same for the same line, and another for any other.
func (l SealedLine) Canonical() string {
	cells := []string{l.Partner, l.Credit.String(), l.Measure, l.Tenant, l.Subscription, l.Month.String(), l.Route,
		strconv.FormatInt(l.Amount, 10)}
	if l.Product != "" { // a line without is what it was before there were such lines
		cells = append(cells, l.Product)
	}
	return canonical(cells...)
}

// canonical quotes every cell, since an id may hold whatever would part them.
func canonical(cells ...string) string {
	quoted := make([]string, len(cells))
	for k := range cells {
		quoted[k] = strconv.Quote(cells[k])
	}
	return strings.Join(quoted, "\t") + "\n"
}

// Seal works out the hash of a statement from its lines, one after another.
type Seal struct{ hash hash.Hash }

// NewSeal begins the hash of a statement.
func NewSeal(h SealedHead) Seal {
	s := Seal{sha256.New()}
	s.write(canonical("shimei statement 1", h.Month.String(), fmt.Sprint(int64(h.ClosedAt)), h.ClosedBy, h.Programme, h.Previous))
	return s
}

// Add takes in the next line. The lines come in the order of their partner, credited month,
// measure, tenant, subscription, product and month, by bytes.
func (s Seal) Add(l SealedLine) { s.write(l.Canonical()) }

// Sum returns the hash, SHA-256 in hexadecimal.
func (s Seal) Sum() string { return hex.EncodeToString(s.hash.Sum(nil)) }

func (s Seal) write(text string) { s.hash.Write([]byte(text)) } // a hash never fails
