-- What people are told: one message for each person and happening, written by the transaction of the
-- happening itself, so that neither is without the other. topic and kind are those of store/outbox,
-- about is the reference, tenant or month that it is about, and details have the names and figures that
-- its words need, as JSON: it is put into words when it is read, in the reader's language. mail says how
-- far the mail of it is (store/outbox/mail.go); next_at is when that is tried, or until when it is
-- somebody's who tries, and NULL where nothing is to be done.

-- +goose Up
CREATE TABLE messages (
	id        {key},
	person_id BIGINT NOT NULL REFERENCES people (id),
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
CREATE INDEX messages_person ON messages (person_id, id);
CREATE INDEX messages_unread ON messages (person_id) WHERE read_at IS NULL;
CREATE INDEX messages_to_mail ON messages (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX messages_failed ON messages (id) WHERE mail = 'failed';
-- The topics that a person wants no mail of.
CREATE TABLE unmailed (
	person_id BIGINT NOT NULL REFERENCES people (id),
	topic     TEXT NOT NULL {bytewise},
	PRIMARY KEY (person_id, topic)
) {clustered};
-- That both sides were told so many days before the end of a delegation: each is told once of each end.
CREATE TABLE reminders (
	request_id BIGINT NOT NULL REFERENCES requests (id),
	due_at     BIGINT NOT NULL,
	days       INTEGER NOT NULL,
	PRIMARY KEY (request_id, due_at, days)
) {clustered};
CREATE INDEX people_customer ON people (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX people_partner ON people (partner_id) WHERE partner_id IS NOT NULL;
CREATE INDEX people_admins ON people (id) WHERE role = 'admin';
