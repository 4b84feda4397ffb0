-- What else people are told. told has what the portal told of last, by what it is of (store/told_*.go): through
-- is up to where, and at when. levels_told are the levels that accounts held then, '' for none, and the month in
-- which one was to end if nothing new came; both are by the ids that files know, as keys of SQLite come again.
-- elected are the topics that only those are told of who choose them.
--
-- A message can be for an address that is nobody's who signs in, such as a partner's support contact. And both
-- sides are reminded of the end of each delegation, also of those that no request was made for.

-- +goose Up
CREATE TABLE told (
	what    TEXT NOT NULL {bytewise} PRIMARY KEY,
	through BIGINT NOT NULL,
	at      BIGINT NOT NULL
) {clustered};
CREATE TABLE levels_told (
	partner_id TEXT NOT NULL {bytewise},
	competency TEXT NOT NULL {bytewise},
	level      TEXT NOT NULL {bytewise},
	ends       INTEGER,
	PRIMARY KEY (partner_id, competency)
) {clustered};
CREATE TABLE elected (
	person_id BIGINT NOT NULL REFERENCES people (id),
	topic     TEXT NOT NULL {bytewise},
	PRIMARY KEY (person_id, topic)
) {clustered};
ALTER TABLE messages RENAME TO messages_to_people;
DROP INDEX messages_person;
DROP INDEX messages_unread;
DROP INDEX messages_to_mail;
DROP INDEX messages_failed;
CREATE TABLE messages (
	id        {key},
	person_id BIGINT REFERENCES people (id),
	address   TEXT NOT NULL,
	addressee TEXT NOT NULL,
	language  TEXT NOT NULL,
	topic     TEXT NOT NULL {bytewise},
	kind      TEXT NOT NULL {bytewise},
	about     TEXT NOT NULL {bytewise},
	details   TEXT NOT NULL,
	at        BIGINT NOT NULL,
	read_at   BIGINT,
	mail      TEXT NOT NULL {bytewise},
	tries     INTEGER NOT NULL,
	next_at   BIGINT,
	sent_at   BIGINT,
	error     TEXT NOT NULL
);
INSERT INTO messages (person_id, address, addressee, language, topic, kind, about, details, at, read_at, mail, tries, next_at, sent_at, error)
SELECT person_id, '', '', '', topic, kind, about, details, at, read_at, mail, tries, next_at, sent_at, error FROM messages_to_people ORDER BY id;
DROP TABLE messages_to_people;
CREATE INDEX messages_person ON messages (person_id, id);
CREATE INDEX messages_unread ON messages (person_id) WHERE read_at IS NULL;
CREATE INDEX messages_to_mail ON messages (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX messages_failed ON messages (id) WHERE mail = 'failed';
CREATE TABLE reminded (
	association_id BIGINT NOT NULL,
	end_at         BIGINT NOT NULL,
	days           INTEGER NOT NULL,
	PRIMARY KEY (association_id, end_at, days)
) {clustered};
INSERT INTO reminded (association_id, end_at, days)
SELECT DISTINCT r.association_id, m.due_at, m.days FROM reminders m JOIN requests r ON r.id = m.request_id WHERE r.association_id IS NOT NULL;
DROP TABLE reminders;
CREATE INDEX associations_ending ON associations (to_at) WHERE to_at IS NOT NULL AND subscription_id IS NULL;
-- What happened around a partner is listed to it.
CREATE INDEX events_came ON events (after_partner_id) WHERE after_partner_id IS NOT NULL;
CREATE INDEX events_went ON events (before_partner_id) WHERE before_partner_id IS NOT NULL;
