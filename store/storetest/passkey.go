package storetest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/go-webauthn/webauthn/protocol/webauthncbor"
)

// Device makes one passkey and signs by it, as browsers and their devices do.
type Device struct {
	T      *testing.T
	Origin string // that the browser is at
	Host   string // that the passkey is bound to
	ID     []byte
	Count  uint32 // of the next signature
	Flags  byte   // person there 1, known 4

	key    *ecdsa.PrivateKey
	handle string
}

// NewDevice returns a device whose browser is at an origin.
func NewDevice(t *testing.T, origin, host string) *Device {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return &Device{T: t, Origin: origin, Host: host, ID: []byte(rand.Text()), Flags: 5, key: key}
}

type asked struct {
	Challenge string `json:"challenge"`
	User      struct {
		ID string `json:"id"`
	} `json:"user"`
}

func text(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// Make answers what asks for a new passkey.
func (d *Device) Make(options string) string {
	a := d.read(options)
	d.handle = a.User.ID
	point, err := d.key.PublicKey.Bytes()
	if err != nil {
		d.T.Fatal(err)
	}
	key := d.cbor(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:]})
	data := append(d.data(d.Flags|0x40), make([]byte, 16)...)
	data = binary.BigEndian.AppendUint16(data, uint16(len(d.ID)))
	data = append(append(data, d.ID...), key...)
	return d.answer(map[string]any{"clientDataJSON": text(d.client("webauthn.create", a)), "transports": []string{"internal"},
		"attestationObject": text(d.cbor(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": data}))})
}

// Use answers what asks for a passkey.
func (d *Device) Use(options string) string {
	client := d.client("webauthn.get", d.read(options))
	data := d.data(d.Flags)
	hash := sha256.Sum256(client)
	sum := sha256.Sum256(append(append([]byte{}, data...), hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, sum[:])
	if err != nil {
		d.T.Fatal(err)
	}
	return d.answer(map[string]any{"clientDataJSON": text(client), "authenticatorData": text(data), "signature": text(signature), "userHandle": d.handle})
}

func (d *Device) read(options string) (a asked) {
	if err := json.Unmarshal([]byte(options), &a); err != nil {
		d.T.Fatal(err)
	}
	return a
}

func (d *Device) client(kind string, a asked) []byte {
	return []byte(d.json(map[string]any{"type": kind, "challenge": a.Challenge, "origin": d.Origin, "crossOrigin": false}))
}

func (d *Device) data(flags byte) []byte {
	host := sha256.Sum256([]byte(d.Host))
	return binary.BigEndian.AppendUint32(append(host[:], flags), d.Count)
}

func (d *Device) answer(response map[string]any) string {
	return d.json(map[string]any{"id": text(d.ID), "rawId": text(d.ID), "type": "public-key", "response": response, "clientExtensionResults": map[string]any{}})
}

func (d *Device) json(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		d.T.Fatal(err)
	}
	return string(b)
}

func (d *Device) cbor(v any) []byte {
	b, err := webauthncbor.Marshal(v)
	if err != nil {
		d.T.Fatal(err)
	}
	return b
}
