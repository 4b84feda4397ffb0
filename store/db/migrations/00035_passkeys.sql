-- Passkeys, each by the id that its device gave it, with what the portal needs to check its signatures (credential, JSON)
-- and the counter of the latest one. Devices know a person by a random handle, which is the same for all its passkeys and
-- outlives them. What a browser was asked for is kept for minutes, under the hash of a secret that the browser holds, and
-- is answered once.

-- +goose Up
CREATE TABLE passkey_handles (
	person_id BIGINT NOT NULL PRIMARY KEY REFERENCES people (id),
	handle    TEXT NOT NULL UNIQUE
);
CREATE TABLE passkeys (
	id         TEXT NOT NULL PRIMARY KEY,
	person_id  BIGINT NOT NULL REFERENCES people (id),
	name       TEXT NOT NULL,
	credential TEXT NOT NULL,
	since      BIGINT NOT NULL,
	used       BIGINT
);
CREATE INDEX passkeys_person ON passkeys (person_id);
CREATE TABLE passkey_challenges (
	id         TEXT NOT NULL PRIMARY KEY,
	purpose    TEXT NOT NULL,
	person_id  BIGINT REFERENCES people (id),
	data       TEXT NOT NULL,
	expires_at BIGINT NOT NULL
);
CREATE INDEX passkey_challenges_expiry ON passkey_challenges (expires_at);
CREATE INDEX passkey_challenges_person ON passkey_challenges (person_id);
