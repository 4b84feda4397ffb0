package signin

import (
	"encoding/base64"
	"encoding/json"
	"net"
	"net/url"
	"strings"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// Site is where passkeys are good: the address of the portal as browsers know it.
type Site struct {
	ID     string // the host that passkeys are bound to; "" where there can be none
	Origin string
}

// SiteOf returns the site of a portal by its address. Browsers make no passkeys for one without a name, or without TLS
// unless it is their own machine.
func SiteOf(address string) Site {
	at, err := url.Parse(address)
	if err != nil || net.ParseIP(at.Hostname()) != nil || at.Hostname() == "" {
		return Site{}
	}
	if at.Scheme != "https" && (at.Scheme != "http" || at.Hostname() != "localhost") {
		return Site{}
	}
	return Site{ID: strings.ToLower(at.Hostname()), Origin: at.Scheme + "://" + strings.ToLower(at.Host)}
}

// Passkey is what the portal keeps of one. The key that it signs by never leaves its owner's device.
type Passkey = webauthn.Credential

// Holder is a person as authenticators know it: by a random handle, which tells nothing to who finds it.
type Holder struct {
	Handle      []byte
	Email, Name string
	Passkeys    []Passkey
}

// WebAuthnID returns the handle.
func (h Holder) WebAuthnID() []byte { return h.Handle }

// WebAuthnName returns what a browser lists the passkey by.
func (h Holder) WebAuthnName() string { return h.Email }

// WebAuthnDisplayName returns the person's name.
func (h Holder) WebAuthnDisplayName() string { return h.Name }

// WebAuthnCredentials returns the passkeys.
func (h Holder) WebAuthnCredentials() []webauthn.Credential { return h.Passkeys }

// Challenge is what a browser is asked for, and what the portal keeps to check the answer by.
type Challenge struct{ Options, Kept string }

func challenge(options any, kept *webauthn.SessionData, err error) (Challenge, error) {
	if err != nil {
		return Challenge{}, err
	}
	shown, err := json.Marshal(options)
	if err != nil {
		return Challenge{}, err
	}
	data, err := json.Marshal(kept)
	return Challenge{string(shown), string(data)}, err
}

func (s Site) party() (*webauthn.WebAuthn, error) {
	return webauthn.New(&webauthn.Config{RPID: s.ID, RPDisplayName: "Shimei", RPOrigins: []string{s.Origin},
		AttestationPreference:             protocol.PreferNoAttestation,
		ExtensionsUnsolicitedOutputPolicy: protocol.UnsolicitedOutputPolicyIgnore}) // none is looked at
}

// AskNew asks for a passkey of a person. It signs in alone, so that it has to be found without an address, and its
// device has to know the person.
func (s Site) AskNew(h Holder) (Challenge, error) {
	party, err := s.party()
	if err != nil {
		return Challenge{}, err
	}
	creation, kept, err := party.BeginRegistration(h, webauthn.WithExclusions(webauthn.Credentials(h.Passkeys).CredentialDescriptors()),
		webauthn.WithAuthenticatorSelection(protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired,
			RequireResidentKey: protocol.ResidentKeyRequired(), UserVerification: protocol.VerificationRequired}))
	if err != nil {
		return Challenge{}, err
	}
	return challenge(creation.Response, kept, err)
}

// TakeNew returns the passkey that a browser made, or why it is none.
func (s Site) TakeNew(h Holder, kept, answer string) (Passkey, error) {
	party, session, err := s.begun(kept)
	if err != nil {
		return Passkey{}, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return Passkey{}, err
	}
	made, err := party.CreateCredential(h, session, parsed)
	if err != nil {
		return Passkey{}, err
	}
	made.Attestation = webauthn.CredentialAttestation{} // nobody asks who made the device
	return *made, nil
}

// AskAnyone asks whoever sits at a browser for a passkey, which has to know its person.
func (s Site) AskAnyone() (Challenge, error) {
	party, err := s.party()
	if err != nil {
		return Challenge{}, err
	}
	assertion, kept, err := party.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return Challenge{}, err
	}
	return challenge(assertion.Response, kept, err)
}

// Ask asks a person for one of its passkeys, besides another proof.
func (s Site) Ask(h Holder) (Challenge, error) {
	party, err := s.party()
	if err != nil {
		return Challenge{}, err
	}
	assertion, kept, err := party.BeginLogin(h, webauthn.WithUserVerification(protocol.VerificationPreferred))
	if err != nil {
		return Challenge{}, err
	}
	return challenge(assertion.Response, kept, err)
}

// Take returns the passkey that a browser answered with, as it is from now on, or why it is none of the holder's.
// Its CloneWarning tells that its counter went back: there are two of it.
func (s Site) Take(h Holder, kept, answer string) (Passkey, error) {
	party, session, err := s.begun(kept)
	if err != nil {
		return Passkey{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return Passkey{}, err
	}
	var used *Passkey
	if len(session.UserID) > 0 {
		used, err = party.ValidateLogin(h, session, parsed)
	} else {
		_, used, err = party.ValidatePasskeyLogin(func(_, _ []byte) (webauthn.User, error) { return h, nil }, session, parsed)
	}
	if err != nil {
		return Passkey{}, err
	}
	return *used, nil
}

func (s Site) begun(kept string) (party *webauthn.WebAuthn, session webauthn.SessionData, err error) {
	if err = json.Unmarshal([]byte(kept), &session); err != nil {
		return nil, session, err
	}
	party, err = s.party()
	return party, session, err
}

// PasskeyID returns the id of the passkey that an answer names, as it is kept, or "".
func PasskeyID(answer string) string {
	var named struct {
		ID string `json:"rawId"`
	}
	if json.Unmarshal([]byte(answer), &named) != nil {
		return ""
	}
	return strings.TrimRight(named.ID, "=")
}

// PasskeyIDOf is the id of a passkey as it is kept.
func PasskeyIDOf(p Passkey) string { return base64.RawURLEncoding.EncodeToString(p.ID) }
