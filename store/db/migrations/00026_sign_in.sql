-- A session tells when it began, was last used and last confirmed by a password, and from where: its person
-- ends those that are not their own. Those that there were are ended.
-- devices are the browsers that people have signed in at, by the hash of a secret that each keeps: guesses of
-- others do not slow them down. guesses are the wrong sign-ins that count against an account, a device or an
-- address, each under the hash of its name.

-- +goose Up
DROP TABLE sessions;
CREATE TABLE sessions (
	id           TEXT NOT NULL PRIMARY KEY,
	person_id    BIGINT NOT NULL REFERENCES people (id),
	flash        TEXT NOT NULL,
	began_at     BIGINT NOT NULL,
	seen_at      BIGINT NOT NULL,
	confirmed_at BIGINT NOT NULL,
	expires_at   BIGINT NOT NULL,
	browser      TEXT NOT NULL,
	address      TEXT NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id);
CREATE TABLE devices (
	id        TEXT NOT NULL PRIMARY KEY,
	person_id BIGINT NOT NULL REFERENCES people (id),
	seen_at   BIGINT NOT NULL
);
CREATE INDEX devices_person ON devices (person_id, seen_at);
CREATE TABLE guesses (
	id     TEXT NOT NULL PRIMARY KEY,
	failed INTEGER NOT NULL,
	at     BIGINT NOT NULL
);
CREATE INDEX guesses_at ON guesses (at);
