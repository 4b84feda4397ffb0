-- Single sign-on. identities are whom an OpenID Connect provider knows a person as: by issuer and subject, and never
-- by a mail address, which a provider may give to somebody else. sign_ons are those under way, each by the hash of its
-- state and bound to one browser: the state comes back once, within minutes. A session or an invitation that one is
-- for is kept by its hash.

-- +goose Up
CREATE TABLE identities (
	id        {key},
	person_id BIGINT NOT NULL REFERENCES people (id),
	provider  TEXT NOT NULL,
	issuer    TEXT NOT NULL {bytewise},
	subject   TEXT NOT NULL {bytewise},
	since     BIGINT NOT NULL,
	used_at   BIGINT NOT NULL,
	UNIQUE (issuer, subject)
);
CREATE INDEX identities_person ON identities (person_id);
CREATE TABLE sign_ons (
	id         TEXT NOT NULL PRIMARY KEY,
	browser    TEXT NOT NULL,
	provider   TEXT NOT NULL,
	nonce      TEXT NOT NULL,
	verifier   TEXT NOT NULL,
	fields     TEXT NOT NULL,
	session    TEXT NOT NULL,
	invitation TEXT NOT NULL,
	address    TEXT NOT NULL,
	expires_at BIGINT NOT NULL
);
CREATE INDEX sign_ons_address ON sign_ons (address);
CREATE INDEX sign_ons_expires ON sign_ons (expires_at);
