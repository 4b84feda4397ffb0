package programme

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
)

// Link is what a partner's link asks a customer for: to nominate the partner, by whoever of the tenant
// opens it before its end. It is kept nowhere but in its token.
type Link struct {
	Partner       string   // id of the location, or of the partner without any
	Tenant        string   // id of the tenant that it is for, "" for any
	Subscriptions []string // ids, none to let the customer choose
	Until         Instant  // from then on it leads nowhere
}

// The refusals of a link.
const (
	RefusedLink       = "link"        // it was not made here, or not whole
	RefusedLinkOver   = "link_over"   // its time is over
	RefusedLinkOthers = "link_others" // it is for another tenant
	RefusedLinkLong   = "link_long"   // it would name more, or longer ids, than an address takes
)

// The most that a link names, and how long each name may be: an address of more is cut off on its way.
const (
	MostLinked    = 20
	longestLinked = 100
)

// Fits reports whether a link holds no more than its token may.
func (l Link) Fits() bool {
	if l.Partner == "" || len(l.Subscriptions) > MostLinked || l.Until < 0 {
		return false
	}
	for _, id := range l.names() {
		if len(id) > longestLinked {
			return false
		}
	}
	return true
}

func (l Link) names() []string { return append([]string{l.Partner, l.Tenant}, l.Subscriptions...) }

// linkForm is the first byte of a token's content: how the rest is written.
const linkForm = 1

// Token writes a link as letters of an address, with a signature by the key.
func (l Link) Token(key []byte) string {
	content := binary.AppendUvarint([]byte{linkForm}, uint64(l.Until))
	for _, id := range l.names() {
		content = append(binary.AppendUvarint(content, uint64(len(id))), id...)
	}
	return base64.RawURLEncoding.EncodeToString(append(signature(content, key), content...))
}

// signature is that of a link's content, and of nothing else that the key might sign.
func signature(content, key []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("shimei link\x00")) // a hash never fails
	mac.Write(content)
	return mac.Sum(nil)
}

// ReadLink reads a token that was signed by the key, at an instant. Its error is the refusal of one that
// was not, or whose time is over.
func ReadLink(token string, key []byte, now Instant) (Link, error) {
	all, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(all) <= sha256.Size || !hmac.Equal(all[:sha256.Size], signature(all[sha256.Size:], key)) {
		return Link{}, &Refusal{Code: RefusedLink}
	}
	l, whole := linkOf(all[sha256.Size:])
	switch {
	case !whole || !l.Fits():
		return Link{}, &Refusal{Code: RefusedLink}
	case l.Until <= now:
		return Link{}, &Refusal{Code: RefusedLinkOver}
	}
	return l, nil
}

// linkOf reads a token's content.
func linkOf(content []byte) (l Link, whole bool) {
	if content[0] != linkForm {
		return l, false
	}
	until, n := binary.Uvarint(content[1:])
	if n <= 0 {
		return l, false
	}
	l.Until = Instant(until)
	var names []string
	for rest := content[1+n:]; len(rest) > 0; {
		length, n := binary.Uvarint(rest)
		if n <= 0 || length > uint64(len(rest)-n) {
			return l, false
		}
		names, rest = append(names, string(rest[n:n+int(length)])), rest[n+int(length):]
	}
	if len(names) < 2 {
		return l, false
	}
	l.Partner, l.Tenant = names[0], names[1]
	l.Subscriptions = append(l.Subscriptions, names[2:]...)
	return l, true
}
